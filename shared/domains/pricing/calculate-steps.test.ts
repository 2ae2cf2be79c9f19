import { expect, test } from 'vitest';
import { calculate } from './calculate.ts';
import type { CalculationArgs } from './calculation-args.ts';
import type { Promotion } from './promotion-args.ts';
import { AT, gross, line, order } from './testing/baskets.ts';

/** A whole calculation as a screen gets it: each figure, each step, each word. */

const tenth: Promotion = { id: 'ten', name: 'Tens', action: { kind: 'percent', rate: '10/100' } };
const steps = (args: CalculationArgs) =>
  calculate(args).lines.map((each) => each.steps.map(({ code, text }) => `${code}: ${text}`));

test('every figure of an order and every step to it', () => {
  const taxed = line(1_005, 2, { key: 'a', taxRate: '20/100', discount: 10 });
  const args = order([taxed, line(500, 1, { key: 'b' })], {
    promotions: [tenth, { ...tenth, id: 'ship', name: 'Ship', action: { kind: 'percent', rate: '1', on: 'shipping' } }],
    shipping: { amount: 300, taxRate: '20/100' },
    coupons: ['NOPE'],
    tenders: [{ kind: 'cash', given: 5_000 }],
    settings: { pricesIncludeTax: false, cashRounding: { increment: 5, mode: 'down' } },
  });
  const result = calculate(args);
  expect(result).toMatchObject({
    ...{ currency: 'GBP', decimals: 2, subtotal: 2_510, discountTotal: 560, netTotal: 2_250, taxTotal: 360 },
    ...{ shippingTotal: 0, total: 2_610, rounding: 0, payable: 2_610, paid: 2_610, due: 0 },
    taxByRate: [
      { rate: '20/100', net: 1_800, tax: 360 },
      { rate: '0', net: 450, tax: 0 },
    ],
    tenders: [{ kind: 'cash', amount: 2_610, given: 5_000, change: 2_390 }],
  });
  const [first, second] = result.lines;
  expect(first).toMatchObject({
    ...{ key: 'a', unitPrice: 1_005, compareAt: null, amount: 2_010, manualDiscount: 10, discount: 210 },
    ...{ net: 1_800, tax: 360, total: 2_160, taxRate: '20/100', taxes: [], exact: { net: '1800', tax: '360' } },
    discounts: [{ promotionId: 'ten', name: 'Tens', amount: 200 }],
  });
  expect(first?.steps).toEqual([
    { code: 'price.chosen', text: '10.05 of “Base price”', details: { list: 'Base price', amount: 1_005 } },
    { code: 'discount.manual', text: '0.10 off by a person' },
    { code: 'discount', text: '2.00 off by “Tens”', details: { promotionId: 'ten', amount: 200 } },
    {
      code: 'tax',
      text: '18.00 and 3.60 tax at 20 % on top make 21.60',
      details: { net: 1_800, tax: 360, taxRate: '20/100' },
    },
  ]);
  expect(second).toMatchObject({ key: 'b', discount: 50, net: 450, tax: 0, total: 450 });
  expect(result.shipping).toMatchObject({
    ...{ amount: 300, discount: 300, net: 0, tax: 0, total: 0, taxRate: '20/100' },
    discounts: [{ promotionId: 'ship', name: 'Ship', amount: 300 }],
  });
  expect(result.shipping.steps.map(({ text }) => text)).toEqual(['0.00 and 0.00 tax at 20 % on top make 0.00']);
  expect(result.promotions.map(({ id, cost }) => [id, cost])).toEqual([
    ['ten', 250],
    ['ship', 300],
  ]);
  expect(result.coupons).toMatchObject([{ code: 'NOPE' }]);
  expect(result.steps).toEqual([{ code: 'tax-rounding', text: 'Tax is rounded on each line' }]);
});

