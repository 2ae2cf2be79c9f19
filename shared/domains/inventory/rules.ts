import type { Quantity } from '../../kernel/quantity.ts';
import type { StockLevel } from './schema.ts';

/** The quantities of a level that movements change. `available` is not among them: it is what is left. */
export const levelColumns = [
  'onHand',
  'committed',
  'reserved',
  'damaged',
  'safety',
  'qualityControl',
  'incoming',
] as const;
export type LevelColumn = (typeof levelColumns)[number];
export type LevelQuantities = Readonly<Record<LevelColumn, Quantity>>;
export type LevelDeltas = Partial<LevelQuantities>;

/** What may be promised to the next buyer; below zero when more was promised than there is. */
export function availableOf(level: Pick<StockLevel, Exclude<LevelColumn, 'incoming'>>): Quantity {
  return level.onHand - level.committed - level.reserved - level.damaged - level.safety - level.qualityControl;
}

/** Available stays at least zero after the deltas: the guard of every promise. */
export const availableGuard = {
  sum: { onHand: 1, committed: -1, reserved: -1, damaged: -1, safety: -1, qualityControl: -1 },
  atLeast: 0,
} as const;

export const onHandGuard = { sum: { onHand: 1 }, atLeast: 0 } as const;

/** Fewer on hand than are promised: somebody has to be told. Safety is the shop's own wish, so it does not count. */
export function isOversold(level: StockLevel): boolean {
  return level.onHand - level.committed - level.reserved < 0;
}

export const noQuantities: LevelQuantities = {
  onHand: 0,
  committed: 0,
  reserved: 0,
  damaged: 0,
  safety: 0,
  qualityControl: 0,
  incoming: 0,
};

export interface Wanted {
  readonly variantId: string;
  readonly quantity: Quantity;
}

/** Wanted units per variant; two lines of a cart that name one variant are checked together. */
export function perVariant(lines: readonly Wanted[]): Wanted[] {
  const totals = new Map<string, Quantity>();
  for (const { variantId, quantity } of lines) totals.set(variantId, (totals.get(variantId) ?? 0) + quantity);
  return [...totals].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** The first location, in the order given, that has all of it; else what is short at the one that comes closest. */
export function chooseLocation(
  locationIds: readonly string[],
  wanted: readonly Wanted[],
  levels: readonly StockLevel[],
): { locationId: string } | { short: (Wanted & { available: Quantity })[] } {
  let best: (Wanted & { available: Quantity })[] | undefined;
  for (const locationId of locationIds) {
    const here = new Map(levels.filter((row) => row.locationId === locationId).map((row) => [row.variantId, row]));
    const short = wanted.flatMap((want) => {
      const level = here.get(want.variantId);
      const available = level ? Math.max(0, availableOf(level)) : 0;
      return available >= want.quantity ? [] : [{ ...want, available }];
    });
    if (short.length === 0) return { locationId };
    if (!best || short.length < best.length) best = short;
  }
  return { short: best ?? wanted.map((want) => ({ ...want, available: 0 })) };
}
