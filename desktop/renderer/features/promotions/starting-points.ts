import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';

interface StartingPoint {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly rule: Omit<Promotion, 'id'>;
}

/** What most shops begin with. Amounts are put in on the page, since what is much differs by currency. */
export const startingPoints: readonly StartingPoint[] = [
  {
    id: 'percent',
    title: 'Ten per cent off',
    text: 'A share off chosen goods, for a season or a category.',
    rule: { name: '10% off', action: { kind: 'percent', rate: '10/100', on: 'goods' } },
  },
  {
    id: 'buy-get',
    title: 'Buy two, get the third free',
    text: 'The cheapest of each three costs nothing.',
    rule: {
      name: '3 for 2',
      action: { kind: 'buy-get', buy: { quantity: 2 }, get: { quantity: 1 }, off: '1', take: 'cheapest' },
      combines: 'with-other-kinds',
    },
  },
  {
    id: 'steps',
    title: 'The more, the cheaper',
    text: '5% off from two pieces, 10% from five.',
    rule: {
      name: 'More for less',
      action: {
        kind: 'tiers',
        by: 'quantity',
        tiers: [
          { from: 2, rate: '5/100' },
          { from: 5, rate: '10/100' },
        ],
        on: 'goods',
      },
    },
  },
];

export function ruleFrom(start: string, id: string): Promotion {
  const found = startingPoints.find((one) => one.id === start) ?? startingPoints[0];
  const { name, ...rule } = found?.rule ?? { name: '', action: { kind: 'percent' as const, rate: '10/100' } };
  return { id, name: start === 'blank' ? '' : name, ...rule };
}

/** The same once more: its own codes and what was used of its limits stay with the first. */
export function copyOf(rule: Promotion, id: string): Promotion {
  const { codes: _codes, budget, perCustomer, ...kept } = rule;
  const { id: _shared, ...own } = budget ?? {};
  return {
    ...kept,
    id,
    name: `${rule.name} 2`.slice(0, 100),
    ...(budget && { budget: { ...(own as NonNullable<Promotion['budget']>), used: 0 } }),
    ...(perCustomer && { perCustomer: { ...perCustomer, used: 0 } }),
  };
}
