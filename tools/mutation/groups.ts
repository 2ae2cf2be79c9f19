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
    name: 'promotions',
    files: pricing('apply-promotions.ts', 'promotion-offers.ts', 'promotion-sets.ts', 'complete-sets.ts', 'offer.ts'),
    tests: pricing(
      ...['promotions.test.ts', 'promotion-offers.test.ts', 'promotion-sets.test.ts', 'complete-sets.test.ts'],
      'apply-promotions.test.ts',
    ),
  },
  {
    name: 'law',
    files: pricing('tax-destination.ts', 'tax-thresholds.ts', 'reverse-charge.ts', 'ec-sales.ts'),
    tests: pricing(
      ...['tax-destination.test.ts', 'tax-thresholds.test.ts', 'reverse-charge.test.ts', 'ec-sales.test.ts'],
    ),
  },
  {
    name: 'points',
    files: pricing('prior-price.ts', 'price-points.ts', 'replay-promotion.ts'),
    tests: pricing('prior-price.test.ts', 'price-points.test.ts', 'replay-promotion.test.ts'),
  },
  {
    name: 'orders',
    files: ['orders/life-cycle.ts', 'orders/plan-refunds.ts', 'orders/take-share.ts', 'orders/statement.ts'],
    tests: [
      ...['orders/life-cycle-rules.test.ts', 'orders/plan-refunds.test.ts', 'orders/take-share.test.ts'],
      'orders/statement.test.ts',
    ],
  },
];
