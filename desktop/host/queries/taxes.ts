import { calculate } from '@tillhouse/shared/domains/pricing/calculate.ts';
import type { ReverseChargeRule } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { TaxCollection } from '@tillhouse/shared/domains/pricing/schema.ts';
import { tableRate, taxLookup } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import { storeFacts } from '../basket/price-basket.ts';
import { readTaxRules } from '../basket/read-taxes.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

type Params = QueryMap['taxes.try']['params'];

const classesOf = (reader: Reader) =>
  reader.all<{ taxClass: string; name: string; rate: string }>(
    "SELECT tax_class AS taxClass, name, rate FROM tax_rates ORDER BY tax_class <> 'standard', tax_class",
  );

function titlesOf(reader: Reader, ids: readonly string[]): Map<string, string> {
  const rows = reader.all<{ id: string; title: string }>(
    'SELECT p.id, p.title FROM json_each(?) j JOIN products p ON p.id = j.value',
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.id, row.title]));
}

/** One line by the calculation of the sale itself. */
function tryTax(reader: Reader, { amount, quantity, taxClass, zone, day, included, relief }: Params) {
  const store = storeFacts(reader, null);
  const rules = zone === null ? [] : readTaxRules(reader, zone).map(tableRate);
  const classes = new Map(classesOf(reader).map((row) => [row.taxClass, row.rate]));
  const { taxRate, taxes } = taxLookup({ rules, classes, zone, date: day })(null, taxClass);
  const { lines } = calculate({
    currency: store.currency,
    settings: { pricesIncludeTax: included, taxRounding: store.taxRounding, timeZone: store.timeZone },
    at: Date.parse(`${day}T12:00:00Z`),
    lines: [{ key: 'line', unitPrice: amount, quantity, ...(taxes ? { taxes } : { taxRate }) }],
    ...(relief && { customer: { relief } }),
  });
  const [line] = lines;
  const { net = 0, tax = 0, total = 0, taxes: parts = [], steps = [] } = line ?? {};
  return { taxRate, taxes: parts, net, tax, total, steps: steps.map(({ text }) => text) };
}

const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

export const taxQueries = {
  'taxes.index': query('taxes.index', {
    params: nothing,
    permission: 'products.view',
    run: (reader) => {
      const rules = readTaxRules(reader);
      const titles = titlesOf(
        reader,
        rules.flatMap(({ productId }) => productId ?? []),
      );
      const stores = reader.all<{ id: string; name: string }>(
        'SELECT id, name FROM store_settings WHERE main = 0 AND closed_at IS NULL ORDER BY name',
      );
      const zones = reader.all<{ place: string; zone: string; collects: string | null; reverse: string | null }>(
        'SELECT place, zone, collects, reverse_charge AS reverse FROM tax_zones',
      );
      const unnumbered = reader.all<{ place: string }>(
        "SELECT CASE WHEN main = 1 THEN 'store' ELSE id END AS place FROM store_settings WHERE vat_number = ''",
      );
      return {
        zones: Object.fromEntries(zones.map(({ place, zone }) => [place, zone])),
        collects: Object.fromEntries(
          zones.map(({ place, collects }) => [
            place,
            collects === null ? null : (JSON.parse(collects) as TaxCollection[]),
          ]),
        ),
        reverseCharge: Object.fromEntries(
          zones.map(({ place, reverse }) => [
            place,
            reverse === null ? null : (JSON.parse(reverse) as ReverseChargeRule),
          ]),
        ),
        unnumbered: unnumbered.map(({ place }) => place),
        rules: rules.map(({ updatedAt: _at, ...rule }) => ({
          ...rule,
          productTitle: rule.productId === null ? null : (titles.get(rule.productId) ?? null),
        })),
        classes: classesOf(reader),
        stores,
      };
    },
  }),
  'taxes.try': query('taxes.try', {
    params: z.strictObject({
      amount: z
        .number()
        .int()
        .min(0)
        .max(10 ** 13),
      quantity: z.number().int().min(1).max(1_000_000),
      taxClass: z.string().max(40),
      zone: z.string().max(6).nullable(),
      day,
      included: z.boolean(),
      relief: z.strictObject({ kind: z.enum(['exempt', 'reverse-charge']), evidence: z.string().max(100) }).nullable(),
    }),
    permission: 'products.view',
    run: tryTax,
  }),
};
