import { expect, test } from 'vitest';
import { type DrawerTrade, reportOf, zReport } from './z-report.ts';

const order = (kind: 'sale' | 'return', total: number, held = 0, rounding = 0): DrawerTrade['orders'][number] => ({
  ...{ kind, channel: 'till', originalOrderId: 'o', total: total + rounding, discountTotal: 0, shippingTotal: 0 },
  ...{ feeTotal: 0, rounding, due: 0, held, subtotal: total },
});
const of = (orders: DrawerTrade['orders'], lines: DrawerTrade['lines'] = []) =>
  reportOf({ float: 0, openedAt: 0, orders, lines, tenders: [], movements: [] }, 1);

test('what is put on gift cards is owed: no sale, no return, no net at a rate of nothing', () => {
  const report = of(
    [order('sale', 5_182, 5_000), order('sale', 700, 700), order('sale', 998, 0, 2), order('return', -300, -300)],
    [
      { taxRate: '20/100', net: 152, tax: 30 },
      { taxRate: '0', net: 5_000, tax: 0, taxClass: 'gift-card' },
      { taxRate: '0', net: 998, tax: 0, taxClass: 'zero' },
    ],
  );
  expect(report).toMatchObject({
    sales: { count: 2, amount: 182 + 1_000 },
    returns: { count: 0, amount: 0 },
    credits: { count: 3, amount: 5_400 },
    taxes: [
      { rate: '0', net: 998, tax: 0 },
      { rate: '20/100', net: 152, tax: 30 },
    ],
  });
  expect(() => zReport.parse(report)).not.toThrow();
});

test('where nothing was put on cards a report is as it was before', () => {
  expect(of([order('sale', 1_000)])).not.toHaveProperty('credits');
});
