import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundCash, settleInCash } from './cash-rounding.ts';
import { fraction, plus, settle } from './fractions.ts';
import { type LineInput, priceOrder, type PricingSettings } from './rules.ts';

const net: PricingSettings = { pricesIncludeTax: false, taxRounding: 'line' };
const gross: PricingSettings = { pricesIncludeTax: true, taxRounding: 'line' };
const line = (unitPrice: number, taxRate: string, quantity = 1, more: Partial<LineInput> = {}): LineInput => ({
  key: String(unitPrice),
  unitPrice,
  taxRate,
  quantity,
  scale: 0,
  ...more,
});
const one = (settings: PricingSettings, input: LineInput, shipping = 0) => {
  const totals = priceOrder(settings, [input], shipping);
  return { ...totals.lines[0]!, all: totals.total };
};

describe('acceptance: money and tax', () => {
  test('net price 100, 20 %, two of them', () => {
    expect(one(net, line(100, '20/100', 2))).toMatchObject({ net: 200, tax: 40, total: 240 });
  });

  test('gross price 100, 20 %, two of them: the line is divided, not the unit', () => {
    expect(one(gross, line(100, '20/100', 2))).toMatchObject({ net: 167, tax: 33, total: 200 });
  });

  test('into a zone without tax the net is paid, or the gross where the store says so; back home nothing drifts', () => {
    const abroad = { includedRate: '20/100' };
    expect(one(gross, line(100, '0', 2, abroad))).toMatchObject({ net: 167, tax: 0, total: 167 });
    expect(one(gross, line(100, '0', 2, { ...abroad, keepGross: true }))).toMatchObject({
      net: 200,
      tax: 0,
      total: 200,
    });
    expect(one(gross, line(100, '20/100', 2, abroad))).toMatchObject({ net: 167, tax: 33, total: 200 });
    expect(one(gross, line(100, '10/100', 2, abroad))).toMatchObject({ net: 167, tax: 17, total: 184 });
  });

  test('three lines at 20, 10 and 0 %', () => {
    const totals = priceOrder(net, [line(200, '20/100'), line(200, '10/100'), line(200, '0')]);
    expect(totals.taxByRate).toEqual([
      { rate: '20/100', net: 200, tax: 40 },
      { rate: '10/100', net: 200, tax: 20 },
      { rate: '0', net: 200, tax: 0 },
    ]);
    expect(totals).toMatchObject({ netTotal: 600, taxTotal: 60, total: 660 });
  });

  test('31 at 20 %, ten of them', () => {
    expect(one(net, line(31, '20/100', 10)).total).toBe(372);
  });

  test('24.99 at 10.75 % and untaxed shipping of 6.44', () => {
    expect(one(net, line(2499, '1075/10000'), 644)).toMatchObject({ tax: 269, all: 3412 });
  });

  test('124.40 with 8 % in it', () => {
    expect(one(gross, line(12_440, '8/100'))).toMatchObject({ net: 11_519, tax: 921, total: 12_440 });
  });

  test('rounding once per document keeps what rounding per line would lose', () => {
    const lines = [1, 2, 3].map((key) => line(10, '4/100', 1, { key: String(key) }));
    expect(priceOrder({ ...net, taxRounding: 'document' }, lines).taxTotal).toBe(1);
    expect(priceOrder(net, lines).taxTotal).toBe(0);
    const three = [1, 2, 3].map((key) => line(12_440, '8/100', 1, { key: String(key) }));
    expect(priceOrder({ ...gross, taxRounding: 'document' }, three)).toMatchObject({
      netTotal: 34_556,
      taxTotal: 2_764,
      total: 37_320,
    });
  });

  test('everything off is 0, and never −0', () => {
    const free = one(gross, line(100, '20/100', 1, { discount: 100 }));
    for (const value of [free.net, free.tax, free.total, free.all]) expect(Object.is(value, 0)).toBe(true);
    expect(one(gross, line(100, '20/100', 1, { discount: 150 }))).toMatchObject({ discount: 100, total: 0 });
  });

  test('1.240 kg at 6.50 a kilogram', () => {
    expect(one(gross, line(650, '20/100', 1240, { scale: 3 }))).toMatchObject({ amount: 806, net: 672, tax: 134 });
  });

  test('the basket of the picture', () => {
    const lines = [
      [5600, 1400],
      [2500, 0],
      [1100, 0],
      [850, 0],
      [3800, 570],
      [806, 0],
      [4600, 0],
    ] as const;
    const totals = priceOrder(
      { ...gross, taxRounding: 'document' },
      lines.map(([price, discount], index) => line(price, '20/100', 1, { key: `${index}`, discount })),
    );
    expect(totals).toMatchObject({ subtotal: 19_256, discountTotal: 1_970, total: 17_286, taxTotal: 2_881 });
  });
});

