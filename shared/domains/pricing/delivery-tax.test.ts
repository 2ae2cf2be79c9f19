import { describe, expect, test } from 'vitest';
import { calculate } from './calculate.ts';
import { type DeliveredGood, type Delivery, deliveryLines, wholeDelivery } from './delivery-tax.ts';
import { deliveryRuleOf } from './delivery-tax-law.ts';
import { fraction } from './fractions.ts';
import type { PricedLine } from './rules.ts';
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

describe('delivery as lines', () => {
  const vat = { name: 'VAT', rate: '20/100' };
  const eco = { name: 'Eco', rate: '1/100' };
  const deposit = { name: 'Deposit', perUnit: 300 };
  const own = { taxRate: '10/100' };
  const lines = (goods: DeliveredGood[], more: Partial<Delivery> = {}) =>
    deliveryLines('goods', { amount: 500, discount: 0, own, ...more }, goods, 'delivery');
  const line = { quantity: 1, scale: 0, discount: 0 };

  test('its parts have keys of their own, and goods that are taxed alike are one of them', () => {
    const goods = [
      { worth: 100, taxes: { taxRate: '20/100' } },
      { worth: 300, taxes: { taxRate: '0' } },
      { worth: 100, taxes: { taxRate: '20/100' } },
      { worth: 0, taxes: { taxRate: '5/100' } },
      { worth: -200, taxes: { taxRate: '7/100' } },
    ];
    expect(lines(goods)).toEqual([
      { ...line, key: 'delivery0', unitPrice: 200, taxRate: '20/100' },
      { ...line, key: 'delivery1', unitPrice: 300, taxRate: '0' },
    ]);
    // What is taken off is shared by what the parts are asked for.
    expect(lines(goods, { discount: 500 }).map(({ discount }) => discount)).toEqual([200, 300]);
    expect(lines(goods, { amount: 0 }).map(({ unitPrice, discount }) => [unitPrice, discount])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('of several taxes those of a rate stay, whether they are added or inside of a price', () => {
    const taxes = { taxRate: '21/100', taxes: [vat, eco] };
    expect(lines([{ worth: 100, taxes }])).toEqual([{ ...line, key: 'delivery0', unitPrice: 500, ...taxes }]);
    const bottle = { taxRate: '20/100', taxes: [vat, deposit], includedTaxes: [vat, deposit] };
    expect(lines([{ worth: 100, taxes: bottle }])).toEqual([
      { ...line, key: 'delivery0', unitPrice: 500, taxRate: '1/5', taxes: [vat], includedTaxes: [vat] },
    ]);
    const crate = { taxRate: '0', taxes: [deposit] };
    expect(lines([{ worth: 100, taxes: crate }])).toEqual([
      { ...line, key: 'delivery0', unitPrice: 500, taxRate: '0' },
    ]);
    // One that costs nothing is written as it came.
    const free = { taxRate: '20/100', taxes: [{ ...vat, perUnit: 0 }] };
    expect(lines([{ worth: 100, taxes: free }])).toEqual([{ ...line, key: 'delivery0', unitPrice: 500, ...free }]);
  });

  test('goods that are worth nothing, and another rule, leave it one line', () => {
    const whole = { ...line, key: 'delivery', unitPrice: 500 };
    expect(lines([{ worth: 0, taxes: { taxRate: '20/100' } }])).toEqual([{ ...whole, ...own }]);
    const goods = [{ worth: 100, taxes: { taxRate: '20/100' } }];
    const by = (rule: 'standard' | 'untaxed' | undefined) =>
      deliveryLines(rule, { amount: 500, discount: 100, own }, goods, 'delivery');
    expect(by('standard')).toEqual([{ ...whole, discount: 100, ...own }]);
    expect(by(undefined)).toEqual([{ ...whole, discount: 100, ...own }]);
    expect(by('untaxed')).toEqual([{ ...whole, discount: 100, taxRate: '0' }]);
  });

  test('shown as one it is the sum of its parts, with each rate once', () => {
    const part = (key: string, taxRate: string, net: number, tax: number): PricedLine => ({
      ...{ key, taxRate, amount: net + tax + 7, discount: 7, net, tax, total: net + tax },
      exact: { net: fraction(BigInt(net)), tax: fraction(BigInt(tax), 3n) },
    });
    const [one, two, three] = [part('a', '1/5', 100, 20), part('b', '0', 50, 0), part('c', '1/5', 10, 2)] as const;
    expect(wholeDelivery([one])).toBe(one);
    expect(wholeDelivery([one, two, three])).toEqual({
      ...{ key: 'a', taxRate: '1/5 + 0', amount: 203, discount: 21, net: 160, tax: 22, total: 182 },
      exact: { net: fraction(160n), tax: fraction(22n, 3n) },
    });
    expect(() => wholeDelivery([])).toThrow('a delivery has a part');
  });
});
