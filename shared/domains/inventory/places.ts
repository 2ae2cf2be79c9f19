import { atOnce } from '../../kernel/at-once.ts';
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
  const variantIds = [...new Set(lines.map((line) => line.variantId))];
  const keys = (ids: readonly string[]) => ids.map((id) => ({ id }));
  const [places, known] = await atOnce([
    tx.getMany(locations, keys(locationIds)),
    tx.getMany(variants, keys(variantIds)),
  ]);
  const noPlace = locationIds.find((id) => !places.some((row) => row.id === id));
  if (noPlace) throw locationUnknown({ locationId: noPlace });
  const ids = new Set(known.map(({ id }) => id));
  const noVariant = variantIds.find((id) => !ids.has(id));
  if (noVariant) throw variantUnknown({ variantId: noVariant });
}
