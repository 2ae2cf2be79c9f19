import { expect, test } from 'vitest';
import type { CalculationArgs, TaxTableRate } from './calculation-args.ts';
import { partsOf, refuseOverlaps, taxesIn } from './tax-table.ts';
import { taxationFor } from './taxation.ts';

const rate = (jurisdiction: string, name: string, more: Partial<TaxTableRate> = {}): TaxTableRate => ({
  ...{ jurisdiction, name, rate: '5/100', from: '2026-01-01' },
  ...more,
});
const DAY = '2026-06-15';
const names = (rates: readonly TaxTableRate[]) => rates.map(({ name }) => name);

test('a rate holds from its first day to its last, both counted', () => {
  const dated = [rate('GB', 'dated', { to: '2026-06-30' })];
  const on = (date: string) => names(taxesIn(dated, 'GB', date, {}));
  expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(on)).toEqual([[], ['dated'], ['dated'], []]);
  expect(names(taxesIn([rate('GB', 'open', { to: null })], 'GB', '2099-01-01', {}))).toEqual(['open']);
});

test('a product counts before its category, a category before the standard, and others do not count', () => {
  const table = [
    ...[rate('GB', 'general'), rate('GB', 'standard', { category: 'standard' })],
    ...[rate('GB', 'books', { category: 'books' }), rate('GB', 'atlas', { productId: 'atlas', category: 'maps' })],
  ];
  const of = (productId: string | null, category?: string) => names(taxesIn(table, 'GB', DAY, { productId, category }));
  expect(of('atlas', 'books')).toEqual(['atlas']);
  expect(of('atlas')).toEqual(['atlas']);
  expect(of('other', 'books')).toEqual(['books']);
  expect(of(null, 'books')).toEqual(['books']);
  // What is of one product is of no category of others.
  expect(of(null, 'maps')).toEqual(['general', 'standard']);
  expect(of(null, 'standard')).toEqual(['standard']);
  expect(of(null)).toEqual(['general', 'standard']);
});

test('a part of a country takes the place of the country, or comes on top where all of it says so', () => {
  const country = rate('CA', 'GST');
  const over = (...some: TaxTableRate[]) => names(taxesIn([country, rate('FR', 'TVA'), ...some], 'CA-QC', DAY, {}));
  expect(over()).toEqual(['GST']);
  expect(over(rate('CA-ON', 'HST'))).toEqual(['GST']);
  expect(over(rate('CA-QC', 'QST', { adds: true }))).toEqual(['GST', 'QST']);
  expect(over(rate('CA-QC', 'QST'))).toEqual(['QST']);
  expect(over(rate('CA-QC', 'A', { adds: true }), rate('CA-QC', 'B'))).toEqual(['A', 'B']);
  // Of a day on which the part has none, the country's.
  expect(over(rate('CA-QC', 'QST', { from: '2027-01-01' }))).toEqual(['GST']);
  expect(names(taxesIn([country, rate('CA-QC', 'QST')], 'CA', DAY, {}))).toEqual(['GST']);
  expect(names(taxesIn([rate('CA', 'GST', { adds: true })], 'CA', DAY, {}))).toEqual(['GST']);
});

test('rates of one tax must not hold on one day; of different taxes, places and goods they may', () => {
  const code = (...rates: TaxTableRate[]) => {
    try {
      refuseOverlaps(rates);
      return 'fine';
    } catch (error) {
      const { code, details } = error as { code: string; details: Record<string, unknown> };
      return { code, ...details };
    }
  };
  const first = rate('DE', 'VAT', { to: '2026-06-30' });
  const next = (from: string, more: Partial<TaxTableRate> = {}) => rate('DE', 'VAT', { from, ...more });
  const overlap = (date: string, category = '') => ({
    ...{ code: 'pricing.tax-rates-overlap', name: 'VAT', jurisdiction: 'DE', category, date },
  });
  expect(code(first, next('2026-07-01'))).toBe('fine');
  expect(code(next('2026-07-01'), first)).toBe('fine');
  expect(code(first, next('2026-06-30'))).toEqual(overlap('2026-06-30'));
  expect(code(next('2026-06-30'), first)).toEqual(overlap('2026-06-30'));
  expect(code(next('2026-01-01'), first)).toEqual(overlap('2026-01-01'));
  // One without an end holds for ever.
  expect(code(rate('DE', 'VAT'), next('2030-01-01'))).toEqual(overlap('2030-01-01'));
  expect(code(first, next('2026-07-01', { to: '2026-12-31' }), next('2026-10-01'))).toEqual(overlap('2026-10-01'));
  expect(code(rate('DE', 'VAT', { category: 'books' }), next('2027-01-01', { category: 'books' }))).toEqual(
    overlap('2027-01-01', 'books'),
  );
  const others = [
    ...[{ name: 'Levy' }, { jurisdiction: 'FR' }, { category: 'books' }, { productId: 'atlas' }],
    ...[{ productId: 'books' }],
  ];
  expect(code(rate('DE', 'VAT'), ...others.map((more) => next('2026-01-01', more)))).toBe('fine');
  expect(code()).toBe('fine');
});

test('a part says only what its rate says', () => {
  expect(
    partsOf([rate('GB', 'VAT'), { jurisdiction: 'GB', name: 'Levy', perUnit: 5, compound: true, from: '' }]),
  ).toStrictEqual([
    { name: 'VAT', rate: '5/100' },
    { name: 'Levy', perUnit: 5, compound: true },
  ]);
});

