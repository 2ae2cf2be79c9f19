import { describe, expect, test } from 'vitest';
import { calculate } from './calculate.ts';
import type { CalculationArgs } from './calculation-args.ts';
import { AT, gross, line, order } from './testing/baskets.ts';

const first = (args: CalculationArgs) => calculate(args).lines[0]!;

describe('money and tax', () => {
  test('entered without tax and with it: the line is divided, not the unit', () => {
    expect(first(order([line(100, 2, { taxRate: '20/100' })]))).toMatchObject({ net: 200, tax: 40, total: 240 });
    const included = order([line(100, 2, { taxRate: '20/100' })], gross);
    expect(first(included)).toMatchObject({ net: 167, tax: 33, total: 200, exact: { net: '500/3', tax: '100/3' } });
  });

  test('into a zone without tax and back by the table', () => {
    const table = [
      { jurisdiction: 'GB', name: 'VAT', rate: '20/100', from: '2011-01-04' },
      { jurisdiction: 'US', name: 'None', rate: '0', from: '2000-01-01' },
    ];
    const { taxRate: _none, ...item } = line(100, 2);
    const at = (zone: string, keepGrossAcrossZones = false) =>
      calculate(
        order([item], {
          settings: { pricesIncludeTax: true, homeZone: 'GB', keepGrossAcrossZones },
          taxTable: table,
          zone,
        }),
      );
    expect(at('GB')).toMatchObject({ netTotal: 167, taxTotal: 33, total: 200 });
    expect(at('US')).toMatchObject({ netTotal: 167, taxTotal: 0, total: 167 });
    expect(at('US', true)).toMatchObject({ netTotal: 200, taxTotal: 0, total: 200 });
    expect(at('GB')).toMatchObject({ netTotal: 167, taxTotal: 33, total: 200 });
  });

  test('three rates, and the summary equals the totals', () => {
    const result = calculate(
      order(['20/100', '10/100', '0'].map((taxRate) => line(200, 1, { taxRate, key: taxRate }))),
    );
    expect(result.taxByRate.map(({ tax }) => tax)).toEqual([40, 20, 0]);
    expect(result).toMatchObject({ netTotal: 600, taxTotal: 60, total: 660 });
  });

  test('31 + 20 % × 10; 24.99 at 10.75 % with untaxed shipping', () => {
    expect(calculate(order([line(31, 10, { taxRate: '20/100' })])).total).toBe(372);
    const posted = order([line(2499, 1, { taxRate: '1075/10000' })], { shipping: { amount: 644 } });
    expect(calculate(posted)).toMatchObject({ taxTotal: 269, shippingTotal: 644, total: 3412 });
  });

  test('taxed shipping is in the summary', () => {
    const result = calculate(
      order([line(1000, 1, { taxRate: '20/100' })], { shipping: { amount: 500, taxRate: '20/100' } }),
    );
    expect(result).toMatchObject({ total: 1800, taxTotal: 300, shippingTotal: 600 });
    expect(result.taxByRate).toEqual([{ rate: '20/100', net: 1500, tax: 300 }]);
  });

  test('124.40 with 8 % in it: per line, and per document with the exact fraction', () => {
    const one = line(12_440, 1, { taxRate: '8/100' });
    expect(first(order([one], gross))).toMatchObject({
      net: 11_519,
      tax: 921,
      exact: { net: '311000/27', tax: '24880/27' },
    });
    const three = [1, 2, 3].map((at) => ({ ...one, key: `${at}` }));
    const settings = { pricesIncludeTax: true, taxRounding: 'document' as const };
    expect(calculate(order(three, { settings }))).toMatchObject({ netTotal: 34_556, taxTotal: 2_764, total: 37_320 });
  });

  test.each([
    ['half-up', 1570],
    ['down', 1570],
    ['up', 1575],
  ] as const)('cash rounding %s: only what cash pays', (mode, cash) => {
    const args = order([line(1367, 1, { taxRate: '15/100' })], {
      settings: { pricesIncludeTax: false, cashRounding: { increment: 5, mode } },
    });
    const paidBy = (tenders: CalculationArgs['tenders']) => calculate({ ...args, tenders });
    expect(paidBy([{ kind: 'cash', given: 2000 }])).toMatchObject({
      total: 1572,
      rounding: cash - 1572,
      payable: cash,
      due: 0,
      tenders: [{ amount: cash, given: 2000, change: 2000 - cash }],
    });
    expect(paidBy([{ kind: 'card' }])).toMatchObject({ rounding: 0, payable: 1572, due: 0 });
    expect(paidBy([{ kind: 'card', amount: 1000 }, { kind: 'cash' }])).toMatchObject({
      payable: mode === 'up' ? 1575 : 1570,
      due: 0,
    });
    expect(paidBy([{ kind: 'cash', amount: 1000 }, { kind: 'card' }])).toMatchObject({ rounding: 0, payable: 1572 });
    expect(paidBy([])).toMatchObject({ due: 1572, rounding: 0 });
  });

  test('no decimals and three of them', () => {
    expect(calculate(order([line(1980, 3, { taxRate: '10/100' })], { currency: 'JPY' }))).toMatchObject({
      decimals: 0,
      total: 6534,
    });
    const dinar = calculate(order([line(1255, 3, { taxRate: '5/100' })], { currency: 'KWD' }));
    expect(dinar).toMatchObject({ decimals: 3, taxTotal: 188, total: 3953 });
    expect(dinar.lines[0]?.steps[0]?.text).toContain('1.255');
  });

  test('a tax on a tax, a fixed tax, an exempt buyer, reverse charge', () => {
    const gst = { name: 'GST', rate: '5/100' };
    const old = { name: 'QST', rate: '95/1000', compound: true };
    const taxed = { taxRate: undefined, taxes: [gst, old] };
    expect(first(order([line(10_000, 1, taxed)]))).toMatchObject({
      tax: 1498,
      taxes: [
        { name: 'GST', amount: 500 },
        { name: 'QST', amount: 998 },
      ],
    });
    const deposit = { taxRate: undefined, taxes: [{ name: 'Deposit', perUnit: 25 }] };
    expect(first(order([line(100, 4, deposit)]))).toMatchObject({ net: 400, tax: 100 });
    // A price that was discounted below the tax inside it
    const swallowed = first(order([line(100, 1, { ...deposit, discount: 90 })], gross));
    expect(swallowed).toMatchObject({ net: 0, tax: 10, total: 10, taxes: [{ amount: 10 }] });
    for (const kind of ['exempt', 'reverse-charge'] as const) {
      const customer = { relief: { kind, evidence: 'DE136695976' } };
      const result = calculate(order([line(120, 1, { taxRate: '20/100' })], { ...gross, customer }));
      expect(result).toMatchObject({ netTotal: 100, taxTotal: 0, total: 100 });
      expect(result.lines[0]?.steps.at(-1)?.text).toContain('DE136695976');
    }
  });

  test('everything off is 0', () => {
    const free = first(order([line(333, 3, { taxRate: '20/100', discount: 5000 })], gross));
    expect(free).toMatchObject({ discount: 999, net: 0, tax: 0, total: 0 });
  });
});

