import * as z from 'zod/mini';
import { amount, instant } from '../../kernel/args.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Price } from './schema.ts';

/** What something cost from when on, until the next of them. Minor units. */
export const pastPrice = z.strictObject({ amount, since: instant });
export type PastPrice = z.infer<typeof pastPrice>;

/** How far back the lowest price is looked for: directive 98/6/EC, article 6a. */
export const LOOK_BACK_MS = 30 * 86_400_000;

/** A price that changes with every breath of a competitor's is no reason for a row without end. */
const MOST_KEPT = 60;

type Known = Pick<Price, 'amount' | 'history' | 'updatedAt'>;

/** All that is known of what a row cost, oldest first. A row that never changed says by itself since when. */
export const historyOf = ({ amount: now, history, updatedAt }: Known): readonly PastPrice[] =>
  history ?? [{ amount: now, since: updatedAt }];

/** What it cost at a moment; undefined before anything is known. */
export function amountAt(history: readonly PastPrice[], at: Instant): number | undefined {
  return history.findLast(({ since }) => since <= at)?.amount;
}

/**
 * The history of a row once it costs `amount`: what held at some moment of the last 30 days, and what holds now. Of too many the
 * dearest goes first, so that the lowest stays what it was.
 */
export function historyAfter(row: Known, next: number, at: Instant): PastPrice[] {
  const known = historyOf(row);
  if (next === row.amount) return [...known];
  const since = Math.max(at, known.at(-1)?.since ?? at);
  const first = known.findLastIndex((one) => one.since <= since - LOOK_BACK_MS);
  // What was written and changed in one moment nobody could buy at.
  const kept = known.slice(Math.max(0, first)).filter((one) => one.since < since);
  if (kept.length >= MOST_KEPT) {
    const dearest = Math.max(...kept.slice(1).map((one) => one.amount));
    kept.splice(
      kept.findIndex((one, index) => index > 0 && one.amount === dearest),
      1,
    );
  }
  return [...kept, { amount: next, since }];
}
