import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop, smallStore } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { invariants } from '../invariants.ts';
import { orders } from './schema.ts';

/** Delivery is taxed where prices are before tax, goods have several rates and some buyers pay none: through edit and cancellation. */
const [ORDER, OTHER, BUYER] = [testId(0x401), testId(0x402), testId(0x601)];
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});
const store = (more: object) => two.given('access.updateStoreSettings', { settings: { ...smallStore, ...more } });
const place = (orderId: string, more: object = {}) => ({
  ...{ orderId, customerId: null, customerName: 'Owen', shipping: 400, payment: 'test' },
  lines: [
    { key: 'a', variantId: shop.tide, quantity: 1 },
    { key: 'b', variantId: shop.wrapping, quantity: 2 },
  ],
  ...more,
});
const order = async (orderId = ORDER) => (await two.rows(orders)).find(({ id }) => id === orderId);
const edit = (orderId: string, version: number, more: object) =>
  two.run('orders.edit', { orderId, version, reason: '', settle: 'now', ...more }, cloud);
const clean = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};
const wrapIsBook = async () => {
  await two.given('pricing.saveTaxRules', {
    rules: [
      {
        ...{ id: testId(0x800), jurisdiction: 'GB', category: null, productId: shop.wrap, name: 'VAT', rate: '0' },
        ...{ perUnit: null, compound: false, adds: false, fromDay: '2020-01-01', toDay: null, source: '' },
      },
    ],
  });
  await two.given('pricing.setTaxZone', { place: 'store', zone: 'GB' });
};

test('before tax: delivery is shared out over the rates of its goods, its tax comes on top, an edit and a cancellation follow', async () => {
  await wrapIsBook();
  await store({ pricesIncludeTax: false });
  await two.run('orders.placeOnline', place(ORDER), cloud);
  // 12.00 at 20 % and 7.00 at none share 4.00 as 2.53 and 1.47; on 2.53 come 0.51.
  expect(await order()).toMatchObject({
    ...{ subtotal: 1_900, shippingTotal: 451, shippingTax: 51, taxTotal: 291, total: 2_591, paid: 2_591 },
    shippingTaxed: { rule: 'goods', shown: 400, parts: [{ net: 253, tax: 51 }, { net: 147, tax: 0 }] }, // biome-ignore format: one row
  });
  await edit(ORDER, 1, { shipping: 800 });
  expect(await order()).toMatchObject({ shippingTotal: 901, shippingTax: 101, taxTotal: 341, total: 3_041 });
  await clean();
  await two.run('orders.cancel', { orderId: ORDER, reason: '' }, cloud);
  expect(await order()).toMatchObject({ status: 'cancelled', paid: 0, due: 0 });
  await clean();
});

test('an edit that is not about delivery leaves it as it was, also where its buyer pays no tax', async () => {
  const card = { id: BUYER, name: 'Kling', email: null, phone: null, city: '', country: 'AT', note: '' };
  await two.given('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
  const taxRelief = { kind: 'reverse-charge', evidence: 'DE136695976', until: null };
  const terms = { groups: [], street: '', postalCode: '', vatId: null, taxRelief };
  await two.given('customers.saveTerms', { customerId: BUYER, terms });
  await two.run('orders.placeOnline', place(OTHER, { customerId: BUYER, shipping: 600 }), cloud);
  // 6.00 with 20 % in it
  const free = { shippingTotal: 500, shippingTax: 0, taxTotal: 0 };
  expect(await order(OTHER)).toMatchObject(free);
  await edit(OTHER, 1, { add: [{ key: 'n', variantId: shop.wrapping, quantity: 1 }] });
  expect(await order(OTHER)).toMatchObject(free);
  await clean();
});

test('an order that was placed with delivery untaxed stays so, whatever its store does since', async () => {
  await store({ deliveryTax: 'untaxed' });
  await two.run('orders.placeOnline', place(ORDER), cloud);
  const untaxed = { shippingTotal: 400, shippingTax: 0, shippingTaxed: null, taxTotal: 317, total: 2_300 };
  expect(await order()).toMatchObject(untaxed);
  await store({ deliveryTax: 'goods' });
  await edit(ORDER, 1, { add: [{ key: 'n', variantId: shop.wrapping, quantity: 2 }] });
  expect(await order()).toMatchObject({ ...untaxed, taxTotal: 434, total: 3_000 });
  await clean();
});
