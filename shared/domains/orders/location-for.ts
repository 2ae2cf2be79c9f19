import { atOnce } from '../../kernel/at-once.ts';
import type { Quantity } from '../../kernel/quantity.ts';
import type { Tx } from '../../kernel/tx.ts';
import { chooseLocation, type Wanted } from '../inventory/rules.ts';
import { heldBack, locations, stockLevels } from '../inventory/schema.ts';
import { withoutHeldBack } from '../inventory/silent-tills.ts';
import { notEnoughStock } from './errors.ts';

/** Places whose stock shoppers may have */
export const sellingOnline = { status: 'active', sellsOnline: 'yes' } as const;

/**
 * The location that an online order leaves from: the first that sells online and has all of it, warehouses first. Locks
 * every level it looks at, in key order, so that of many buyers exactly as many pass as there are units.
 * @throws DomainError `orders.not-enough-stock`
 */
export async function locationFor(tx: Tx, wanted: readonly Wanted[], only: string | undefined): Promise<string> {
  const open = (await tx.list(locations, sellingOnline)).filter(({ id }) => !only || id === only);
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

/**
 * What no one place that sells online has enough of now, in steps of its unit: as `locationFor` would find it, without waiting for
 * anybody's lock. Empty where one has it all.
 */
export async function shortOnline(
  tx: Tx,
  wanted: readonly Wanted[],
  only: string | null = null,
): Promise<readonly (Wanted & { readonly available: Quantity })[]> {
  if (wanted.length === 0) return [];
  const open = (await tx.list(locations, sellingOnline)).filter(({ id }) => only === null || id === only);
  const keys = open.flatMap(({ id: locationId }) => wanted.map(({ variantId }) => ({ variantId, locationId })));
  const [levels, held] = await atOnce([tx.getMany(stockLevels, keys), tx.getMany(heldBack, keys)]);
  const ids = open.map(({ id }) => id);
  const choice = chooseLocation(ids, wanted, withoutHeldBack(levels, held));
  return 'short' in choice ? choice.short : [];
}
