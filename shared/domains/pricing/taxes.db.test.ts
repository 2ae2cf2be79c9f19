import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orderLines, orders } from '../orders/schema.ts';
import { taxRules, taxZones } from './schema.ts';

const cloud = { authority: true };
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

const rule = (n: number, jurisdiction: string, rate: string | null, more: object = {}) => ({
  ...{ id: testId(0x900 + n), jurisdiction, category: 'standard', productId: null, name: 'VAT', rate, perUnit: null },
  ...{ compound: false, adds: false, fromDay: '2020-01-01', toDay: null, source: '' },
  ...more,
});
const save = (...rules: object[]) => ({ rules });
const sell = (n: number, total: number) => ({
  orderId: testId(0x100 + n),
  registerId: shop.register,
  sessionId: shop.session,
  customerId: null,
  lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
  tenders: [{ key: 'c', kind: 'card', amount: total, given: total, change: 0, reference: '' }],
});
const taxed = async () =>
  (await two.rows(orderLines))
    .map(({ placedAt, taxRate, net, tax }) => ({ placedAt, said: [taxRate, net, tax] }))
    .sort((a, b) => a.placedAt - b.placedAt)
    .map(({ said }) => said);

test('a sale is taxed by the zone of its location on its day, and by tax class where no zone is set', async () => {
  const until = { toDay: '2026-11-23' };
  await two.run('pricing.saveTaxRules', save(rule(1, 'DE', '19/100', until), rule(2, 'FR', '55/1000')));
  await two.run('register.recordSale', sell(1, 1400));
  await two.run('pricing.setTaxZone', { place: 'store', zone: 'FR' });
  await two.run('register.recordSale', sell(2, 1400));
  await two.run('pricing.setTaxZone', { place: shop.bath, zone: 'DE' });
  await two.run('register.recordSale', sell(3, 1400));
  // The day after, no rate of that place holds any more.
  await two.given('register.recordSale', sell(4, 1400), { at: Date.parse('2026-11-24T11:00:00Z') });
  await two.run('pricing.setTaxZone', { place: shop.bath, zone: null });
  await two.run('register.recordSale', sell(5, 1400));
  expect(await two.rows(taxZones)).toMatchObject([{ place: 'store', zone: 'FR' }]);
  const found = (await taxed()).map((said) => said.join(' '));
  expect(found.slice(0, 3)).toEqual(['20/100 1167 233', '55/1000 1327 73', '19/100 1176 224']);
  expect(found).toContain('20/100 1167 233');
});

test('two taxes of one sale, one on the other, are frozen by till and cloud alike, and nothing is flagged', async () => {
  const gst = rule(1, 'CA', '5/100', { name: 'GST' });
  const qst = rule(2, 'CA-QC', '9975/100000', { name: 'QST', adds: true, compound: true });
  await two.run('pricing.saveTaxRules', save(gst, qst));
  await two.run('pricing.setTaxZone', { place: 'store', zone: 'CA-QC' });
  const { args } = await two.run('register.recordSale', sell(1, 1400));
  expect(await taxed()).toEqual([['12379/80000', 1212, 188]]);
  await two.clear();
  await openSmallShop(two);
  await two.run('register.recordSale', args, cloud);
  expect(await two.rows(orderFlags)).toEqual([]);
});

test('online the store’s zone counts, and the order keeps one rate for all its taxes', async () => {
  const bag = rule(1, 'GB', '20/100');
  await two.given('pricing.saveTaxRules', save(bag, rule(2, 'GB', null, { name: 'Levy', perUnit: 10 })));
  await two.given('pricing.setTaxZone', { place: 'store', zone: 'GB' });
  const lines = [{ key: 'a', variantId: shop.tide, quantity: 2 }];
  const order = { orderId: testId(0x400), customerId: null, customerName: '', lines, shipping: 0, payment: 'test' };
  await two.run('orders.placeOnline', order, cloud);
  expect(await two.rows(orders)).toMatchObject([{ total: 2400, taxTotal: 417 }]);
  expect(await taxed()).toEqual([['1/5', 1983, 417]]);
});

test('overlapping, empty and backward rules are refused whole', async () => {
  await two.run('pricing.saveTaxRules', save(rule(1, 'GB', '20/100', { toDay: '2026-12-31' })));
  const later = rule(2, 'GB', '21/100', { fromDay: '2026-12-31' });
  await two.refuse('pricing.saveTaxRules', save(rule(3, 'FR', '20/100'), later), 'pricing.tax-rates-overlap');
  await two.refuse('pricing.saveTaxRules', save(rule(3, 'FR', null)), 'pricing.tax-rule-empty');
  const backward = rule(3, 'FR', '20/100', { toDay: '2019-12-31' });
  await two.refuse('pricing.saveTaxRules', save(backward), 'pricing.tax-rule-dates');
  await two.refuse('pricing.saveTaxRules', save(rule(3, 'France', '20/100')), 'command.invalid-arguments');
  await two.refuse('pricing.saveTaxRules', save(later), 'command.forbidden', { actor: personAs('Till') });
  await two.refuse('pricing.setTaxZone', { place: 'shop', zone: 'GB' }, 'command.invalid-arguments');
  await two.refuse('pricing.removeTaxRules', { ids: [] }, 'command.invalid-arguments');
  await two.run('pricing.saveTaxRules', save({ ...later, fromDay: '2027-01-01' }));
  await two.run('pricing.removeTaxRules', { ids: [rule(1, '', '').id] });
  expect((await two.rows(taxRules)).map(({ fromDay, rate }) => [fromDay, rate])).toEqual([['2027-01-01', '21/100']]);
});

test('of two that save overlapping rates at once, one does', async () => {
  const outcomes = await Promise.all(
    [1, 2, 3, 4].map(async (n) => {
      try {
        const args = save(rule(n, 'GB', `${n}/100`));
        await two.runOn(two.postgres, 'pricing.saveTaxRules', args, cloud, testId(0x50000 + n), false);
        return 'applied';
      } catch (error) {
        if (error instanceof DomainError) return error.code;
        throw error;
      }
    }),
  );
  expect(outcomes.sort()).toEqual(['applied', ...Array<string>(3).fill('pricing.tax-rates-overlap')]);
});