const args = (more: object): CalculationArgs =>
  ({
    currency: 'GBP',
    at: Date.parse(`${DAY}T12:00:00Z`),
    settings: { pricesIncludeTax: true },
    lines: [],
    ...more,
  }) as never;
const table = [
  rate('GB', 'VAT', { rate: '20/100' }),
  rate('FR', 'TVA', { rate: '19/100' }),
  rate('FR', 'Eco', { perUnit: 3 }),
];
const home = { pricesIncludeTax: true, homeZone: 'GB' };

test('a line is taxed by what it says, else by the table of the zone, else not', () => {
  expect(taxationFor(args({})).of({})).toEqual({ taxRate: '0' });
  expect(taxationFor(args({ zone: 'ZZ', taxTable: table })).of({})).toEqual({ taxRate: '0' });
  expect(taxationFor(args({ zone: 'GB', taxTable: table })).of({ taxRate: '7/100' })).toEqual({ taxRate: '7/100' });
  const vat = { taxRate: '20/100', taxes: [{ name: 'VAT', rate: '20/100' }] };
  expect(taxationFor(args({ zone: 'GB', taxTable: table })).of({})).toEqual(vat);
  // Without a zone of the buyer the store's own counts.
  expect(taxationFor(args({ settings: home, taxTable: table })).of({})).toEqual(vat);
  const both = [
    { name: 'A', rate: '1/100' },
    { name: 'B', perUnit: 4 },
  ];
  expect(taxationFor(args({})).of({ taxRate: '7/100', taxes: both })).toEqual({ taxRate: 'A + B', taxes: both });
  const fixed = [{ name: 'Fixed', perUnit: 4, rate: '1/100' }];
  expect(taxationFor(args({})).of({ taxes: fixed })).toEqual({ taxRate: 'Fixed', taxes: fixed });
  expect(taxationFor(args({})).of({ taxes: [{ name: 'Only', perUnit: 4 }] }).taxRate).toBe('Only');
  expect(taxationFor(args({})).of({ taxes: [{ name: 'Nothing' }] }).taxRate).toBe('Nothing');
  expect(taxationFor(args({})).of({ taxes: [] })).toEqual({ taxRate: '0' });
  const long = Array.from({ length: 9 }, () => ({ name: 'x'.repeat(50), rate: '1/100' }));
  expect(taxationFor(args({})).of({ taxes: long }).taxRate).toHaveLength(300);
});

test('sold abroad, what is inside the price is told: what the line says, else the taxes of home', () => {
  const abroad = taxationFor(args({ zone: 'FR', settings: home, taxTable: table }));
  const french = {
    taxRate: 'TVA + Eco',
    taxes: [
      { name: 'TVA', rate: '19/100' },
      { name: 'Eco', rate: '5/100', perUnit: 3 },
    ],
  };
  expect(abroad.of({})).toEqual({ ...french, includedTaxes: [{ name: 'VAT', rate: '20/100' }] });
  expect(abroad.of({ includedRate: '10/100' })).toEqual({ ...french, includedRate: '10/100' });
  expect(abroad.of({ taxRate: '0' })).toEqual({ taxRate: '0' });
  const untaxed = taxationFor(args({ zone: 'FR', settings: { ...home, homeZone: 'ZZ' }, taxTable: table }));
  expect(untaxed.of({})).toEqual({ ...french, includedRate: '0' });
  const atHome = taxationFor(args({ zone: 'GB', settings: home, taxTable: table }));
  expect(atHome.of({})).not.toHaveProperty('includedTaxes');
  expect(taxationFor(args({ zone: 'FR', taxTable: table })).of({})).toEqual(french);
});

test('a price that is kept across zones, and relief, go with every line', () => {
  const kept = taxationFor(args({ settings: { ...home, keepGrossAcrossZones: true } }));
  expect(kept.of({ taxRate: '0' })).toEqual({ taxRate: '0', keepGross: true });
  expect(kept.of({ taxRate: '0', keepGross: false })).toEqual({ taxRate: '0' });
  const relief = { kind: 'exempt' as const, evidence: 'C-1' };
  const free = taxationFor(args({ customer: { relief } }));
  expect(free.relief).toEqual(relief);
  expect(free.of({ taxRate: '20/100' })).toEqual({ taxRate: '20/100', relief: 'exempt' });
});

test('the day is that of the store, and goods of one product or category do not lend theirs to others', () => {
  const dated = [rate('JP', 'old', { to: '2026-06-15' }), rate('JP', 'new', { from: '2026-06-16' })];
  const at = Date.parse('2026-06-15T16:00:00Z');
  const named = (timeZone?: string) =>
    taxationFor(args({ at, zone: 'JP', taxTable: dated, settings: { pricesIncludeTax: true, timeZone } })).of({})
      .taxes?.[0]?.name;
  expect([named('Asia/Tokyo'), named('UTC'), named()]).toEqual(['new', 'old', 'old']);
  const split = [
    rate('GB', 'general'),
    rate('GB', 'books', { category: 'books' }),
    rate('GB', 'atlas', { productId: 'atlas' }),
  ];
  const { of } = taxationFor(args({ zone: 'GB', taxTable: split }));
  const name = (line: object) => of(line).taxes?.[0]?.name;
  expect([
    name({}),
    name({ taxCategory: 'books' }),
    name({ taxCategory: 'toys' }),
    name({ productId: 'atlas' }),
    name({ productId: 'books' }),
    name({}),
  ]).toEqual([...['general', 'books', 'general', 'atlas', 'general', 'general']]);
});
