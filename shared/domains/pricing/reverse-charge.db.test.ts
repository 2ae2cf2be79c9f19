import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { storeSettings } from '../access/schema.ts';
import { taxZones } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const cloud = { authority: true } as const;
const rule = { check: 'digits', unanswered: 'tax' };
const set = (more: object = {}) => ({ place: 'store', rule, ...more });

async function numbered(vatNumber: string): Promise<void> {
  const [store] = await two.rows(storeSettings);
  const { id, name, currency, timeZone, pricesIncludeTax, taxRounding } = store as NonNullable<typeof store>;
  const money = { cashRoundingIncrement: 1, cashRoundingMode: 'half-up', returnLimit: 5_000, receiptFooter: '' };
  const settings = { id, name, currency, timeZone, pricesIncludeTax, taxRounding, ...money, vatNumber };
  await two.run('access.updateStoreSettings', { settings }, cloud);
}

test('a store in the EU with a number of its own lets firms abroad account for the tax, and ends it again', async () => {
  await numbered('DE136695976');
  await two.run('pricing.setTaxZone', { place: 'store', zone: 'DE' }, cloud);
  await two.run('pricing.setReverseCharge', set(), cloud);
  expect(await two.rows(taxZones)).toMatchObject([{ zone: 'DE', reverseCharge: rule }]);
  // What is said of a place otherwise stays.
  await two.run('pricing.setTaxCollection', { place: 'store', collects: [] }, cloud);
  await two.run('pricing.setReverseCharge', set(), cloud);
  expect(await two.rows(taxZones)).toMatchObject([{ collects: [], reverseCharge: rule }]);
  await two.run('pricing.setReverseCharge', set({ rule: null }), cloud);
  expect(await two.rows(taxZones)).toMatchObject([{ collects: [], reverseCharge: null }]);
});

test('refused without a place, outside of the EU, without an own number, and for what is no rule', async () => {
  await two.refuse('pricing.setReverseCharge', set({ place: testId(0x77) }), 'pricing.tax-zone-missing', cloud);
  await two.run('pricing.setTaxZone', { place: 'store', zone: 'GB' }, cloud);
  await two.refuse('pricing.setReverseCharge', set(), 'pricing.reverse-charge-outside', cloud);
  await two.run('pricing.setTaxZone', { place: 'store', zone: 'DE' }, cloud);
  await two.refuse('pricing.setReverseCharge', set(), 'pricing.reverse-charge-unnumbered', cloud);
  const odd = set({ rule: { check: 'trust', unanswered: 'tax' } });
  await two.refuse('pricing.setReverseCharge', odd, 'command.invalid-arguments', cloud);
});
