import { describe, expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { calculate } from './calculate.ts';
import type { TaxTableRate } from './calculation-args.ts';
import { fractionOf, isPartial, publishedRates } from './published-rates.ts';
import { taxLookup, zonePlaces } from './store-taxes.ts';
import { refuseOverlaps } from './tax-table.ts';
import { line, order } from './testing/baskets.ts';
import { checkVatId } from './vat-id.ts';

const published = publishedRates.map(({ source: _source, ...rate }): TaxTableRate => rate);
const classes = new Map([
  ['standard', '20/100'],
  ['zero', '0'],
]);
const at = (zone: string | null, date: string, rules: readonly TaxTableRate[] = published) =>
  taxLookup({ rules, classes, zone, date });

describe('published rates', () => {
  test('each has a source, none overlaps another of its tax, and every asked place has its standard rate today', () => {
    expect(publishedRates.every(({ source }) => source.length > 10)).toBe(true);
    expect(() => refuseOverlaps(published)).not.toThrow();
    const eu = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
    for (const zone of [...eu, 'GB', 'CA-ON', 'AU', 'NZ', 'CH', 'JP', 'US-NY'])
      expect(at(zone, '2026-11-25')(null, 'standard').taxRate, zone).not.toBe('0');
    expect(publishedRates.filter(({ jurisdiction }) => isPartial(jurisdiction))).toHaveLength(51);
  });

  test('a day has the rate of that day', () => {
    const german = (date: string) => at('DE', date)(null, 'standard').taxRate;
    expect(['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01'].map(german)).toEqual([
      '19/100',
      '16/100',
      '16/100',
      '19/100',
    ]);
    expect(at('CH', '2024-01-01')(null, 'reduced').taxRate).toBe('26/1000');
    expect(fractionOf('9.975')).toBe('9975/100000');
  });

  test('a province replaces the country or comes on top of it', () => {
    expect(at('CA-ON', '2026-11-25')(null, 'standard')).toEqual({ taxRate: '13/100' });
    expect(at('CA-QC', '2026-11-25')(null, 'standard')).toEqual({
      taxRate: '599/4000',
      taxes: [
        { name: 'GST', rate: '5/100' },
        { name: 'QST', rate: '9975/100000' },
      ],
    });
    expect(at('CA-AB', '2026-11-25')(null, 'standard')).toEqual({ taxRate: '5/100' });
  });
});

describe('the taxes of a store', () => {
  const own: TaxTableRate = { jurisdiction: 'GB', productId: 'p1', name: 'VAT', rate: '5/100', from: '2026-01-01' };

  test('a product counts before its class, a class before the standard rate, and a class of the store keeps its rate', () => {
    const here = at('GB', '2026-11-25', [...published, own]);
    expect(here('p1', 'standard').taxRate).toBe('5/100');
    expect(here('p2', 'reduced').taxRate).toBe('5/100');
    expect(here('p2', 'books').taxRate).toBe('20/100');
    expect(at('FR', '2026-11-25')('p2', 'zero').taxRate).toBe('0');
    expect(at(null, '2026-11-25')('p1', 'standard').taxRate).toBe('20/100');
    expect(at('ZZ', '2026-11-25')('p1', 'standard').taxRate).toBe('20/100');
  });

  test('a second store is not taxed where the main one is', () => {
    expect(zonePlaces('bath', { id: 'main', main: true })).toEqual(['bath', 'store']);
    expect(zonePlaces('cork', { id: 'irish', main: false })).toEqual(['cork', 'irish']);
    expect(zonePlaces(null, {})).toEqual(['store']);
  });

  test('a tax on a tax and a fixed sum stay exact', () => {
    const rules: TaxTableRate[] = [
      { jurisdiction: 'XX', name: 'A', rate: '5/100', from: '2026-01-01' },
      { jurisdiction: 'XX', name: 'B', rate: '9975/100000', compound: true, from: '2026-01-01' },
      { jurisdiction: 'XX', name: 'Deposit', perUnit: 25, from: '2026-01-01' },
    ];
    const found = at('XX', '2026-11-25', rules)(null, 'standard');
    expect(found.taxRate).toBe('12379/80000');
    const sold = calculate(order([line(1_000, 2, { taxRate: undefined as never, taxes: [...(found.taxes ?? [])] })]));
    expect(sold.lines[0]).toMatchObject({ net: 2_000, tax: 359, total: 2_359 });
    expect(sold.lines[0]?.taxes.map(({ amount }) => amount)).toEqual([100, 209, 50]);
  });
});

describe('VAT ids', () => {
  const right =
    'ATU13585627 BE0428759497 DE136695976 DK13585628 EE100931558 EL094259216 FI20774740 FR40303265045 GB980780684 HR33392005961 HU12892312 IT00743110157 LU15027442 MT11679112 NL004495445B01 PL8567346215 PT501964843 SE123456789701 SI50223054 SK2022749619'.split(
      ' ',
    );
  test.each(right)('%s is right, and no more with another digit', (id) => {
    expect(checkVatId(id).problem).toBeNull();
    const at = id.length - (id.startsWith('SE') || id.startsWith('NL') ? 4 : 1);
    const other = id.slice(0, at) + String((Number(id[at]) + 1) % 10) + id.slice(at + 1);
    expect(checkVatId(other).problem).not.toBeNull();
  });

  test('spaces are nothing; forms and countries that are not are told apart', () => {
    expect(checkVatId(' de 136.695-976 ')).toEqual({ id: 'DE136695976', problem: null });
    expect(checkVatId('DE12').problem).toBe('form');
    expect(checkVatId('US123').problem).toBe('country');
    // Sound in Switzerland, where nobody accounts for our tax.
    expect(checkVatId('CHE-107.787.577 IVA').problem).toBe('country');
    expect([checkVatId('GR094259216').problem, checkVatId('XI980780684').problem]).toEqual([null, null]);
    // Countries whose digits were not looked at before.
    expect([checkVatId('CZ25123891').problem, checkVatId('CZ25123892').problem]).toEqual([null, 'digits']);
  });

  test('reverse charge needs a number that can be one, an exemption its certificate', () => {
    const sell = (kind: 'exempt' | 'reverse-charge', evidence: string) =>
      calculate(order([line(1_200, 1, { taxRate: '20/100' })], { customer: { relief: { kind, evidence } } }));
    expect(sell('reverse-charge', 'DE136695976').lines[0]).toMatchObject({ tax: 0, total: 1_200 });
    const refused = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return error instanceof DomainError ? error.code : error;
      }
      return 'applied';
    };
    expect(refused(() => sell('reverse-charge', 'DE136695977'))).toBe('pricing.vat-id-wrong');
    expect(refused(() => sell('exempt', '  '))).toBe('pricing.exemption-without-certificate');
  });
});