describe('other taxes', () => {
  const gst = { name: 'GST', rate: '5/100' };
  const qst = { name: 'QST', rate: '9975/100000' };

  test('several on one line, each in its sum', () => {
    expect(one(net, line(10_000, 'GST + QST', 1, { taxes: [gst, qst] }))).toMatchObject({
      net: 10_000,
      tax: 1_498,
      total: 11_498,
      taxes: [
        { name: 'GST', amount: 500 },
        { name: 'QST', amount: 998 },
      ],
    });
  });

  test('a tax on a tax, net and included', () => {
    const taxes = [gst, { ...qst, compound: true }];
    expect(one(net, line(10_000, 'both', 1, { taxes }))).toMatchObject({ tax: 1_547, total: 11_547 });
    expect(one(gross, line(11_547, 'both', 1, { taxes }))).toMatchObject({ net: 10_000, tax: 1_547 });
  });

  test('a fixed sum a unit, which the rate may count in or not', () => {
    const deposit = { name: 'Deposit', perUnit: 25 };
    const vat = { name: 'VAT', rate: '20/100' };
    expect(one(net, line(100, 'both', 4, { taxes: [deposit, vat] }))).toMatchObject({ net: 400, tax: 180 });
    expect(one(net, line(100, 'both', 4, { taxes: [deposit, { ...vat, compound: true }] }))).toMatchObject({
      tax: 200,
    });
    expect(one(gross, line(145, 'both', 4, { taxes: [deposit, vat] }))).toMatchObject({
      net: 400,
      tax: 180,
      total: 580,
    });
  });

  test.each(['exempt', 'reverse-charge'] as const)('%s: no tax is charged, and included tax comes off', (relief) => {
    expect(one(net, line(100, '20/100', 2, { relief }))).toMatchObject({ net: 200, tax: 0, total: 200, taxRate: '0' });
    expect(one(gross, line(100, '20/100', 2, { relief }))).toMatchObject({ net: 167, tax: 0, total: 167 });
    const kept = { relief, keepGross: true };
    expect(one(gross, line(100, '20/100', 2, kept))).toMatchObject({ net: 200, tax: 0, total: 200 });
  });

  test('parts sum to the tax, however it is rounded', () => {
    const taxes = [gst, { ...qst, compound: true }, { name: 'Levy', perUnit: 3 }];
    const baskets = fc.array(fc.tuple(fc.nat(9_999), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        baskets,
        fc.boolean(),
        fc.constantFrom('line', 'document'),
        (lines, pricesIncludeTax, taxRounding) => {
          const inputs = lines.map(([price, quantity], key) => line(price, 'all', quantity, { taxes, key: `${key}` }));
          const totals = priceOrder({ pricesIncludeTax, taxRounding } as PricingSettings, inputs);
          for (const { taxes: parts = [], tax } of totals.lines) {
            expect(parts.reduce((a, { amount }) => a + amount, 0)).toBe(tax);
          }
        },
      ),
    );
  });
});

