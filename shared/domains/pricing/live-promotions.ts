import type { Tx } from '../../kernel/tx.ts';
import { orderDiscounts } from '../orders/schema.ts';
import type { Promotion } from './promotion-args.ts';
import { promotions } from './schema.ts';

/** What a promotion was given so far, as far as this side knows. */
export interface Given {
  readonly promotionId: string;
  readonly orderId: string;
  readonly amount: number;
}

export const hasBudget = ({ budget }: Promotion): boolean => budget !== undefined;

/** Budgets with what was already given out of them; promotions that share one count together. */
export function withGiven(live: readonly Promotion[], given: readonly Given[]): Promotion[] {
  const budgetOf = new Map(live.flatMap(({ id, budget }) => (budget ? [[id, budget.id ?? id] as const] : [])));
  const spent = new Map<string, number>();
  const orders = new Map<string, Set<string>>();
  for (const { promotionId, orderId, amount } of given) {
    const name = budgetOf.get(promotionId);
    if (name === undefined) continue;
    spent.set(name, (spent.get(name) ?? 0) + amount);
    orders.set(name, (orders.get(name) ?? new Set()).add(orderId));
  }
  return live.map((each) => {
    const { budget } = each;
    if (!budget) return each;
    const name = budget.id ?? each.id;
    const more = budget.kind === 'spend' ? (spent.get(name) ?? 0) : (orders.get(name)?.size ?? 0);
    return { ...each, budget: { ...budget, used: budget.used + more } };
  });
}

/** The promotions that hold at this moment on this side. */
export async function livePromotions(tx: Tx): Promise<Promotion[]> {
  const live = (await tx.list(promotions, { status: 'live' })).map(({ rule }) => rule);
  const limited = live.filter(hasBudget);
  if (limited.length === 0) return live;
  const given = await tx.listMany(
    orderDiscounts,
    limited.map(({ id }) => ({ promotionId: id })),
  );
  return withGiven(live, given);
}
