import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAllSent, shareToTake, worthSent } from './take-share.ts';

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 9 }),
  total: fc.integer({ min: 0, max: 99_999 }),
});
const orders = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  shippingTotal: fc.integer({ min: 0, max: 2_000 }),
  paidBefore: fc.integer({ min: 0, max: 5_000 }),
  sends: fc.array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 9 })), { maxLength: 20 }),
  inParts: fc.boolean(),
});

test('parcels in any parts and order take exactly what is left of the total, never less than before nor more than was authorised', () => {
  fc.assert(
    fc.property(orders, ({ lines: ordered, shippingTotal, paidBefore, sends, inParts }) => {
      const total = ordered.reduce((sum, each) => sum + each.total, 0) + shippingTotal;
      // A gift card paid a part of it first.
      const card = Math.min(total, paidBefore);
      const authorised = total - card;
      let lines = ordered.map((each) => ({ ...each, sent: 0 }));
      let captured = 0;
      const take = () => {
        const order = { total, shippingTotal, feeTotal: 0, rounding: 0, paid: card + captured };
        const share = shareToTake({ order, lines, authorised, captured, inParts });
        expect(share.toTake).toBeGreaterThanOrEqual(captured);
        expect(share.toTake).toBeLessThanOrEqual(authorised);
        captured = share.toTake;
        return share.isLast;
      };
      for (const [at, more] of sends) {
        const index = at % lines.length;
        lines = lines.map((each, i) =>
          i === index ? { ...each, sent: Math.min(each.quantity, each.sent + more) } : each,
        );
        const isLast = take();
        if (isLast) expect(captured).toBe(authorised);
        else
          expect(captured).toBe(
            Math.max(0, worthSent({ total, shippingTotal, feeTotal: 0, rounding: 0 }, lines) - card),
          );
      }
      lines = lines.map((each) => ({ ...each, sent: each.quantity }));
      expect(take()).toBe(true);
      expect(captured).toBe(authorised);
    }),
  );
});

test('what is added beyond what was authorised is not taken, and what was given back is not taken again', () => {
  const order = { total: 3_000, shippingTotal: 0, feeTotal: 0, rounding: 0, paid: 0 };
  const lines = [{ quantity: 2, total: 3_000, sent: 2 }];
  expect(shareToTake({ order, lines, authorised: 2_000, captured: 0, inParts: true })).toEqual({
    ...{ toTake: 2_000, isLast: true },
  });
  // 1,000 were taken and 400 of them went back when a line became cheaper.
  const cheaper = { ...order, total: 2_000, paid: 600 };
  expect(shareToTake({ order: cheaper, lines, authorised: 3_000, captured: 1_000, inParts: true }).toTake).toBe(2_400);
});

test('what has left comes to its part of its lines, with delivery, fees and rounding from the first parcel on', () => {
  const order = { total: 1_903, shippingTotal: 395, feeTotal: 10, rounding: -2 };
  const lines = (first: number, second: number) => [
    { quantity: 3, total: 1_000, sent: first },
    { quantity: 2, total: 500, sent: second },
    { quantity: 0, total: 0, sent: 0 },
  ];
  const worth = (first: number, second: number) => worthSent(order, lines(first, second));
  expect([worth(0, 0), worth(1, 0), worth(2, 0), worth(3, 0), worth(0, 1), worth(3, 1)]).toEqual([
    ...[0, 736, 1_070, 1_403, 653, 1_653],
  ]);
  expect([worth(3, 2), worth(4, 2)]).toEqual([1_903, 1_903]);
  expect([isAllSent(lines(3, 2)), isAllSent(lines(3, 1)), isAllSent(lines(0, 0))]).toEqual([true, false, false]);
});

test('where it cannot be taken in parts the first parcel takes all, and before it nothing is taken', () => {
  const order = { total: 1_000, shippingTotal: 0, feeTotal: 0, rounding: 0, paid: 0 };
  const share = (sent: number, inParts: boolean) =>
    shareToTake({ order, lines: [{ quantity: 2, total: 1_000, sent }], authorised: 1_000, captured: 0, inParts });
  expect([share(0, false), share(1, false), share(2, false)]).toEqual([
    { toTake: 0, isLast: false },
    { toTake: 1_000, isLast: true },
    { toTake: 1_000, isLast: true },
  ]);
  expect([share(0, true), share(1, true), share(2, true)]).toEqual([
    { toTake: 0, isLast: false },
    { toTake: 500, isLast: false },
    { toTake: 1_000, isLast: true },
  ]);
});
