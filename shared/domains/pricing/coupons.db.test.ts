import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderDiscounts, orderFlags, orderLines, orders, promotionUses } from '../orders/schema.ts';

const cloud = { authority: true };
const customer = testId(0xc1);
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
  await two.given('pricing.savePromotion', { promotion: once, status: 'live' });
});

const once = {
  id: testId(0x800),
  name: 'Letter of May',
  action: { kind: 'fixed', amount: 200, spread: 'across', on: 'order' },
  codes: [{ code: 'May-1', limit: 1 }, { code: 'open' }],
};
const sell = (n: number, total: number, more: object = {}) => ({
  orderId: testId(0x100 + n),
  registerId: shop.register,
  sessionId: shop.session,
  customerId: null,
  lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
  tenders: [{ key: 'c', kind: 'card', amount: total, given: total, change: 0, reference: '' }],
  ...more,
});
const place = (n: number, more: object = {}) => ({
  orderId: testId(0x400 + n),
  customerId: null,
  customerName: '',
  lines: [{ key: 'a', variantId: shop.tide, quantity: 1 }],
  shipping: 0,
  payment: 'test',
  ...more,
});
const uses = async () => (await two.rows(promotionUses)).map(({ orderId, code }) => [orderId, code]).sort();

test('a code counts at the till once, alike on both engines, and then no more', async () => {
  await two.run('register.recordSale', sell(1, 1200, { coupons: [' may-1 '] }));
  await two.run('register.recordSale', sell(2, 1400, { coupons: ['MAY-1'] }));
  await two.run('register.recordSale', sell(3, 1200, { coupons: ['OPEN'] }));
  await two.run('register.recordSale', sell(4, 1400));
  expect(await uses()).toEqual([
    [testId(0x101), 'MAY-1'],
    [testId(0x103), 'OPEN'],
  ]);
  expect((await two.rows(orderDiscounts)).map(({ amount }) => amount)).toEqual([200, 200]);
});

test('two tills without a line used one code: both sales stand, and the second is flagged', async () => {
  const decided = (sequence: number) => ({
    ...{ generation: 1, sequence, number: `B2-1-${sequence}`, locationId: shop.bath, customerName: '' },
    ...{ currency: 'GBP', pricesIncludeTax: true, businessDate: '2026-11-23', businessHour: 11 },
    ...{ subtotal: 1400, discountTotal: 200, taxTotal: 200, rounding: 0, total: 1200 },
    uses: [{ promotionId: once.id, code: 'MAY-1' }],
  });
  const snapshot = {
    ...{ title: 'Stoneware mug', variantTitle: 'Moss', sku: 'MUG-MOS', scale: 0, tracked: true, unitPrice: 1400 },
    ...{ ownPrice: false, taxClass: 'standard', taxRate: '20/100', discount: 200, net: 1000, tax: 200, total: 1200 },
    discounts: [{ promotionId: once.id, name: once.name, amount: 200 }],
  };
  for (const n of [1, 2]) {
    const lines = [{ key: 'a', variantId: shop.moss, quantity: 1, snapshot }];
    await two.run('register.recordSale', sell(n, 1200, { lines, coupons: ['MAY-1'], decided: decided(n) }), cloud);
  }
  expect((await two.rows(orders)).map(({ total }) => total)).toEqual([1200, 1200]);
  const flags = (await two.rows(orderFlags)).map(({ orderId, code, details }) => ({ orderId, code, details }));
  expect(flags).toEqual([
    {
      orderId: testId(0x102),
      code: 'over-limit',
      details: { promotionId: once.id, promotion: once.name, coupon: 'MAY-1', limit: 1, uses: 2 },
    },
  ]);
});

