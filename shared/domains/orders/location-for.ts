import { atOnce } from '../../kernel/at-once.ts';
import type { Tx } from '../../kernel/tx.ts';
import { chooseLocation, type Wanted } from '../inventory/rules.ts';
import { heldBack, locations, stockLevels } from '../inventory/schema.ts';
import { withoutHeldBack } from '../inventory/silent-tills.ts';
import { notEnoughStock } from './errors.ts';

/**
 * The location that an online order leaves from: the first that sells online and has all of it, warehouses first. Locks
 * every level it looks at, in key order, so that of many buyers exactly as many pass as there are units.
 * @throws DomainError `orders.not-enough-stock`
 */
export async function locationFor(tx: Tx, wanted: readonly Wanted[], only: string | undefined): Promise<string> {
  const open = (await tx.list(locations, { status: 'active', sellsOnline: 'yes' })).filter(
    ({ id }) => !only || id === only,
  );
  const ranked = open.sort((a, b) =>
    a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === 'warehouse' ? -1 : 1,
  );
  const keys = ranked.flatMap(({ id }) => wanted.map(({ variantId }) => ({ variantId, locationId: id })));
  const [levels, held] = await atOnce([tx.getForUpdate(stockLevels, keys), tx.getMany(heldBack, keys)]);
  const choice = chooseLocation(
    ranked.map(({ id }) => id),
    wanted,
    withoutHeldBack(levels, held),
  );
  if ('short' in choice) throw notEnoughStock({ short: choice.short });
  return choice.locationId;
}
