import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, NOW, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orderLines, orders } from '../orders/schema.ts';
import { priceLists } from './schema.ts';

const cloud = { authority: true };
const trade = testId(0x700);
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
});

const list = (terms: object | null, more: object = {}) => ({
  list: { id: trade, name: 'Trade', currency: 'GBP', isDefault: false, terms, ...more },
});
const terms = { status: 'live', kind: 'override', priority: 0, groups: ['trade'] };
const put = (amount: number, breaks?: object[]) => ({
  priceListId: trade,
  changes: [{ variantId: shop.moss, base: null, value: amount, ...(breaks && { breaks }) }],
});
const customer = {
  ...{ id: testId(0x800), name: 'Lime Café', email: null, phone: null, city: null, country: 'GB', note: '' },
  ...{ externalRef: null, status: 'active' },
};
const inTrade = { groups: ['trade'], street: '', postalCode: '', vatId: null, taxRelief: null };
const sell = (n: number, quantity: number, total: number, customerId: string | null) => ({
  orderId: testId(0x100 + n),
  ...{ registerId: shop.register, sessionId: shop.session, customerId },
  lines: [{ key: 'a', variantId: shop.moss, quantity }],
  tenders: [{ key: 'c', kind: 'card', amount: total, given: total, change: 0, reference: '' }],
});

test('a till sells by the lists of its buyer and by quantity; the cloud finds the same and flags nothing', async () => {
  await two.run('pricing.savePriceList', list(terms));
  await two.run('pricing.setPrice', put(1300, [{ minQuantity: 5, amount: 1100 }]));
  await two.given('customers.save', { customers: [customer] });
  await two.given('customers.saveTerms', { customerId: customer.id, terms: inTrade });
  await two.run('register.recordSale', sell(1, 1, 1400, null));
  const one = await two.run('register.recordSale', sell(2, 1, 1300, customer.id));
  const five = await two.run('register.recordSale', sell(3, 5, 5500, customer.id));
  expect((await two.rows(orderLines)).map(({ unitPrice }) => unitPrice).sort()).toEqual([1100, 1300, 1400]);
  for (const { args } of [one, five]) {
    const { orderId } = args as { orderId: string };
    await two.run('register.recordSale', { ...(args as object), orderId: orderId.replace('0000-4', '0001-4') }, cloud);
  }
  expect((await two.rows(orderFlags)).filter(({ code }) => code === 'price-differs')).toEqual([]);
  await two.given('pricing.savePriceList', list({ ...terms, status: 'paused' }));
  await two.run('register.recordSale', sell(6, 1, 1400, customer.id));
});

test('online the buyer’s group and the day count', async () => {
  await two.given('pricing.savePriceList', list({ ...terms, channels: ['online'], endsAt: NOW + 60_000 }));
  await two.given('pricing.setPrice', {
    priceListId: trade,
    changes: [{ variantId: shop.tide, base: null, value: 900 }],
  });
  await two.given('customers.save', { customers: [customer] });
  await two.given('customers.saveTerms', { customerId: customer.id, terms: inTrade });
  const lines = [{ key: 'a', variantId: shop.tide, quantity: 1 }];
  const order = { customerId: customer.id, customerName: '', lines, shipping: 0, payment: 'test' };
  await two.run('orders.placeOnline', { ...order, orderId: testId(0x400) }, { ...cloud, at: NOW + 59_999 });
  await two.run('orders.placeOnline', { ...order, orderId: testId(0x401) }, { ...cloud, at: NOW + 60_000 });
  expect((await two.rows(orders)).map(({ total }) => total)).toEqual([900, 1200]);
});

test('what cannot be a list with terms is refused whole', async () => {
  await two.run('pricing.savePriceList', list(terms));
  await two.refuse('pricing.savePriceList', list({ ...terms, startsAt: 5, endsAt: 5 }), 'pricing.price-list-dates');
  const retail = { id: shop.list, name: 'Retail GBP' };
  await two.refuse('pricing.savePriceList', list(terms, { ...retail, isDefault: true }), 'pricing.price-list-sells');
  await two.refuse('pricing.savePriceList', list(terms, retail), 'pricing.price-list-sells');
  await two.refuse('pricing.savePriceList', list(terms, { currency: 'ZZZ' }), 'pricing.currency-unknown');
  const twice = [
    { minQuantity: 5, amount: 1 },
    { minQuantity: 5, amount: 2 },
  ];
  await two.refuse('pricing.setPrice', put(1300, twice), 'pricing.breaks-repeated');
  await two.refuse('pricing.savePriceList', list({ ...terms, kind: 'base' }), 'command.invalid-arguments');
  await two.refuse('pricing.savePriceList', list(terms), 'command.forbidden', { actor: personAs('Till') });
  expect((await two.rows(priceLists)).find(({ id }) => id === trade)?.terms).toEqual(terms);
  // An older desk that says nothing of terms leaves them.
  const { terms: _terms, ...plain } = list(null).list;
  await two.run('pricing.savePriceList', { list: { ...plain, name: 'Trade 2' } });
  expect((await two.rows(priceLists)).find(({ id }) => id === trade)).toMatchObject({ name: 'Trade 2', terms });
});
