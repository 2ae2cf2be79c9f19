/** Rules that are mutated together, and the quick tests that know them. Paths below `shared/domains`. */
export interface Group {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const pricing = (...names: string[]) => names.map((name) => `pricing/${name}`);

export const groups: readonly Group[] = [
  {
    name: 'money',
    files: pricing('rules.ts', 'cash-rounding.ts', 'tax-parts.ts', 'fractions.ts'),
    tests: pricing(
      ...['rules.test.ts', 'rules-edges.test.ts', 'fractions.test.ts', 'calculate.test.ts', 'taxes.test.ts'],
      'calculate-properties.test.ts',
    ),
  },
  {
    name: 'taxes',
    files: pricing('taxation.ts', 'tax-table.ts', 'vat-id.ts'),
    tests: pricing('tax-table.test.ts', 'taxes.test.ts'),
  },
  {
    name: 'prices',
    files: pricing(
      'resolve-price.ts',
      'resolve-line.ts',
      'explain.ts',
      'by-hand.ts',
      'tenders.ts',
      'line-discounts.ts',
    ),
    tests: pricing('resolve-price.test.ts', 'tenders.test.ts', 'by-hand.test.ts', 'line-discounts.test.ts'),
  },
  {
    name: 'checks',
    files: pricing('check-calculation.ts', 'combine-promotions.ts'),
    tests: pricing('check-calculation.test.ts'),
  },
  {
    name: 'calculation',
    files: pricing('calculate.ts'),
    tests: pricing('calculate.test.ts', 'calculate-steps.test.ts', 'calculate-properties.test.ts'),
  },
  {
    name: 'delivery',
    files: pricing('delivery-tax.ts', 'delivery-tax-law.ts'),
    tests: pricing('delivery-tax.test.ts'),
  },
  {
    name: 'conditions',
    files: pricing('promotion-conditions.ts'),
    tests: pricing('promotion-conditions.test.ts', 'promotions.test.ts'),
  },
  {
    name: 'uses',
    files: pricing('promotion-uses.ts', 'promotion-goods.ts', 'bundle-parts.ts'),
    tests: pricing('promotion-uses.test.ts', 'promotion-goods.test.ts'),
  },
  {
    name: 'orders',
    files: ['orders/life-cycle.ts', 'orders/plan-refunds.ts'],
    tests: ['orders/life-cycle-rules.test.ts', 'orders/plan-refunds.test.ts'],
  },
];
