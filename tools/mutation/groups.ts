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
    files: pricing('rules.ts', 'cash-rounding.ts', 'tax-parts.ts', 'tenders.ts', 'line-discounts.ts', 'fractions.ts'),
    tests: pricing(
      'rules.test.ts',
      'fractions.test.ts',
      'calculate.test.ts',
      'calculate-properties.test.ts',
      'taxes.test.ts',
    ),
  },
  {
    name: 'orders',
    files: ['orders/life-cycle.ts', 'orders/plan-refunds.ts'],
    tests: ['orders/life-cycle-rules.test.ts', 'orders/plan-refunds.test.ts'],
  },
  {
    name: 'taxes',
    files: pricing('taxation.ts', 'tax-table.ts', 'vat-id.ts'),
    tests: pricing('taxes.test.ts', 'calculate.test.ts'),
  },
  {
    name: 'calculation',
    files: pricing('calculate.ts', 'resolve-line.ts', 'resolve-price.ts', 'explain.ts', 'by-hand.ts'),
    tests: pricing('calculate.test.ts', 'calculate-properties.test.ts', 'by-hand.test.ts'),
  },
];
