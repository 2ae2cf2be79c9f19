import { expect, test } from 'vitest';
import { roundCash } from './cash-rounding.ts';
import { type LineInput, priceOrder, type PricingSettings } from './rules.ts';

/** Where one rule ends and the next begins; each case is one that a change of a rule would go unnoticed without. */

const net: PricingSettings = { pricesIncludeTax: false, taxRounding: 'line' };
const gross: PricingSettings = { pricesIncludeTax: true, taxRounding: 'line' };
const document = (settings: PricingSettings): PricingSettings => ({ ...settings, taxRounding: 'document' });
const line = (unitPrice: number, taxRate: string, more: Partial<LineInput> = {}): LineInput => ({
  ...{ key: 'a', unitPrice, taxRate, quantity: 1, scale: 0 },
  ...more,
});
const figures = (settings: PricingSettings, ...lines: LineInput[]) =>
  priceOrder(settings, lines).lines.map((each) => [each.net, each.tax, each.total]);
const [deposit, levy] = [
  { name: 'Deposit', perUnit: 25 },
  { name: 'Levy', perUnit: 15 },
];

test('cash is rounded where there are coins for it', () => {
  for (const increment of [0, 1]) expect(roundCash(1_572, { increment, mode: 'up' })).toBe(1_572);
  expect(roundCash(1_571, { increment: 2, mode: 'up' })).toBe(1_572);
});

test('nothing sold is nothing', () => {
  expect(priceOrder(net, [])).toEqual({
    ...{
      lines: [],
      subtotal: 0,
      discountTotal: 0,
      netTotal: 0,
      taxTotal: 0,
      shippingTotal: 0,
      total: 0,
      taxByRate: [],
    },
  });
});

test('a discount is at most the line, also of one that comes back', () => {
  const discounted = (quantity: number, discount: number, price = 100) =>
    priceOrder(net, [line(price, '0', { quantity, discount })]).lines.map((each) => [each.discount, each.total])[0];
  expect(discounted(2, 50)).toEqual([50, 150]);
  expect(discounted(2, 300)).toEqual([200, 0]);
  expect(discounted(-2, -50)).toEqual([-50, -150]);
  expect(discounted(-2, -300)).toEqual([-200, 0]);
  expect(discounted(1, 50, 0)).toEqual([0, 0]);
});

test('who pays no tax is told of each tax that is not paid', () => {
  const taxes = [
    { name: 'State', rate: '5/100' },
    { name: 'City', rate: '7/100' },
  ];
  const [free] = priceOrder(net, [line(1_000, 'both', { taxes, relief: 'exempt' })]).lines;
  expect(free).toMatchObject({ net: 1_000, tax: 0, taxRate: '0' });
  expect(free?.taxes).toEqual([
    { name: 'State', amount: 0 },
    { name: 'City', amount: 0 },
  ]);
});

test('a fixed tax inside a price that was discounted below it: what is paid is tax, shared out as the taxes are', () => {
  expect(figures(gross, line(100, 'd', { taxes: [deposit], quantity: -1 }))).toEqual([[-75, -25, -100]]);
  expect(figures(gross, line(25, 'd', { taxes: [deposit], discount: 25 }))).toEqual([[0, 0, 0]]);
  const [both] = priceOrder(gross, [line(100, 'd', { taxes: [deposit, levy], discount: 80 })]).lines;
  expect(both).toMatchObject({ net: 0, tax: 20, total: 20 });
  expect(both?.taxes).toEqual([
    { name: 'Deposit', amount: 13 },
    { name: 'Levy', amount: 7 },
  ]);
  // Sold into a zone that has none of it: goods are never less than nothing.
  expect(figures(gross, line(20, '0', { includedTaxes: [deposit] }))).toEqual([[0, 0, 0]]);
});

test('a price stays as shown only where all of its tax is the same, its fixed part too', () => {
  const withDeposit = [
    { name: 'VAT', rate: '20/100' },
    { name: 'Deposit', perUnit: 12 },
  ];
  expect(figures(gross, line(100, '20/100', { includedTaxes: withDeposit }))).toEqual([[73, 15, 88]]);
  expect(figures(gross, line(100, '20/100', { includedRate: '20/100' }))).toEqual([[83, 17, 100]]);
});

test('a document rounds together what has one rate: relief is of the rate 0, and prices that stay are apart', () => {
  const free = line(100, '20/100', { relief: 'exempt' });
  const abroad = line(100, '0', { includedRate: '20/100' });
  expect(priceOrder(document(gross), [free, abroad]).netTotal).toBe(167);
  expect(priceOrder(gross, [free, abroad]).netTotal).toBe(166);
  const moved = line(107, '20/100', { includedRate: '10/100' });
  expect(figures(document(gross), line(100, '20/100'), moved)).toEqual([
    [83, 17, 100],
    [97, 19, 116],
  ]);
});

test('the unit that a document moves is carried by the largest tax of the line, of equals by the first', () => {
  const taxes = [
    { name: 'A', rate: '5/100' },
    { name: 'B', rate: '9/100' },
    { name: 'C', rate: '2/100' },
  ];
  const split = (price: number) =>
    priceOrder(document(net), [line(price, 'all', { taxes }), line(price, 'all', { taxes })]).lines.map((each) =>
      each.taxes?.map(({ amount }) => amount),
    );
  expect(split(90)).toEqual([
    [4, 9, 2],
    [4, 8, 2],
  ]);
  expect(split(10)).toEqual([
    [1, 1, 0],
    [0, 1, 0],
  ]);
});
