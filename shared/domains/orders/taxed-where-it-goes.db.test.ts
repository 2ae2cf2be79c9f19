import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop, smallStore } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { invariants } from '../invariants.ts';
import { taxZones } from '../pricing/schema.ts';
import { orderDeliveries } from './fulfilment-schema.ts';
import { orderLines, orders } from './schema.ts';

/** A shop in Germany sends where it collects tax, to the rest of the EU, and abroad: each is taxed by its law, through an edit. */
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const rule = (n: number, jurisdiction: string, rate: string, category: string | null = 'standard') => ({
  ...{ id: testId(0x900 + n), jurisdiction, category, productId: null, name: 'VAT', rate, perUnit: null },
  ...{ compound: false, adds: false, fromDay: '2020-01-01', toDay: null, source: '' },
});
const collects = [{ jurisdiction: 'FR', number: 'FR83404833048' }];
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('access.updateStoreSettings', { settings: { ...smallStore, deliveryTax: 'standard' } });
  await two.given('pricing.saveTaxRules', { rules: [rule(1, 'DE', '19/100'), rule(2, 'FR', '20/100')] });
  await two.given('pricing.setTaxZone', { place: 'store', zone: 'DE' });
});

const lines = [{ key: 'a', variantId: shop.tide, quantity: 1 }];
/** By the draft that a person types: the pricing of a checkout, with an address. */
async function sendTo(country: string, expectedTotal: number, n = 1) {
  const [draftId, orderId] = [testId(0x500 + n), testId(0x400 + n)];
  const delivery = { recipient: 'Owen', address: '1 Quay', country, method: 'Parcel' };
  const draft = { draftId, version: 0, customerId: null, customerName: 'Owen', lines, shipping: 595, delivery };
  await two.run('orders.saveDraft', { ...draft, validUntil: null, note: '' });
  await two.run('orders.placeDraft', { draftId, version: 1, orderId, expectedTotal }, cloud);
  return (await two.rows(orders)).find(({ id }) => id === orderId);
}
const clean = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};

test('until a store says where it collects, all it sends is taxed at home', async () => {
  expect(await sendTo('US', 1_795)).toMatchObject({ total: 1_795, taxTotal: 287, taxRelief: null });
  await clean();
});

test('at home within the EU, there where it collects, and not at all where it leaves: the tax of an included price goes then', async () => {
  await two.run('pricing.setTaxCollection', { place: 'store', collects }, cloud);
  expect(await two.rows(taxZones)).toMatchObject([{ place: 'store', zone: 'DE', collects }]);
  expect(await sendTo('AT', 1_795)).toMatchObject({ total: 1_795, taxTotal: 287, taxRelief: null });
  // 12.00 and 5.95 stay what they are and hold 20 %.
  const french = await sendTo('FR', 1_795, 2);
  expect(french).toMatchObject({ total: 1_795, taxTotal: 299, shippingTax: 99, taxRelief: null });
  const away = await sendTo('US', 1_508, 3);
  // 12.00 and 5.95 without 19 %
  const relief = { kind: 'export', evidence: 'US' };
  expect(away).toMatchObject({ total: 1_508, taxTotal: 0, shippingTotal: 500, taxRelief: relief });
  const went = await two.rows(orderDeliveries);
  expect(went.map(({ country, taxedIn }) => `${country} ${taxedIn}`).sort()).toEqual(['AT null', 'FR FR', 'US null']);
  const rates = (await two.rows(orderLines)).map(({ taxRate }) => taxRate);
  expect(rates.sort()).toEqual(['0', '19/100', '20/100']);
  await clean();
});

test('where a store collects and no rate is known, its own holds: no rate is not a rate of nothing', async () => {
  const nowhere = [{ jurisdiction: 'IT', number: '' }];
  await two.run('pricing.setTaxCollection', { place: 'store', collects: nowhere }, cloud);
  expect(await sendTo('IT', 1_795)).toMatchObject({ total: 1_795, taxTotal: 287, taxRelief: null });
  await two.given('pricing.saveTaxRules', { rules: [rule(3, 'IT', '22/100')] });
  expect(await sendTo('IT', 1_795, 2)).toMatchObject({ total: 1_795, taxTotal: 323 });
  await clean();
});

test('an order keeps where it was taxed: what is added to it is taxed there too, whatever the store has said since', async () => {
  await two.run('pricing.setTaxCollection', { place: 'store', collects }, cloud);
  await sendTo('FR', 1_795);
  await sendTo('US', 1_508, 3);
  await two.run('pricing.setTaxCollection', { place: 'store', collects: null }, cloud);
  const more = { version: 1, reason: '', settle: 'now', add: [{ key: 'n', variantId: shop.tide, quantity: 1 }] };
  await two.run('orders.edit', { orderId: testId(0x401), ...more }, cloud);
  await two.run('orders.edit', { orderId: testId(0x403), ...more }, cloud);
  const all = new Map((await two.rows(orders)).map((row) => [row.id, row]));
  expect(all.get(testId(0x401))).toMatchObject({ total: 2_995, taxTotal: 499 });
  expect(all.get(testId(0x403))).toMatchObject({ total: 2_516, taxTotal: 0 });
  await clean();
});

test('a store without a place, a place named twice and a place that is none are refused', async () => {
  const twice = [...collects, ...collects];
  await two.refuse(
    'pricing.setTaxCollection',
    { place: 'store', collects: twice },
    'pricing.tax-collected-twice',
    cloud,
  );
  await two.refuse('pricing.setTaxCollection', { place: testId(0x77), collects }, 'pricing.tax-zone-missing', cloud);
  const odd = [{ jurisdiction: 'France', number: '' }];
  await two.refuse('pricing.setTaxCollection', { place: 'store', collects: odd }, 'command.invalid-arguments', cloud);
  // The place of the store may change: where it collects stays.
  await two.run('pricing.setTaxCollection', { place: 'store', collects }, cloud);
  await two.run('pricing.setTaxZone', { place: 'store', zone: 'FR' }, cloud);
  expect(await two.rows(taxZones)).toMatchObject([{ zone: 'FR', collects }]);
});
