import type { ExpressWay } from './shapes.ts';

/** Those that are offered for so much, in minor units; null: not known yet, which is not held against them. */
export const waysFor = (ways: readonly ExpressWay[], amount: number | null): readonly ExpressWay[] =>
  ways.filter(
    ({ least, most }) => amount === null || ((least === null || amount >= least) && (most === null || amount <= most)),
  );

/** One line of buttons each, and two of words: `.ways` of the part that shows them is laid out by it. */
export const roomFor = (ways: number): string => (ways > 0 ? `${ways * 64 + 52}px` : '');

const nameOf = (slot: string): string => `tillhouse-express:${slot}`;

/** How many a store had when this browser was last there: their place is kept until it says it anew. */
export function lastWays(slot: string): number {
  try {
    return Number(localStorage.getItem(nameOf(slot)));
  } catch {
    return 0;
  }
}

/** A browser that keeps nothing shows them when they are there. */
export function keepWays(slot: string, ways: number): void {
  try {
    localStorage.setItem(nameOf(slot), `${ways}`);
  } catch {}
}