test('online: the same calculation, a code that does not count refuses, a cancelled order gives its code back', async () => {
  await two.run('orders.placeOnline', place(1, { coupons: ['may-1'], expectedTotal: 1000 }), cloud);
  expect(await two.rows(orders)).toMatchObject([{ subtotal: 1200, discountTotal: 200, taxTotal: 167, total: 1000 }]);
  const details = await two.refuse(
    'orders.placeOnline',
    place(2, { coupons: ['may-1'] }),
    'orders.coupon-refused',
    cloud,
  );
  expect(details).toEqual({ code: 'may-1', reason: 'The code has been used as often as it may be' });
  await two.refuse('orders.placeOnline', place(2, { coupons: ['none'] }), 'orders.coupon-refused', cloud);
  await two.run('orders.cancel', { orderId: testId(0x401), reason: '' });
  await two.run('orders.placeOnline', place(3, { coupons: ['may-1'] }), cloud);
  expect(await uses()).toEqual([
    [testId(0x401), 'MAY-1'],
    [testId(0x403), 'MAY-1'],
  ]);
});

test('so often a customer, who has to be known; free delivery comes off the delivery', async () => {
  const rule = { id: testId(0x801), name: 'Welcome', action: { kind: 'free-shipping' } };
  const promotion = { ...rule, perCustomer: { limit: 1, used: 0 } };
  await two.given('pricing.savePromotion', { promotion, status: 'live' });
  await two.run('orders.placeOnline', place(1, { shipping: 500 }), cloud);
  await two.run('orders.placeOnline', place(2, { shipping: 500, customerId: customer }), cloud);
  await two.run('orders.placeOnline', place(3, { shipping: 500, customerId: customer }), cloud);
  expect((await two.rows(orders)).map(({ shippingTotal, total }) => [shippingTotal, total])).toEqual([
    [500, 1700],
    [0, 1200],
    [500, 1700],
  ]);
  expect(await two.rows(orderDiscounts)).toMatchObject([
    { orderId: testId(0x402), lineId: testId(0x402), promotionId: rule.id, amount: 500 },
  ]);
});

test('fifty buyers, one single-use code: one order, forty-nine clear refusals', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      try {
        const args = place(n, { lines: [{ key: 'a', variantId: shop.wrapping, quantity: 1 }], coupons: ['MAY-1'] });
        await two.runOn(two.postgres, 'orders.placeOnline', args, cloud, testId(0x50000 + n), false);
        return 'applied';
      } catch (error) {
        if (error instanceof DomainError) return error.code;
        throw error;
      }
    }),
  );
  expect(outcomes.filter((one) => one === 'applied')).toHaveLength(1);
  expect(outcomes.filter((one) => one === 'orders.coupon-refused')).toHaveLength(49);
  const { rows } = await two.postgres.pool.query('SELECT code FROM promotion_uses');
  expect(rows).toEqual([{ code: 'MAY-1' }]);
});

test('a first order has what is for one, and goes on having it; a customer who came back has what is for those', async () => {
  const half = { kind: 'percent', rate: '1/2' };
  const of = (n: number, name: string, leaf: object) => ({
    promotion: { id: testId(n), name, action: half, conditions: { match: 'all', of: [leaf] } },
    status: 'live',
  });
  await two.given('pricing.savePromotion', of(0x801, 'Welcome', { kind: 'first-order' }));
  await two.run('orders.placeOnline', place(1, { customerId: customer }), cloud);
  await two.run('orders.placeOnline', place(2, { customerId: customer }), cloud);
  await two.run('orders.placeOnline', place(3), cloud);
  const totals = async () => (await two.rows(orders)).sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ total }) => total);
  expect(await totals()).toEqual([600, 1_200, 1_200]);
  const [first] = (await two.rows(orderLines)).filter(({ orderId }) => orderId === testId(0x401));
  const edit = {
    orderId: testId(0x401),
    version: 1,
    lines: [{ lineId: first?.id, quantity: 2 }],
    reason: '',
    settle: 'later',
  };
  await two.run('orders.edit', edit, cloud);
  expect(await totals()).toEqual([1_200, 1_200, 1_200]);
  const returning = { kind: 'group', match: 'any', of: [{ kind: 'segment', in: ['returning'] }] };
  await two.given('pricing.savePromotion', of(0x802, 'Thanks', returning));
  await two.run('orders.placeOnline', place(4, { customerId: customer }), cloud);
  await two.run('orders.placeOnline', place(5, { customerId: testId(0xc2) }), cloud);
  expect((await totals()).slice(3)).toEqual([600, 600]);
});
