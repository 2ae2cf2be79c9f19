import { calculate } from '@tillhouse/shared/domains/pricing/calculate.ts';
import { publishedRates } from '@tillhouse/shared/domains/pricing/published-rates.ts';
import { tableRate, taxLookup } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import type { TaxRuleRow } from '../../../bridge/tax-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';

const rules: readonly TaxRuleRow[] = publishedRates
  .filter(({ jurisdiction, to }) => ['GB', 'CA', 'CA-QC'].includes(jurisdiction) && to === null)
  .map(({ from, to, ...rate }, at) => ({
    ...rate,
    ...{ id: `rule-${at}`, productId: null, productTitle: null, perUnit: null, compound: false },
    ...{ fromDay: from, toDay: to },
  }));
const classes = [
  { taxClass: 'standard', name: 'Standard, 20%', rate: '20/100' },
  { taxClass: 'zero', name: 'Zero, 0%', rate: '0' },
];

type Names = 'taxes.index' | 'taxes.try';

/** Taxes of the sample desk, tried by the rules of the shop. */
export const taxAnswers: { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
  'taxes.index': () => ({
    zones: { store: 'GB', 's-lyon': 'FR' },
    collects: { store: null, 's-lyon': null },
    reverseCharge: { store: null, 's-lyon': { check: 'register', unanswered: 'tax' } },
    ...{ unnumbered: [], rules, classes, stores: [{ id: 's-lyon', name: 'Larkhall Lyon' }] },
  }),
  'taxes.try': ({ amount, quantity, taxClass, zone, day, included, relief }) => {
    const known = new Map(classes.map((row) => [row.taxClass, row.rate]));
    const facts = { rules: rules.map(tableRate), classes: known, zone, date: day };
    const { taxRate, taxes } = taxLookup(facts)(null, taxClass);
    const { lines } = calculate({
      currency: 'GBP',
      settings: { pricesIncludeTax: included },
      at: Date.parse(`${day}T12:00:00Z`),
      lines: [{ key: 'line', unitPrice: amount, quantity, ...(taxes ? { taxes } : { taxRate }) }],
      ...(relief && { customer: { relief } }),
    });
    const { net = 0, tax = 0, total = 0, taxes: parts = [], steps = [] } = lines[0] ?? {};
    return { taxRate, taxes: parts, net, tax, total, steps: steps.map(({ text }) => text) };
  },
};
