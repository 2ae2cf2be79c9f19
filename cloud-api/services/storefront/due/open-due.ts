import { type DuePayment, duePayments, openDueStates } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import { payable } from '@tillhouse/shared/domains/orders/payable.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { type Paying, within } from './pay-due.ts';

interface Opens {
  /** A uuid of the page: the same again is the same try */
  readonly id: string;
  readonly orderId: string;
  readonly methodId: string;
  /** What its payer was shown, minor units */
  readonly expected: number;
  readonly returnUrl: string;
}

export type Opened =
  /** Durable, before a byte of it left; `beside` are tries that it takes the place of */
  | { readonly is: 'opened'; readonly id: string; readonly beside: readonly string[] }
  /** Something else is due than was shown */
  | { readonly is: 'changed' }
  /** The money of another try is being taken at this moment */
  | { readonly is: 'under-way' };

/** As long as a checkout. */
const HELD_MS = 15 * 60_000;

/**
 * One try to pay exactly what is due, or the one that is open for it already: of two tabs and of a button pressed twice there is one. A
 * try of another amount or by another way is given up first; should its payer finish it all the same, it goes back.
 */
export function openDue(paying: Paying, tenantId: string, asked: Opens): Promise<Opened> {
  const { id, orderId, methodId, expected, returnUrl } = asked;
  return within(paying, tenantId, async (tx): Promise<Opened> => {
    const [order] = await tx.getForUpdate(orders, [{ id: orderId }]);
    if (!order) return { is: 'changed' };
    const known = await tx.list(duePayments, { orderId });
    if (known.some((row) => row.id === id)) return { is: 'opened', id, beside: [] };
    const open = known.filter(({ state }) => openDueStates.includes(state));
    if (open.some(({ state }) => state === 'taking')) return { is: 'under-way' };
    const amount = await payable(tx, order);
    if (amount <= 0 || amount !== expected) return { is: 'changed' };
    const now = paying.now();
    const same = open.find((row) => row.amount === amount && row.methodId === methodId && row.heldUntil > now);
    if (same) return { is: 'opened', id: same.id, beside: [] };
    const beside = open.map((row) => row.id);
    const locked = await tx.getForUpdate(
      duePayments,
      beside.map((each) => ({ id: each })),
    );
    for (const row of locked)
      if (openDueStates.includes(row.state) && row.state !== 'taking')
        await tx.update(duePayments, { id: row.id }, { ...givenUp, tries: 0, nextAt: now, updatedAt: now });
    const none = { actionUrl: null, toTake: 0, captured: 0, givenBack: 0, tenderId: null, why: '', tries: 0 };
    await tx.insert(duePayments, {
      ...{ id, orderId, state: 'held', methodId, amount, currency: order.currency, returnUrl, ...none },
      ...{ nextAt: now + HELD_FIRST_MS, heldUntil: now + HELD_MS, createdAt: now, updatedAt: now },
    });
    return { is: 'opened', id, beside };
  });
}

/** Whoever opened it is at it; the sweeper comes behind them. */
const HELD_FIRST_MS = 5_000;
const givenUp: Pick<DuePayment, 'state' | 'why' | 'actionUrl'> = {
  ...{ state: 'returning', why: 'another try to pay took its place', actionUrl: null },
};