describe('the dated table of taxes', () => {
  const table: CalculationArgs['taxTable'] = [
    { jurisdiction: 'CA', name: 'GST', rate: '5/100', from: '2008-01-01' },
    { jurisdiction: 'CA-QC', name: 'QST', rate: '9975/100000', adds: true, from: '2013-01-01' },
    { jurisdiction: 'CA-ON', name: 'HST', rate: '13/100', from: '2010-07-01' },
    { jurisdiction: 'CA-ON', category: 'books', name: 'HST', rate: '5/100', from: '2010-07-01' },
    { jurisdiction: 'CA-ON', productId: 'atlas', name: 'HST', rate: '0', from: '2010-07-01' },
    { jurisdiction: 'DE', name: 'VAT', rate: '19/100', from: '2007-01-01', to: '2020-06-30' },
    { jurisdiction: 'DE', name: 'VAT', rate: '16/100', from: '2020-07-01', to: '2020-12-31' },
    { jurisdiction: 'DE', name: 'VAT', rate: '19/100', from: '2021-01-01' },
  ];
  const tax = (zone: string, more: object = {}, at = AT) => {
    const { taxRate: _none, ...item } = line(10_000, 1, more);
    return first(order([item], { taxTable: table, zone, at }));
  };

  test('product over category over default, and province over country', () => {
    expect(tax('CA').tax).toBe(500);
    expect(tax('CA-AB').tax).toBe(500);
    expect(tax('CA-QC')).toMatchObject({ tax: 1498, taxRate: 'GST + QST' });
    expect(tax('CA-ON').tax).toBe(1300);
    expect(tax('CA-ON', { taxCategory: 'books' }).tax).toBe(500);
    expect(tax('CA-ON', { taxCategory: 'books', productId: 'atlas' }).tax).toBe(0);
  });

  test('the rate of the day it was sold', () => {
    expect(
      [Date.UTC(2020, 5, 30), Date.UTC(2020, 6, 1), Date.UTC(2021, 0, 1)].map((at) => tax('DE', {}, at).tax),
    ).toEqual([1900, 1600, 1900]);
  });

  test('two rates of one tax on one day are refused', () => {
    const twice = [
      ...(table ?? []),
      { jurisdiction: 'DE', name: 'VAT', rate: '7/100', from: '2020-12-31', to: '2021-01-05' },
    ];
    expect(() => calculate(order([line(1)], { taxTable: twice }))).toThrow(
      expect.objectContaining({ code: 'pricing.tax-rates-overlap' }),
    );
  });
});

