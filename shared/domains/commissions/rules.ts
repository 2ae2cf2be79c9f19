import { type MinorUnits, multiply, parseFraction, sum } from '../../kernel/money.ts';
import type { CommissionRate } from './schema.ts';

type Rate = Pick<CommissionRate, 'staffId' | 'roleId' | 'category' | 'rate' | 'fromDay'>;

/** Of a person’s sales on a day, those of one type of product; `category` null: a custom item. */
export interface SoldOf {
  readonly staffId: string;
  readonly roleId: string | null;
  readonly category: string | null;
  readonly day: string;
  /** Without tax, after discounts, less what came back */
  readonly net: MinorUnits;
}

/** A person before their role, both before the type of product. */
const weight = ({ staffId, roleId, category }: Rate): number =>
  (staffId === null ? 0 : 4) + (roleId === null ? 0 : 2) + (category === null ? 0 : 1);

/** What is given of it; `0` where no rate says anything. */
export function rateOf(rates: readonly Rate[], { staffId, roleId, category, day }: SoldOf): string {
  let best: Rate | undefined;
  for (const one of rates) {
    if (one.fromDay > day) continue;
    if (one.staffId !== null && one.staffId !== staffId) continue;
    if (one.roleId !== null && one.roleId !== roleId) continue;
    if (one.category !== null && one.category !== category) continue;
    const ahead = best === undefined ? 1 : weight(one) - weight(best) || (one.fromDay > best.fromDay ? 1 : -1);
    if (ahead > 0) best = one;
  }
  return best?.rate ?? '0';
}

export interface Commission {
  readonly rate: string;
  readonly net: MinorUnits;
  readonly amount: MinorUnits;
}

/** Of one person: what they sold at each rate, and what they get of it, rounded once a rate. */
export function commissionsOf(rates: readonly Rate[], sold: readonly SoldOf[]): Commission[] {
  return [...Map.groupBy(sold, (one) => rateOf(rates, one))]
    .map(([rate, of]) => {
      const net = sum(of.map((one) => one.net));
      return { rate, net, amount: multiply(net, parseFraction(rate)) };
    })
    .filter(({ rate }) => rate !== '0')
    .sort((a, b) => b.amount - a.amount);
}
