import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { priceLists, prices, taxRates } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});
const set = (variantId: string, base: number | null, value: number | null, more: object = {}) => ({
  priceListId: null,
  changes: [{ variantId, base, value, ...more }],
});
const priceOf = async (variantId: string) => (await two.rows(prices)).find((row) => row.variantId === variantId);

test('a price is set, taken away and set again', async () => {
  const first = await priceOf(shop.moss);
  await two.run('pricing.setPrice', set(shop.moss, 1400, 1450, { compareAt: { base: null, value: 1600 } }));
  const second = await priceOf(shop.moss);
  expect(second).toMatchObject({ amount: 1450, compareAt: 1600 });
  const history = [
    { amount: 1400, since: first?.updatedAt },
    { amount: 1450, since: second?.updatedAt },
  ];
  expect([first?.history, second?.history]).toEqual([null, history]);
  // What it is reduced from is no price: nobody could buy at it.
  await two.run('pricing.setPrice', set(shop.moss, 1450, 1450, { compareAt: { base: 1600, value: 1700 } }));
  expect((await priceOf(shop.moss))?.history).toEqual(history);
  await two.run('pricing.setPrice', set(shop.moss, 1450, 1500));
  expect(await priceOf(shop.moss)).toMatchObject({ amount: 1500, compareAt: 1700, history: { length: 3 } });
  await two.run('pricing.setPrice', set(shop.moss, 1500, null));
  expect(await priceOf(shop.moss)).toBeUndefined();
  await two.run('pricing.setPrice', set(shop.moss, null, 0));
  expect(await priceOf(shop.moss)).toMatchObject({ amount: 0 });
});

test('a price changed meanwhile is refused with both, and none of the others is set', async () => {
  await two.run('pricing.setPrice', set(shop.moss, 1400, 1450));
  const changes = [
    { variantId: shop.tide, base: 1200, value: 1250 },
    { variantId: shop.moss, base: 1400, value: 1350 },
  ];
  const details = await two.refuse('pricing.setPrice', { priceListId: null, changes }, 'pricing.price-changed');
  expect(details).toMatchObject({ sku: 'MUG-MOS', base: 1400, current: 1450, value: 1350 });
  await two.refuse('pricing.setPrice', set(testId(0x999), null, 1), 'pricing.variant-unknown');
  await two.refuse(
    'pricing.setPrice',
    { ...set(shop.moss, 1450, 1), priceListId: testId(0x998) },
    'pricing.price-list-unknown',
  );
  await two.refuse('pricing.setPrice', set(shop.moss, 1450, 1), 'command.forbidden', { actor: personAs('Till') });
  await two.refuse('pricing.setPrice', set(shop.moss, 1450, 1.5), 'command.invalid-arguments');
});

test('one list is the default', async () => {
  const trade = { id: testId(0x700), name: 'Trade GBP', currency: 'GBP', isDefault: true };
  await two.run('pricing.savePriceList', { list: trade });
  expect((await two.rows(priceLists)).map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['Retail GBP', false],
    ['Trade GBP', true],
  ]);
  await two.refuse('pricing.savePriceList', { list: { ...trade, id: testId(0x701) } }, 'pricing.price-list-name-taken');
  const retail = { id: shop.list, name: 'Retail GBP', currency: 'EUR', isDefault: false };
  await two.refuse('pricing.savePriceList', { list: retail }, 'pricing.price-list-currency');
});

test('rates are exact fractions', async () => {
  await two.run('pricing.saveTaxRate', { taxClass: 'standard', name: 'Standard', rate: '1075/10000' });
  expect((await two.rows(taxRates)).map(({ rate }) => rate)).toEqual(['1075/10000']);
  await two.refuse('pricing.saveTaxRate', { taxClass: 'x', name: 'x', rate: '20%' }, 'command.invalid-arguments');
});
