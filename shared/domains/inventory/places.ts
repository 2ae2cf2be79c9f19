import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { locationUnknown, variantUnknown } from './errors.ts';
import { locations } from './schema.ts';

/** For intents: a level of a place or variant that does not exist would be found by nobody. */
export async function refuseUnknownPlaces(
  tx: Tx,
  lines: readonly { locationId: string; variantId: string }[],
): Promise<void> {
  const locationIds = [...new Set(lines.map((line) => line.locationId))];
  const places = new Set(
    (
      await tx.getMany(
        locations,
        locationIds.map((id) => ({ id })),
      )
    ).map((row) => row.id),
  );
  const noPlace = locationIds.find((id) => !places.has(id));
  if (noPlace) throw locationUnknown({ locationId: noPlace });
  const variantIds = [...new Set(lines.map((line) => line.variantId))];
  const known = new Set(
    (
      await tx.getMany(
        variants,
        variantIds.map((id) => ({ id })),
      )
    ).map((row) => row.id),
  );
  const noVariant = variantIds.find((id) => !known.has(id));
  if (noVariant) throw variantUnknown({ variantId: noVariant });
}
