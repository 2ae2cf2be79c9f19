/** Whole units by variant, in the order in which they are shown. */
export type Quantities = ReadonlyMap<string, number>;

export interface Merged {
  readonly quantities: Quantities;
  /** Variants of which there are more now than lay here */
  readonly brought: number;
}

/**
 * One basket out of the one that lies here and the one of the account. What only one side changed since both were the same counts as it
 * is there; what both changed, and all where they never were the same (at a sign-in), is the larger of the two: nobody's goods
 * are lost, and nobody buys two of what they put aside twice.
 * @param base as both last were; null where they never were
 */
export function mergeBaskets(base: Quantities | null, mine: Quantities, theirs: Quantities): Merged {
  const quantities = new Map<string, number>();
  let brought = 0;
  for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
    const [before, here, there] = [base?.get(id) ?? 0, mine.get(id) ?? 0, theirs.get(id) ?? 0];
    const now = here === before ? there : there === before ? here : Math.max(here, there);
    if (now > 0) quantities.set(id, now);
    if (now > here) brought += 1;
  }
  return { quantities, brought };
}

export const sameBasket = (one: Quantities, other: Quantities): boolean =>
  one.size === other.size && [...one].every(([id, quantity]) => other.get(id) === quantity);