test('without delivery there is none in the taxes and no step of it', () => {
  const { shipping, taxByRate, shippingTotal } = calculate(order([line(100, 1, { taxRate: '20/100' })]));
  expect([shippingTotal, shipping.steps, shipping.amount, shipping.discounts]).toEqual([0, [], 0, []]);
  expect(taxByRate).toEqual([{ rate: '20/100', net: 100, tax: 20 }]);
  const free = calculate(order([line(100)], { shipping: { amount: 0 } }));
  expect(free.taxByRate).toEqual([{ rate: '0', net: 100, tax: 0 }]);
  expect(free.shipping.steps.length).toBe(1);
});

test('what is rounded says where, and how cash is rounded', () => {
  const third = (taxRounding?: 'line' | 'document') =>
    order([line(100, 1, { taxRate: '20/100' })], {
      settings: { pricesIncludeTax: true, ...(taxRounding && { taxRounding }) },
    });
  const price = 'price.chosen: 1.00 of “Base price”';
  const tax = 'tax: 0.83 and 0.17 tax at 20 % in the price make 1.00';
  expect(steps(third())).toEqual([[price, tax, 'rounding: Rounded on the line']]);
  expect(steps(third('document'))).toEqual([[price, tax, 'rounding: Rounded once for the document and shared out']]);
  expect(calculate(third('document')).steps.map(({ text }) => text)).toEqual(['Tax is rounded once per rate']);
  const [step] = calculate(third()).lines[0]?.steps.slice(-1) ?? [];
  expect(step?.details).toEqual({ net: '250/3', tax: '50/3' });
  expect(calculate(third()).lines[0]?.exact).toEqual({ net: '250/3', tax: '50/3' });
  // The net may be whole where the tax is not, and the other way round.
  const last = (args: CalculationArgs) => steps(args)[0]?.at(-1);
  expect(last(order([line(100, 1, { taxRate: '1/3' })]))).toBe('rounding: Rounded on the line');
  expect(last(order([line(100, 1, { taxRate: '0', includedRate: '20/100' })], gross))).toBe(
    'rounding: Rounded on the line',
  );
  const cash = { increment: 5, mode: 'half-up' as const };
  const paid = calculate(
    order([line(1_572)], { settings: { pricesIncludeTax: true, cashRounding: cash }, tenders: [{ kind: 'cash' }] }),
  );
  expect(paid.steps).toEqual([
    { code: 'tax-rounding', text: 'Tax is rounded on each line' },
    { code: 'cash-rounding', text: 'Cash is rounded by -0.02', details: { rounding: -2 } },
  ]);
  expect(calculate(order([line(1_572)], { tenders: [{ kind: 'cash' }] })).payable).toBe(1_572);
});

test('who pays no tax is told why, and several taxes go by their names', () => {
  const sold = (kind: 'exempt' | 'reverse-charge', evidence: string) =>
    steps(order([line(120, 1, { taxRate: '20/100' })], { ...gross, customer: { relief: { kind, evidence } } }))[0]?.[1];
  expect(sold('exempt', 'C-1')).toBe('tax: No tax: exempt, C-1');
  expect(sold('reverse-charge', 'DE136695976')).toBe('tax: No tax: reverse charge, DE136695976');
  const taxes = [
    { name: 'GST', rate: '5/100' },
    { name: 'QST', rate: '10/100' },
  ];
  const both = order([{ key: 'a', unitPrice: 1_000, quantity: 1, taxes }]);
  expect(steps(both)[0]?.[1]).toBe('tax: 10.00 and 1.50 tax at GST + QST on top make 11.50');
  expect(calculate(both).lines[0]?.taxes).toEqual([
    { name: 'GST', amount: 50 },
    { name: 'QST', amount: 100 },
  ]);
  // Names are no rates, whatever digits they have.
  for (const name of ['Levy 3', '3 pence'])
    expect(steps(order([{ key: 'a', unitPrice: 1_000, quantity: 1, taxes: [{ name, perUnit: 3 }] }]))[0]?.[1]).toBe(
      `tax: 10.00 and 0.03 tax at ${name} on top make 10.03`,
    );
  expect(steps(order([line(300, 1, { taxRate: '1/3' })]))[0]?.[1]).toBe(
    'tax: 3.00 and 1.00 tax at 1/3 on top make 4.00',
  );
  expect(steps(order([line(300, 1, { taxRate: '1' })]))[0]?.[1]).toBe(
    'tax: 3.00 and 3.00 tax at 100 % on top make 6.00',
  );
});

