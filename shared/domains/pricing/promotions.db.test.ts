import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { barcodeRules } from '../catalog/schema.ts';
import { orderDiscounts, orderLines, orders } from '../orders/schema.ts';
import { promotions } from './schema.ts';

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

const winter = {
  id: testId(0x800),
  name: 'Winter 20',
  action: { kind: 'percent', rate: '20/100' },
  target: { categories: ['Tableware'] },
};
const save = (promotion: object, status = 'live') => ({ promotion, status });
const sell = (orderId: string, quantity: number, total: number) => ({
  orderId,
  registerId: shop.register,
  sessionId: shop.session,
  customerId: null,
  lines: [{ key: 'a', variantId: shop.moss, quantity }],
  tenders: [{ key: 'c', kind: 'card', amount: total, given: total, change: 0, reference: '' }],
});

test('a promotion is saved, and a sale carries what it took and why, alike on both engines', async () => {
  await two.run('pricing.savePromotion', save(winter));
  expect(await two.rows(promotions)).toMatchObject([{ name: 'Winter 20', status: 'live', rule: winter }]);
  await two.run('register.recordSale', sell(testId(0x100), 2, 2240));
  expect(await two.rows(orders)).toMatchObject([{ subtotal: 2800, discountTotal: 560, total: 2240, due: 0 }]);
  const [line] = await two.rows(orderLines);
  expect(line).toMatchObject({ discount: 560, total: 2240 });
  expect(await two.rows(orderDiscounts)).toMatchObject([
    { orderId: testId(0x100), lineId: line?.id, promotionId: winter.id, name: 'Winter 20', amount: 560 },
  ]);
});

test('paused it takes nothing, and a budget ends with what was given', async () => {
  await two.run('pricing.savePromotion', save({ ...winter, budget: { kind: 'spend', limit: 300, used: 0 } }));
  await two.run('register.recordSale', sell(testId(0x100), 1, 1120));
  await two.run('register.recordSale', sell(testId(0x101), 1, 1400));
  await two.run('pricing.savePromotion', save(winter));
  await two.run('pricing.setPromotionStatus', { promotionId: winter.id, status: 'paused' });
  await two.run('register.recordSale', sell(testId(0x102), 1, 1400));
  expect((await two.rows(orderDiscounts)).map(({ amount }) => amount)).toEqual([280]);
});

test('what cannot hold is refused and changes nothing', async () => {
  const bundle = (id: string, inner: string) => ({
    ...{ id, name: id.slice(-3) },
    action: { kind: 'bundle', components: [{ bundle: inner, quantity: 1 }], price: 1 },
  });
  await two.refuse('pricing.savePromotion', save(bundle(testId(0x801), testId(0x801))), 'pricing.bundle-circular');
  await two.refuse(
    'pricing.savePromotion',
    save({ ...winter, action: { kind: 'percent', rate: '3/2' } }),
    'pricing.rate-invalid',
  );
  await two.refuse('pricing.savePromotion', save(winter), 'command.forbidden', { actor: personAs('Till') });
  await two.refuse(
    'pricing.setPromotionStatus',
    { promotionId: winter.id, status: 'ended' },
    'pricing.promotion-unknown',
  );
  expect(await two.rows(promotions)).toEqual([]);
});

test('the rules of the store’s own codes are written whole', async () => {
  const rule = { id: testId(0x810), pattern: '21.....{NNDDD}', means: 'weight' };
  await two.run('catalog.saveBarcodeRules', {
    rules: [rule, { id: testId(0x811), pattern: '22.....{NNNDD}', means: 'price' }],
  });
  await two.run('catalog.saveBarcodeRules', { rules: [rule] });
  expect(await two.rows(barcodeRules)).toMatchObject([rule]);
  await two.refuse('catalog.saveBarcodeRules', { rules: [{ ...rule, pattern: '99' }] }, 'catalog.barcode-pattern');
});
