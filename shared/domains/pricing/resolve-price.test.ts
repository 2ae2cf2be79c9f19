import { expect, test } from 'vitest';
import type { CalculationArgs, CalculationLine, PricePoint } from './calculation-args.ts';
import { fractionText, moneyIn, rateText, reason } from './explain.ts';
import { goodOf, resolveLine } from './resolve-line.ts';
import { precedence, resolvePrice } from './resolve-price.ts';

const money = moneyIn(2);
const now = {
  currency: 'GBP',
  at: 1_000,
  channel: 'till',
  locationId: 'bath',
  customer: { groups: ['trade'] },
} as const;
const point = (list: string, amount: number, more: Partial<PricePoint> = {}): PricePoint => ({ list, amount, ...more });
const ask = (prices: readonly PricePoint[], more: Partial<CalculationLine> = {}, at: object = {}) =>
  resolvePrice(
    'lines.0',
    { key: 'a', quantity: 1, prices: [...prices], ...more } as CalculationLine,
    { ...now, ...at } as never,
    money,
  );
/** The first of its prices, where the second would be higher and always holds. */
const counts = (more: Partial<PricePoint>, line: Partial<CalculationLine> = {}, at: object = {}) => {
  const { unitPrice, reasons } = ask([point('It', 100, more), point('Other', 900)], line, at);
  const said = reasons.find(({ text }) => text.startsWith('1.00 of “It” does not count: '))?.text;
  return unitPrice === 100 ? 'counts' : said?.slice('1.00 of “It” does not count: '.length);
};

test('a price says why it does not hold here', () => {
  expect(counts({})).toBe('counts');
  expect([counts({ currency: 'GBP' }), counts({ currency: 'EUR' })]).toEqual(['counts', 'it is in EUR']);
  expect([counts({ startsAt: 1_000 }), counts({ startsAt: 1_001 })]).toEqual(['counts', 'it has not begun']);
  expect([counts({ endsAt: 1_001 }), counts({ endsAt: 1_000 })]).toEqual(['counts', 'it is over']);
  expect([counts({ startsAt: null, endsAt: null })]).toEqual(['counts']);
  expect(counts({ minQuantity: 2 })).toBe('it holds from 2 units');
  expect(counts({ minQuantity: 2 }, { quantity: 2 })).toBe('counts');
  // Of what is weighed whole units count.
  expect(counts({ minQuantity: 2 }, { quantity: 1_999, scale: 3 })).toBe('it holds from 2 units');
  expect(counts({ minQuantity: 2 }, { quantity: 2_000, scale: 3 })).toBe('counts');
  expect([counts({ channels: ['till'] }), counts({ channels: ['online'] })]).toEqual([
    'counts',
    'it is for another channel',
  ]);
  expect(counts({ channels: ['till'] }, {}, { channel: undefined })).toBe('it is for another channel');
  expect([counts({ locations: ['bath'] }), counts({ locations: ['frome'] })]).toEqual([
    'counts',
    'it is for another location',
  ]);
  expect(counts({ locations: ['bath'] }, {}, { locationId: undefined })).toBe('it is for another location');
  expect([counts({ groups: ['staff', 'trade'] }), counts({ groups: ['staff'] })]).toEqual([
    ...['counts', 'it is for another customer group'],
  ]);
  expect(counts({ groups: ['trade'] }, {}, { customer: undefined })).toBe('it is for another customer group');
  expect(counts({ groups: ['trade'] }, {}, { customer: {} })).toBe('it is for another customer group');
});

