import fc from 'fast-check';
import { expect, vi } from 'vitest';
import type { Purchases } from './purchases.ts';
import type { SentOrder, SentOrders, Stands } from './sent-orders.ts';

/** How the provider goes wrong while it is asked to take or to pay back. */
const methods = [
  'test',
  'test.capture-lost',
  'test.capture-never',
  'test.twice',
  'test.webhook-only',
  'test.refund-lost',
];
const DAY_MS = 24 * 3_600_000;

const steps = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      line: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      line: fc.nat(1),
      quantity: fc.integer({ min: 0, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('discount' as const), amount: fc.integer({ min: 1, max: 900 }) }),
  },
  fc.record({ do: fc.constant('sweep' as const) }),
  fc.record({ do: fc.constant('take' as const) }),
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 8 }) }),
);
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

export const histories = fc.record({
  method: fc.constantFrom(...methods),
  steps: fc.array(steps, { minLength: 1, maxLength: 8 }),
});

/** One order by one history: what may be refused is, and whatever comes of it the provider's own book is ours in the end. */
export async function keepsTheBooks(
  purchases: Purchases,
  shop: SentOrders,
  goods: readonly { variantId: string; quantity: number }[],
  history: { readonly method: string; readonly steps: readonly Step[] },
): Promise<Stands> {
  const order = await shop.place(goods, history.method);
  for (const step of history.steps) await run(purchases, shop, order, step);
  // What lost an answer is looked for by and by.
  for (let round = 0; round < 12; round += 1) {
    await shop.sweep();
    purchases.pass(120_000);
  }
  const stands = await shop.stands(order.orderId);
  const booked = (kind: string) =>
    stands.book.flatMap((entry) => (entry.startsWith(`${kind} `) ? [Number(entry.split(' ')[1])] : []));
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const [captured, refunded] = [sum(booked('captured')), sum(booked('refunded'))];
  expect(sum(stands.tenders), 'our tenders are its book').toBe(captured - refunded);
  expect(captured, 'no more than was authorised').toBeLessThanOrEqual(order.total);
  expect(refunded, 'no more than was taken').toBeLessThanOrEqual(captured);
  // The order's page hears of it by an event.
  const shown = async () => expect((await shop.stands(order.orderId)).attempt).toMatchObject({ captured, refunded });
  await vi.waitFor(shown, { timeout: 20_000, interval: 50 });
  if (stands.status !== 'cancelled') expect(stands.total).toBe(stands.paid + stands.due);
  // What is over holds nothing any more.
  if (stands.hold === 'over') expect(captured + sum(booked('voided'))).toBe(order.total);
  return stands;
}

async function run(purchases: Purchases, shop: SentOrders, order: SentOrder, step: Step): Promise<void> {
  const { orderId, lines } = order;
  const line = 'line' in step ? lines[step.line % lines.length]?.id : undefined;
  const edit = async (change: object) =>
    shop.command('orders.edit', {
      ...{ orderId, version: await shop.version(orderId), settle: 'now', reason: 'as it goes' },
      ...change,
    });
  switch (step.do) {
    case 'send':
      await shop.command('orders.fulfil', {
        orderId,
        how: 'shipped',
        lines: [{ lineId: line, quantity: step.quantity }],
      });
      return;
    case 'change':
      // The test provider of the office takes what is more at once; here it stays due.
      await edit({ settle: 'later', lines: [{ lineId: line, quantity: step.quantity }] });
      return;
    case 'discount': {
      const { total, paid } = await shop.stands(orderId);
      await edit({
        settle: paid > total - step.amount ? 'now' : 'later',
        discount: { amount: step.amount, reason: 'late' },
      });
      return;
    }
    case 'take':
      await shop.command('orders.takeHeld', { orderId, note: '' });
      return;
    case 'cancel':
      await shop.command('orders.cancel', { orderId, reason: 'as it goes' });
      return;
    case 'days':
      purchases.pass(step.days * DAY_MS);
      return;
    case 'sweep':
      await shop.sweep();
  }
}
