import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orderLines, orders } from '../orders/schema.ts';
import { customers } from './schema.ts';

const cloud = { authority: true };
const buyer = testId(0x800);
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
  const card = { id: buyer, name: 'Lime Café', email: null, phone: null, city: 'Graz', country: 'AT', note: '' };
  await two.given('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
});

const plain = { groups: [] as string[], street: '', postalCode: '', vatId: null, taxRelief: null };
const reverse = { kind: 'reverse-charge', evidence: 'DE 136 695 976', until: '2026-11-23' };
const save = (terms: object, before?: object) => ({
  customerId: buyer,
  terms: { ...plain, ...terms },
  ...(before && { before: { ...plain, ...before } }),
});
const sell = (n: number, total: number) => ({
  orderId: testId(0x100 + n),
  ...{ registerId: shop.register, sessionId: shop.session, customerId: buyer },
  lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
  tenders: [{ key: 'c', kind: 'card', amount: total, given: total, change: 0, reference: '' }],
});

test('terms are set once, checked, and refused where somebody else set others meanwhile', async () => {
  await two.run('customers.saveTerms', save({ groups: ['trade', 'trade'], vatId: 'de136695976' }));
  expect(await two.rows(customers)).toMatchObject([{ groups: ['trade'], vatId: 'DE136695976' }]);
  await two.refuse(
    'customers.saveTerms',
    save({ street: 'Quay 4' }, { groups: ['staff'] }),
    'customers.customer-changed',
  );
  await two.refuse('customers.saveTerms', save({ vatId: 'DE136695977' }), 'pricing.vat-id-wrong');
  await two.refuse('customers.saveTerms', { ...save({}), customerId: testId(0x999) }, 'customers.unknown-customer');
  // Who may add customers at a till may not let them off tax.
  await two.refuse('customers.saveTerms', save({}), 'command.forbidden', { actor: personAs('Till') });
});

test('who accounts for the tax pays none, at the till and online, until the day it ends; the sale keeps why', async () => {
  await two.run('customers.saveTerms', save({ taxRelief: reverse }));
  const { args } = await two.run('register.recordSale', sell(1, 1167));
  await two.given('register.recordSale', sell(2, 1400), { at: NOW + 86_400_000 });
  const lines = [{ key: 'a', variantId: shop.tide, quantity: 2 }];
  const order = { orderId: testId(0x400), customerId: buyer, customerName: '', lines, shipping: 0, payment: 'test' };
  await two.run('orders.placeOnline', order, cloud);
  const relief = { kind: 'reverse-charge', evidence: 'DE136695976' };
  const found = (await two.rows(orders)).map(({ total, taxTotal, taxRelief }) => ({ total, taxTotal, taxRelief }));
  expect(found.sort((a, b) => a.total - b.total)).toEqual([
    { total: 1167, taxTotal: 0, taxRelief: relief },
    { total: 1400, taxTotal: 233, taxRelief: null },
    { total: 2000, taxTotal: 0, taxRelief: relief },
  ]);
  expect((await two.rows(orderLines)).map(({ taxRate }) => taxRate).sort()).toEqual(['0', '0', '20/100']);
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
  // The cloud finds the same, of a customer it does not even know.
  await two.run('register.recordSale', args, cloud);
  expect(await two.rows(orderFlags)).toEqual([]);
});
