import * as z from 'zod/mini';
import { count, currency, id, signedAmount, text } from '../../kernel/args.ts';
import { atOnce } from '../../kernel/at-once.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { paymentDisputes } from '../orders/dispute-schema.ts';
import { type PaymentAttempt, paymentAttempts } from '../orders/payment-attempt-schema.ts';
import { providerRefunds } from '../orders/provider-refund-schema.ts';
import { tenders } from '../orders/schema.ts';
import { expectedCaptures } from './expected-captures.ts';
import { bankLines, payoutParts, payoutStates, providerPayouts } from './payout-schema.ts';
import { momentOf, postEntry } from './post-entry.ts';
import { payoutEntry } from './provider-entries.ts';

const MOST_PARTS = 2_000;
const MOST_LINES = 500;

const toldPart = z.strictObject({
  kind: z.enum(payoutParts),
  reference: text(200),
  attemptId: z.nullable(id),
  /** Of a refund that we asked for, its id */
  refundId: z.nullable(id),
  gross: signedAmount,
  fee: signedAmount,
});
type ToldPart = z.infer<typeof toldPart>;

export const notePayout = defineMutator({
  name: 'ledger.notePayout',
  version: 1,
  kind: 'intent',
  permission: 'orders.refund',
  doc: 'Keeps what a payment provider pays out and what it is made up of, each part beside what it should be by our own record, and books what reached the bank and what the provider kept once it is paid; a payout that comes back is booked back. What is older than what is known changes nothing. By the cloud itself.',
  args: z.strictObject({
    payoutId: id,
    provider: text(40),
    reference: text(200),
    currency,
    /** Minor units of `currency`, as all amounts: what reaches the bank */
    amount: signedAmount,
    state: z.enum(payoutStates),
    arrivesOn: z.iso.date(),
    parts: z.array(toldPart).check(z.maxLength(MOST_PARTS)),
    revision: count,
  }),
  run: async (tx, { payoutId: key, parts: told, ...payout }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'ledger.notePayout' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'ledger.notePayout' });
    const [known] = await tx.getForUpdate(providerPayouts, [{ id: key }]);
    if (known && known.revision >= payout.revision) return;
    const expected = await expectedOf(tx, told);
    const parts = told.map(({ refundId: _, ...part }, at) => ({ ...part, expected: expected[at] ?? 0 }));
    const charges = sum(parts.map(({ fee }) => fee));
    const isPaid = payout.state === 'paid';
    const booked = { bookedAmount: isPaid ? payout.amount : 0, bookedCharges: isPaid ? charges : 0 };
    const row = {
      ...{ ...payout, ...booked, parts, charges, changedAt: ctx.occurredAt },
      expected: sum([...parts.map(({ expected }) => expected), -charges]),
    };
    if (known) await tx.update(providerPayouts, { id: key }, row);
    else await tx.insert(providerPayouts, { id: key, ...row });
    const more = {
      amount: sum([booked.bookedAmount, -(known?.bookedAmount ?? 0)]),
      charges: sum([booked.bookedCharges, -(known?.bookedCharges ?? 0)]),
    };
    await postEntry(tx, ctx, { ...payoutEntry({ ...payout, id: key, ...more }), ...momentOf(ctx) });
  },
});

/** Of each part, in its order. Nothing is expected of what we know nothing about: it is a difference, for a person to look at. */
async function expectedOf(tx: Tx, told: readonly ToldPart[]): Promise<number[]> {
  const of = (kind: ToldPart['kind']) => told.filter((part) => part.kind === kind);
  const ids = (all: readonly (string | null)[]) =>
    [...new Set(all)].flatMap((one) => (one === null ? [] : [{ id: one }]));
  const [attempts, refunds, disputes] = await atOnce([
    tx.getMany(paymentAttempts, ids(of('payment').map(({ attemptId }) => attemptId))),
    tx.getMany(providerRefunds, ids(of('refund').map(({ refundId }) => refundId))),
    tx.listMany(
      paymentDisputes,
      of('dispute').map(({ reference }) => ({ reference })),
    ),
  ]);
  const undone = undoneOf(told);
  const captured = new Map(attempts.map((attempt) => [attempt.id, attempt.captured]));
  const inParts = await takenInParts(tx, attempts);
  const asked = new Map(refunds.map((refund) => [refund.id, refund.status === 'refused' ? 0 : refund.amount]));
  const disputed = new Set(disputes.map(({ reference }) => reference));
  return told.map(({ kind, attemptId, refundId, reference, gross }, place) => {
    if (undone.has(place)) return gross;
    if (kind === 'payment') return inParts.get(attemptId ?? '')?.(gross) ?? captured.get(attemptId ?? '') ?? 0;
    if (kind === 'refund') return sum([0, -(asked.get(refundId ?? '') ?? 0)]);
    return kind === 'dispute' && disputed.has(reference) ? gross : 0;
  });
}

/** Of what is taken when it is sent, each capture is a part of its own. */
async function takenInParts(tx: Tx, attempts: readonly PaymentAttempt[]) {
  const sent = attempts.filter(({ takes }) => takes === 'sent');
  const all = await tx.listMany(
    tenders,
    sent.map(({ orderId }) => ({ orderId })),
  );
  const captures = all
    .filter(({ kind, amount, originalTenderId }) => kind === 'online' && amount > 0 && originalTenderId === null)
    .toSorted((a, b) => a.placedAt - b.placedAt);
  return new Map(
    sent.map(({ id: attemptId, orderId }) => [
      attemptId,
      expectedCaptures(captures.filter((each) => each.orderId === orderId).map(({ amount }) => amount)),
    ]),
  );
}

/** The places of what was taken and given back as a whole before anything was sold by it: nothing of it is the shop’s. */
function undoneOf(told: readonly ToldPart[]): ReadonlySet<number> {
  const parts = told.flatMap(({ kind, attemptId, refundId, gross }, place) =>
    attemptId !== null && refundId === null && (kind === 'payment' || kind === 'refund')
      ? [{ attemptId, gross, place }]
      : [],
  );
  const of = (id: string) => parts.filter(({ attemptId }) => attemptId === id);
  const nothing = ({ attemptId }: { readonly attemptId: string }) =>
    of(attemptId).length > 1 && sum(of(attemptId).map(({ gross }) => gross)) === 0;
  return new Set(parts.filter(nothing).map(({ place }) => place));
}

export const addBankLines = defineMutator({
  name: 'ledger.addBankLines',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Adds lines of a bank statement, to hold payouts of providers against; they move nothing in the books. A line whose id is there already is not added again.',
  args: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          /** Follows from what the line says, so that the same file adds it once */
          id,
          day: z.iso.date(),
          /** Minor units; positive came, negative went */
          amount: signedAmount,
          currency,
          text: text(300),
        }),
      )
      .check(z.minLength(1), z.maxLength(MOST_LINES)),
  }),
  run: async (tx, { lines }, ctx) => {
    const added = { addedAt: ctx.occurredAt, addedBy: ctx.actor.name };
    for (const line of lines) await tx.insertOnce(bankLines, { ...line, ...added });
  },
});