test('of two that hold the first rule by which they differ decides, and is said', () => {
  const decides = (first: PricePoint, second: PricePoint) => {
    const texts = [ask([first, second]), ask([second, first])].map(({ reasons }) => reasons.map(({ text }) => text));
    expect(texts[0]).toEqual(texts[1]);
    return texts[0];
  };
  const why = (rule: string) => precedence.find((each) => each.rule === rule)?.why;
  expect(decides(point('A', 900, { kind: 'override' }), point('B', 100, { priority: 9 }))).toEqual([
    ...['9.00 of “A”', `1.00 of “B” does not count: “A” ${why('override')}`],
  ]);
  expect(decides(point('A', 900, { priority: 1 }), point('B', 100))).toEqual([
    ...['9.00 of “A”', `1.00 of “B” does not count: “A” ${why('priority')}`],
  ]);
  expect(decides(point('A', 100), point('B', 900))?.[1]).toBe(`9.00 of “B” does not count: “A” ${why('lowest')}`);
  expect(decides(point('A', 100), point('B', 100))?.[1]).toBe(`1.00 of “B” does not count: “A” ${why('name')}`);
  for (const each of precedence) expect(each.why).not.toBe('');
  expect(precedence.map(({ rule }) => rule)).toEqual(['override', 'priority', 'furthest-break', 'lowest', 'name']);
  const furthest = precedence.find(({ rule }) => rule === 'furthest-break');
  expect(furthest?.compare(point('A', 1), point('A', 1, { minQuantity: 5 }))).toBe(5);
  expect(furthest?.compare(point('A', 1, { minQuantity: 7 }), point('A', 1, { minQuantity: 5 }))).toBe(-2);
  expect(furthest?.compare(point('A', 1, { minQuantity: 7 }), point('B', 1))).toBe(0);
});

test('names decide by their letters, and of two that are the same one counts', () => {
  const name = precedence.find(({ rule }) => rule === 'name');
  const [a, b] = [point('A', 1), point('B', 1)];
  expect([name?.compare(a, b), name?.compare(b, a), name?.compare(a, a)]).toEqual([-1, 1, 0]);
  expect(ask([a, a])).toMatchObject({ unitPrice: 1, reasons: [{ code: 'price.chosen' }] });
});

test('of a list only its furthest break that is reached counts, though another would be lower', () => {
  const list = [point('A', 800), point('A', 900, { minQuantity: 5 }), point('A', 700, { minQuantity: 10 })];
  const price = (quantity: number) => {
    const { unitPrice, reasons } = ask(list, { quantity });
    return [unitPrice, reasons.length];
  };
  expect(ask([...list].reverse(), { quantity: 10 }).unitPrice).toBe(700);
  expect([1, 5, 10].map(price)).toEqual([
    [800, 3],
    [900, 2],
    [700, 1],
  ]);
});

test('a person’s price goes before all, the line’s own stands beside the lists, and without any it is refused', () => {
  expect(ask([point('A', 1)], { given: { unitPrice: 50, reason: 'chipped' } })).toEqual({
    ...{ unitPrice: 50, compareAt: null },
    reasons: [{ code: 'price.given', text: '0.50, given at the till: chipped', details: { unitPrice: 50 } }],
  });
  expect(ask([], { given: { unitPrice: 50 } }).reasons[0]?.text).toBe('0.50, given at the till');
  expect(ask([point('A', 900)], { unitPrice: 700 })).toEqual({
    ...{ unitPrice: 700, compareAt: null },
    reasons: [
      { code: 'price.chosen', text: '7.00 of “Base price”', details: { list: 'Base price', amount: 700 } },
      {
        code: 'price.not-taken',
        text: '9.00 of “A” does not count: “Base price” is lower',
        details: { list: 'A', amount: 900 },
      },
    ],
  });
  const refused = ask([point('A', 900, { currency: 'EUR' })], { unitPrice: 700 }).reasons[1];
  expect(refused).toMatchObject({ code: 'price.not-taken', details: { list: 'A', amount: 900 } });
  expect(() => ask([])).toThrow(
    expect.objectContaining({ code: 'pricing.price-missing', details: { at: 'lines.0', key: 'a' } }),
  );
});

