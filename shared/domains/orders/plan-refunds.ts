import type { MinorUnits } from '../../kernel/money.ts';
import type { Tender } from './schema.ts';

/** A payment of a sale, with what of it can still be given back. */
export interface Refundable {
  readonly tenderId: string;
  readonly kind: Tender['kind'];
  readonly paid: MinorUnits;
  /** paid − what went back to it so far; never below 0 */
  readonly left: MinorUnits;
}

/** The payments of a sale, in the order they were made; `back` are the tenders of its returns and cancellation. */
export function refundable(
  payments: readonly Pick<Tender, 'id' | 'kind' | 'amount' | 'originalTenderId'>[],
  back: readonly (Pick<Tender, 'kind' | 'amount' | 'originalTenderId'> & Partial<Pick<Tender, 'id'>>)[],
): Refundable[] {
  const taken = payments.filter(({ amount, originalTenderId }) => amount > 0 && originalTenderId === null);
  const left = new Map(taken.map(({ id, amount }) => [id, amount]));
  const give = (id: string, amount: MinorUnits): MinorUnits => {
    const most = Math.min(amount, left.get(id) ?? 0);
    left.set(id, (left.get(id) ?? 0) - most);
    return amount - most;
  };
  // What was set against the open part of the sale itself came off no payment.
  const setOff = new Set(payments.flatMap(({ amount, originalTenderId: of }) => (amount > 0 ? (of ?? []) : [])));
  for (const { id, kind, amount, originalTenderId } of back) {
    if (amount > 0 || (id !== undefined && setOff.has(id))) continue;
    let rest = -amount;
    if (originalTenderId !== null) rest = give(originalTenderId, rest);
    // Paid back before payments were named, or more than one payment held: off those of its kind, then off any.
    for (const { id } of [...taken.filter((row) => row.kind === kind), ...taken]) if (rest > 0) rest = give(id, rest);
  }
  // What a provider refused to pay back is there again.
  for (const { amount, originalTenderId: id } of [...payments, ...back])
    if (amount > 0 && id !== null) left.set(id, (left.get(id) ?? 0) + amount);
  return taken.map(({ id, kind, amount }) => ({ tenderId: id, kind, paid: amount, left: left.get(id) ?? 0 }));
}

export interface RefundPart {
  readonly tenderId: string;
  readonly kind: Tender['kind'];
  readonly amount: MinorUnits;
}

/**
 * Where money goes back to: to what it was paid with, cards and providers before cash. `rest` is what no payment
 * holds, which is paid out in cash.
 */
export function planRefunds(
  amount: MinorUnits,
  payments: readonly Refundable[],
): { parts: RefundPart[]; rest: MinorUnits } {
  let rest = amount;
  // Goods that were brought for it cannot be given back, nor what was paid before it was handed over: that is paid out.
  const elsewhere = payments.filter(({ kind }) => !['cash', 'exchange', 'layaway'].includes(kind));
  const ranked = [...elsewhere, ...payments.filter(({ kind }) => kind === 'cash')];
  const parts = ranked.flatMap(({ tenderId, kind, left }): RefundPart[] => {
    const part = Math.min(rest, left);
    rest -= part;
    return part > 0 ? [{ tenderId, kind, amount: part }] : [];
  });
  return { parts, rest };
}