describe('which price', () => {
  const prices: NonNullable<CalculationArgs['lines'][number]['prices']> = [
    { list: 'Retail', kind: 'base', amount: 1000 },
    { list: 'Retail', kind: 'base', amount: 900, minQuantity: 10 },
    { list: 'Sale', kind: 'sale', amount: 800, startsAt: AT - 1, endsAt: AT + 1 },
    { list: 'Trade', kind: 'override', amount: 950, groups: ['trade'] },
    { list: 'Euro', kind: 'base', amount: 1, currency: 'EUR' },
  ];
  const priced = (quantity: number, more: Partial<CalculationArgs> = {}) =>
    first(order([{ key: 'a', quantity, prices, taxRate: '0' }], more));

  test('the lowest that holds, an override before it, a person before all', () => {
    expect(priced(1)).toMatchObject({ unitPrice: 800, compareAt: 1000 });
    expect(priced(1, { at: AT + 1 })).toMatchObject({ unitPrice: 1000, compareAt: null });
    expect(priced(10, { at: AT + 1 })).toMatchObject({ unitPrice: 900, amount: 9000 });
    expect(priced(1, { customer: { groups: ['trade'] } }).unitPrice).toBe(950);
    const given = { unitPrice: 1, reason: 'scratched' };
    expect(first(order([{ key: 'a', quantity: 1, prices, given }])).unitPrice).toBe(1);
  });

  test('says why it is this one, and why it is none of the others', () => {
    const [chosen, ...others] = priced(1).steps.map(({ text }) => text);
    expect(chosen).toBe('8.00 of “Sale”');
    expect(others.join('\n')).toMatch(/10\.00 of “Retail” does not count/);
    expect(others.join('\n')).toMatch(/“Trade” does not count: it is for another customer group/);
    expect(others.join('\n')).toMatch(/“Euro” does not count: it is in EUR/);
  });
});

describe('refuses', () => {
  const big = Number.MAX_SAFE_INTEGER;
  const cases: readonly (readonly [string, CalculationArgs])[] = [
    ['pricing.amount-too-large', order([line(2 ** 53)])],
    ['pricing.amount-too-large', order([line(big, 2)])],
    ['pricing.amount-too-large', order([line(big), line(big, 1, { key: 'b' })])],
    ['pricing.amount-too-large', order([line(big, 1, { taxRate: '20/100' })])],
    ['pricing.amount-not-whole', order([line(12.5)])],
    ['pricing.amount-negative', order([line(-1)])],
    ['pricing.quantity-negative', order([line(100, -1)])],
    ['pricing.quantity-fractional', order([line(100, 1.5)])],
    ['pricing.quantity-fractional', order([line(100, 1500, { scale: 3, unit: 'H87' })])],
    ['pricing.currency-unknown', order([line(100)], { currency: 'XXX' })],
    ['pricing.currency-unknown', order([line(100)], { currency: 'pounds' })],
    ['pricing.coupon-too-long', order([line(100)], { coupons: ['x'.repeat(300)] })],
    ['pricing.rate-invalid', order([line(100, 1, { taxRate: '20 %' })])],
    ['pricing.rate-invalid', order([line(100, 1, { taxRate: '1/0' })])],
    ['pricing.price-missing', order([{ key: 'a', quantity: 1 }])],
    ['pricing.key-repeated', order([line(1), line(1)])],
    ['pricing.tenders-exceed', order([line(100)], { tenders: [{ kind: 'card', amount: 101 }] })],
    ['pricing.time-zone-unknown', order([line(100)], { settings: { pricesIncludeTax: true, timeZone: 'Mars/Base' } })],
  ];
  test.each(cases)('%s', (code, args) => {
    expect(() => calculate(args)).toThrow(expect.objectContaining({ code }));
  });

  test('weight may be a part of a unit, and the largest safe amount is exact', () => {
    expect(first(order([line(650, 1240, { scale: 3, unit: 'KGM' })])).total).toBe(806);
    expect(calculate(order([line(big)])).total).toBe(big);
  });
});