test('what it is reduced from: what the list says, of a sale the base price, and only where that is above it', () => {
  const from = (...prices: PricePoint[]) => ask(prices).compareAt;
  const sale = point('Sale', 800, { kind: 'sale' });
  expect(from(point('A', 800, { compareAt: 1_000 }))).toBe(1_000);
  expect(from(point('A', 800, { compareAt: 800 }))).toBeNull();
  expect(from(point('A', 800, { compareAt: null }))).toBeNull();
  expect(from(sale, point('A', 1_000))).toBe(1_000);
  expect(ask([sale], { unitPrice: 1_000 }).compareAt).toBe(1_000);
  expect(from(sale, point('B', 900, { kind: 'sale' }), point('A', 1_000, { kind: 'base' }))).toBe(1_000);
  expect(from({ ...sale, compareAt: 950 }, point('A', 1_000))).toBe(950);
  expect(from(sale)).toBeNull();
  expect(from(point('A', 800), point('B', 1_000))).toBeNull();
  expect(from(point('A', 1_200, { kind: 'override' }), point('B', 1_000))).toBeNull();
});

const order = { ...now, settings: { pricesIncludeTax: true }, lines: [] } as unknown as CalculationArgs;
const resolved = (more: Partial<CalculationLine>) =>
  resolveLine('lines.0', { key: 'a', quantity: 2, unitPrice: 500, ...more } as CalculationLine, order, money);

test('a line is worth its price times its quantity, less what a person takes off, at most all of it', () => {
  expect(resolved({})).toMatchObject({ unitPrice: 500, amount: 1_000, manualDiscount: 0, compareAt: null });
  expect(resolved({}).reasons.map(({ code }) => code)).toEqual(['price.chosen']);
  const off = resolved({ discount: 300 });
  expect(off).toMatchObject({ amount: 1_000, manualDiscount: 300 });
  expect(off.reasons.at(-1)).toEqual({ code: 'discount.manual', text: '3.00 off by a person' });
  expect(resolved({ discount: 3_000 }).manualDiscount).toBe(1_000);
  expect(resolved({ quantity: 1_500, scale: 3 }).amount).toBe(750);
});

test('what a promotion sees of a line', () => {
  expect(goodOf(resolved({ discount: 300 }))).toEqual({
    ...{ key: 'a', variantId: null, productId: null, sku: '', title: '', categories: [], tags: [] },
    ...{ giftCard: false, reduced: false, quantity: 2, scale: 0, pieces: 2, amount: 700 },
  });
  const more = { variantId: 'v', productId: 'p', sku: 'S', title: 'T', categories: ['C'], tags: ['t'], giftCard: true };
  expect(goodOf(resolved({ ...more, reduced: true }))).toMatchObject({ ...more, reduced: true });
  const sold = resolved({ unitPrice: undefined, prices: [point('A', 500, { compareAt: 900 })] });
  expect(goodOf(sold).reduced).toBe(true);
  const pieces = (of: Partial<CalculationLine>) => goodOf(resolved({ quantity: 3_000, scale: 3, ...of })).pieces;
  expect([pieces({}), pieces({ unit: 'KGM' }), pieces({ unit: 'H87' }), pieces({ scale: 0, unit: 'KGM' })]).toEqual([
    ...[0, 0, 3, 3_000],
  ]);
});

test('amounts, rates and fractions in words', () => {
  expect([moneyIn(2)(-5), moneyIn(0)(5), moneyIn(3)(5)]).toEqual(['-0.05', '5', '0.005']);
  expect(['20/100', '105/1000', '0', '1', '1/3', '1/100000000', '1/1000000000'].map(rateText)).toEqual([
    ...['20 %', '10.5 %', '0 %', '100 %', '1/3', '0.000001 %', '1/1000000000'],
  ]);
  expect([fractionText({ n: 5n, d: 1n }), fractionText({ n: 5n, d: 3n })]).toEqual(['5', '5/3']);
  expect([reason('a', 'b'), reason('a', 'b', { c: 1 })]).toEqual([
    { code: 'a', text: 'b' },
    { code: 'a', text: 'b', details: { c: 1 } },
  ]);
});
