import type { MutationContext } from '../../kernel/define-mutator.ts';
import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type DuePayment, duePayments } from '../checkout/due-schema.ts';
import { standingOf } from './goods.ts';
import { type ProviderHold, providerHolds } from './provider-hold-schema.ts';
import { type Order, type Tender, tenders } from './schema.ts';
import { shareToTake } from './take-share.ts';

type By = Pick<MutationContext, 'authority' | 'occurredAt'>;

/** So long before it runs out a person is told, or what is left is taken. */
export const WARNED_MS = 24 * 3_600_000;
/** Where nobody said until when, it is looked at so often. */
const LOOK_MS = 24 * 3_600_000;

/** When what is held is looked at again, while nothing is wanted of it. */
export const nextLook = ({ heldUntil, isTold }: Pick<ProviderHold, 'heldUntil' | 'isTold'>, now: number): number =>
  heldUntil === null ? now + LOOK_MS : Math.max(now + 60_000, isTold ? heldUntil : heldUntil - WARNED_MS);

/** What the provider it was bought with took for it, what it gave back not taken off; `others` paid what was due afterwards. */
export const capturedOf = (
  all: readonly Pick<Tender, 'id' | 'kind' | 'amount' | 'originalTenderId'>[],
  others: readonly Pick<DuePayment, 'tenderId'>[],
): MinorUnits => {
  const later = new Set(others.map(({ tenderId }) => tenderId));
  const own = all.filter(({ id, kind, originalTenderId: of }) => kind === 'online' && of === null && !later.has(id));
  return sum(own.flatMap(({ amount }) => (amount > 0 ? [amount] : [])));
};

export async function capturedFor(tx: Tx, orderId: string): Promise<MinorUnits> {
  return capturedOf(await tx.list(tenders, { orderId }), await tx.list(duePayments, { orderId }));
}

/** What is held of an order whose money is taken when it is sent; of it, locked. In the cloud alone. */
async function heldOf(tx: Tx, orderId: string): Promise<ProviderHold | undefined> {
  const [found] = await tx.list(providerHolds, { orderId });
  if (!found || found.status === 'over') return undefined;
  const [hold] = await tx.getForUpdate(providerHolds, [{ id: found.id }]);
  return hold?.status === 'over' ? undefined : hold;
}

async function want(
  tx: Tx,
  { occurredAt }: By,
  hold: ProviderHold,
  {
    toTake,
    isLast,
    again = false,
  }: { readonly toTake: MinorUnits; readonly isLast: boolean; readonly again?: boolean },
): Promise<void> {
  const once = again || hold.status === 'failed';
  if (!once && hold.toTake === toTake && hold.isLast === isLast) return;
  await tx.update(
    providerHolds,
    { id: hold.id },
    {
      ...{ status: 'taking', toTake, isLast, again: once, problem: '' },
      ...{ tries: 0, nextAt: occurredAt, updatedAt: occurredAt },
    },
  );
}

/** After goods left, or what is to be sent has changed: the share of what has left is wanted of what is held. */
export async function takeForGoods(tx: Tx, by: By, order: Order): Promise<void> {
  if (!by.authority) return;
  const hold = await heldOf(tx, order.id);
  if (!hold) return;
  const [lines, captured] = [await standingOf(tx, order), await capturedFor(tx, order.id)];
  const { amount: authorised, inParts } = hold;
  const share = shareToTake({ order, lines, authorised, captured, inParts });
  // Nothing has left, or no more than before: what was not taken then waits for a person.
  if (!share.isLast && share.toTake <= hold.toTake) return;
  await want(tx, by, hold, share);
}

/** All of it is wanted at once, sent or not. @returns false where nothing is held */
export async function takeAll(tx: Tx, by: By, order: Order): Promise<boolean> {
  const hold = await heldOf(tx, order.id);
  if (!hold) return false;
  const captured = await capturedFor(tx, order.id);
  const toTake = Math.min(hold.amount, sum([captured, Math.max(0, order.due)]));
  await want(tx, by, hold, { toTake: Math.max(captured, toTake), isLast: true, again: true });
  return true;
}

/** Nothing more is wanted of it: what is held is let go. */
export async function letGo(tx: Tx, by: By, { id: orderId }: Pick<Order, 'id'>): Promise<void> {
  if (!by.authority) return;
  const hold = await heldOf(tx, orderId);
  if (!hold) return;
  const captured = await capturedFor(tx, orderId);
  await want(tx, by, hold, { toTake: captured, isLast: true });
}
