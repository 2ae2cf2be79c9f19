import { expect, test } from 'vitest';
import { calculate } from './calculate.ts';
import { deliveryRuleOf } from './delivery-tax-law.ts';
import { gross, line, order } from './testing/baskets.ts';

const mug = line(12_000, 1, { key: 'mug', taxRate: '20/100' });
const book = line(4_000, 1, { key: 'book', taxRate: '0' });
const parts = (of: ReturnType<typeof calculate>) =>
  of.shipping.parts.map(({ taxRate, net, tax }) => [taxRate, net, tax]);

test('delivery is taxed at the rates of its goods, shared out by what they cost', () => {
  const shipping = { amount: 500, taxedAs: 'goods' } as const;
  const included = calculate(order([mug, book], { ...gross, shipping }));
  // 3.75 of 5.00 goes with 120.00 of 160.00.
  expect(parts(included)).toEqual([
    ['20/100', 313, 62],
    ['0', 125, 0],
  ]);
  expect(included).toMatchObject({ total: 16_500, taxTotal: 2_062, shippingTotal: 500 });
  expect(included.taxByRate).toEqual([
    { rate: '20/100', net: 10_313, tax: 2_062 },
    { rate: '0', net: 4_125, tax: 0 },
  ]);
  const excluded = calculate(order([{ ...mug, unitPrice: 10_000 }, book], { shipping: { ...shipping, amount: 420 } }));
  expect(parts(excluded)).toEqual([
    ['20/100', 300, 60],
    ['0', 120, 0],
  ]);
  expect(excluded).toMatchObject({ netTotal: 14_420, taxTotal: 2_060, shippingTotal: 480, total: 16_480 });
  expect(excluded.shipping.steps.map(({ text }) => text)).toEqual([
    'Delivery is taxed as the goods, by their value',
    '3.00 and 0.60 tax at 20 % on top make 3.60',
    '1.20 and 0.00 tax at 0 % on top make 1.20',
  ]);
});

test('what is taken off delivery is taken off each part, and discounts on goods move the shares', () => {
  const free = { id: 'p', name: 'Half', action: { kind: 'percent', rate: '1/2', on: 'shipping' } } as never;
  const shipping = { amount: 500, taxedAs: 'goods' } as const;
  const half = calculate(order([{ ...mug, discount: 8_000 }, book], { ...gross, shipping, promotions: [free] }));
  expect(half.shipping).toMatchObject({ amount: 500, discount: 250, total: 250 });
  // Both cost 40.00 by now.
  expect(half.shipping.parts.map(({ total }) => total)).toEqual([125, 125]);
});

test('at the standard rate, not at all, and of goods that cost nothing', () => {
  const of = (taxedAs: 'goods' | 'standard' | 'untaxed', lines = [mug, book]) =>
    calculate(order(lines, { ...gross, shipping: { amount: 600, taxedAs, taxRate: '10/100' } }));
  expect(parts(of('standard'))).toEqual([['10/100', 545, 55]]);
  expect(of('untaxed').shipping).toMatchObject({ parts: [], net: 600, tax: 0, total: 600 });
  expect(parts(of('goods', [{ ...mug, unitPrice: 0 }]))).toEqual([['10/100', 545, 55]]);
  const card = line(5_000, 1, { key: 'card', taxRate: '0', giftCard: true });
  expect(parts(of('goods', [mug, card]))).toEqual([['20/100', 500, 100]]);
});

test('who pays no tax pays none on delivery, and a deposit on the goods is none on bringing them', () => {
  const relief = { kind: 'exempt', evidence: 'C-17' } as const;
  const shipping = { amount: 600, taxedAs: 'goods' } as const;
  const exempt = calculate(order([mug], { ...gross, shipping, customer: { relief } }));
  expect(exempt.shipping).toMatchObject({ net: 500, tax: 0, total: 500 });
  const crate = {
    ...mug,
    taxes: [
      { name: 'VAT', rate: '20/100' },
      { name: 'Deposit', perUnit: 300 },
    ],
  };
  expect(parts(calculate(order([crate], { ...gross, shipping })))).toEqual([['1/5', 500, 100]]);
});

test('what a store does that said nothing: as the law of where it is taxed', () => {
  const rules = [['GB', true], ['DE', false], ['JP', true], ['US-NY', false], ['US-CA', false], [null, true], [null, false]]; // biome-ignore format: one row
  expect(rules.map(([zone, included]) => deliveryRuleOf(zone as string | null, included as boolean))).toEqual([
    ...['goods', 'goods', 'standard', 'goods', 'untaxed', 'goods', 'untaxed'],
  ]);
});