test('a promotion sees who buys, where and when', () => {
  const asks = (of: NonNullable<Promotion['conditions']>['of'], more: Partial<CalculationArgs> = {}) =>
    calculate(order([line(1_000)], { promotions: [{ ...tenth, conditions: { match: 'all', of } }], ...more }))
      .discountTotal;
  expect(asks([{ kind: 'customer-group', in: ['trade'] }], { customer: { groups: ['trade'] } })).toBe(100);
  expect([
    asks([{ kind: 'customer-group', in: ['trade'] }]),
    asks([{ kind: 'customer-group', in: ['trade'] }], { customer: {} }),
  ]).toEqual([0, 0]);
  expect(asks([{ kind: 'segment', in: ['loyal'] }], { customer: { segments: ['loyal'] } })).toBe(100);
  expect([
    asks([{ kind: 'segment', in: ['loyal'] }]),
    asks([{ kind: 'segment', in: ['loyal'] }], { customer: {} }),
  ]).toEqual([0, 0]);
  expect(asks([{ kind: 'first-order' }], { customer: { firstOrder: true } })).toBe(100);
  expect([
    asks([{ kind: 'first-order' }]),
    asks([{ kind: 'first-order' }], { customer: { firstOrder: false } }),
  ]).toEqual([0, 0]);
  expect([
    asks([{ kind: 'channel', in: ['till'] }], { channel: 'till' }),
    asks([{ kind: 'channel', in: ['till'] }]),
  ]).toEqual([100, 0]);
  expect([
    asks([{ kind: 'location', in: ['bath'] }], { locationId: 'bath' }),
    asks([{ kind: 'location', in: ['bath'] }]),
  ]).toEqual([100, 0]);
  // Noon of UTC is nine in the evening of Tokyo.
  const noon = [{ kind: 'time' as const, from: '11:30', to: '12:30' }];
  expect(asks(noon, { at: AT })).toBe(100);
  expect(asks(noon, { at: AT, settings: { pricesIncludeTax: false, timeZone: 'Asia/Tokyo' } })).toBe(0);
  const once: Promotion = { ...tenth, perCustomer: { limit: 1, used: 0 } };
  const known = (customer: CalculationArgs['customer']) =>
    calculate(order([line(1_000)], { promotions: [once], ...(customer && { customer }) })).discountTotal;
  expect([known({ known: true }), known({ known: false }), known(undefined)]).toEqual([100, 0, 100]);
});

test('codes count in upper and lower case alike, and sums beyond what is exact stop with a word', () => {
  const coded = { ...tenth, codes: [{ code: 'Ten' }] };
  const off = (...coupons: string[]) => calculate(order([line(1_000)], { promotions: [coded], coupons })).discountTotal;
  expect([off(), off('tEN'), off('other')]).toEqual([0, 100, 0]);
  const big = line(Number.MAX_SAFE_INTEGER);
  expect(() => calculate(order([big, { ...big, key: 'b' }]))).toThrow(
    expect.objectContaining({ code: 'pricing.amount-too-large', details: { at: 'a sum' } }),
  );
  const twice = [
    { jurisdiction: 'GB', name: 'VAT', rate: '1/5', from: '2026-01-01' },
    { jurisdiction: 'GB', name: 'VAT', rate: '1/4', from: '2026-01-01' },
  ];
  expect(() => calculate(order([], { taxTable: twice }))).toThrow(
    expect.objectContaining({ code: 'pricing.tax-rates-overlap' }),
  );
  expect(() => calculate(order([{ key: 'a', quantity: 1 }]))).toThrow(
    expect.objectContaining({ code: 'pricing.price-missing', details: { at: 'lines.0', key: 'a' } }),
  );
});