describe('acceptance: cash rounding to 0.05', () => {
  const total = one(net, line(1367, '15/100')).total;
  test.each([
    ['half-up', 1570],
    ['down', 1570],
    ['up', 1575],
  ] as const)('%s', (mode, cash) => {
    expect(total).toBe(1572);
    expect(settleInCash(total, 0, { increment: 5, mode })).toEqual({ cash, rounding: cash - 1572 });
  });
  test('a card pays to the cent, the rest in cash is rounded, a full refund meets its sale', () => {
    const rounding = { increment: 5, mode: 'half-up' } as const;
    expect(settleInCash(1572, 1572, rounding)).toEqual({ cash: 0, rounding: 0 });
    expect(settleInCash(1572, 1000, rounding)).toEqual({ cash: 570, rounding: -2 });
    expect(settleInCash(-1572, 0, rounding)).toEqual({ cash: -1570, rounding: 2 });
    expect(Object.is(roundCash(0, rounding), 0)).toBe(true);
  });
});

describe('whatever is sold', () => {
  const rates = ['0', '20/100', '8/100', '1075/10000', '1/3'];
  const anyLine = fc.record({
    unitPrice: fc.nat(1_000_000),
    quantity: fc.integer({ min: -5_000, max: 5_000 }),
    scale: fc.constantFrom(0, 3),
    discount: fc.nat(100_000),
    taxRate: fc.constantFrom(...rates),
  });
  const anyBasket = fc
    .array(anyLine, { minLength: 1, maxLength: 30 })
    .map((lines) => lines.map((one, key) => ({ ...one, key: `${key}` })));
  const anySettings = fc.record({ pricesIncludeTax: fc.boolean(), taxRounding: fc.constantFrom('line', 'document') });

  test('sums equal totals, nothing is −0, and an included price is what is paid', () => {
    fc.assert(
      fc.property(anySettings, anyBasket, fc.nat(10_000), (settings, lines, shipping) => {
        const totals = priceOrder(settings as PricingSettings, lines, shipping);
        const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
        expect(totals.netTotal + totals.taxTotal + shipping).toBe(totals.total);
        expect(sum(totals.taxByRate.map(({ tax }) => tax))).toBe(totals.taxTotal);
        expect(sum(totals.taxByRate.map(({ net }) => net))).toBe(totals.netTotal);
        for (const { net, tax, total, amount, discount } of totals.lines) {
          expect(net + tax).toBe(total);
          for (const value of [net, tax, total, amount, discount]) expect(Object.is(value, -0)).toBe(false);
          if (settings.pricesIncludeTax) expect(total).toBe(amount - discount);
        }
      }),
    );
  });

  test('rounding once differs from exact by less than one unit a rate', () => {
    fc.assert(
      fc.property(anyBasket, (lines) => {
        const totals = priceOrder({ pricesIncludeTax: false, taxRounding: 'document' }, lines);
        for (const { rate, net, tax } of totals.taxByRate) {
          const [n, d = 1] = rate.split('/').map(Number) as [number, number?];
          expect(Math.abs(tax * d - net * n) * 2).toBeLessThanOrEqual(d);
        }
      }),
    );
  });

  test('settled parts sum to the whole and stay within one of exact', () => {
    const anyFraction = fc.tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.integer({ min: 1, max: 97 }));
    fc.assert(
      fc.property(fc.array(anyFraction, { minLength: 1, maxLength: 40 }), (pairs) => {
        const exact = pairs.map(([n, d]) => fraction(BigInt(n), BigInt(d)));
        const whole = exact.reduce(plus);
        const total = whole.n / whole.d;
        const parts = settle(exact, total < 0n && whole.n % whole.d !== 0n ? total - 1n : total);
        parts.forEach((part, index) => {
          const { n, d } = exact[index]!;
          expect(part * d > n - d && part * d < n + d).toBe(true);
        });
      }),
    );
  });
});
