import type { Tx } from '../../kernel/tx.ts';
import { orderDiscounts, orders, promotionUses } from '../orders/schema.ts';
import type { Promotion } from './promotion-args.ts';
import { couponKey } from './promotion-uses.ts';
import { promotions } from './schema.ts';

/** What a promotion was given so far, as far as this side knows. */
export interface Given {
  readonly promotionId: string;
  readonly orderId: string;
  readonly amount: number;
}

/** Who buys, and the codes entered: what limits of codes and customers are counted for. */
export interface Buyer {
  readonly coupons: readonly string[];
  readonly customerId: string | null;
}

/** One order that had a promotion by its code, or by its customer. */
export interface Use {
  readonly promotionId: string;
  readonly code: string;
  readonly customerId: string | null;
}

/** Rows of `promotion_uses` that say how often something was had: of a code, or by a customer. */
export type Counted =
  | { readonly promotionId: string; readonly code: string }
  | { readonly promotionId: string; readonly customerId: string };

export const hasBudget = ({ budget }: Promotion): boolean => budget !== undefined;

/** Budgets with what was already given out of them; promotions that share one count together. */
export function withGiven(live: readonly Promotion[], given: readonly Given[]): Promotion[] {
  const budgetOf = new Map(live.flatMap(({ id, budget }) => (budget ? [[id, budget.id ?? id] as const] : [])));
  const spent = new Map<string, number>();
  const orderIds = new Map<string, Set<string>>();
  for (const { promotionId, orderId, amount } of given) {
    const name = budgetOf.get(promotionId);
    if (name === undefined) continue;
    spent.set(name, (spent.get(name) ?? 0) + amount);
    orderIds.set(name, (orderIds.get(name) ?? new Set()).add(orderId));
  }
  return live.map((each) => {
    const { budget } = each;
    if (!budget) return each;
    const name = budget.id ?? each.id;
    const more = budget.kind === 'spend' ? (spent.get(name) ?? 0) : (orderIds.get(name)?.size ?? 0);
    return { ...each, budget: { ...budget, used: budget.used + more } };
  });
}

/** What has to be counted before this buyer can be told what the promotions give. */
export function countsFor(live: readonly Promotion[], { coupons, customerId }: Buyer): Counted[] {
  const entered = new Set(coupons.map(couponKey));
  return live.flatMap(({ id: promotionId, codes = [], perCustomer }): Counted[] => {
    const limited = entered.size === 0 ? [] : codes.filter(({ limit, code }) => limit && entered.has(couponKey(code)));
    const byCode = limited.map(({ code }) => ({ promotionId, code: couponKey(code) }));
    return perCustomer && customerId ? [...byCode, { promotionId, customerId }] : byCode;
  });
}

/** Codes and customers with how often they had it; `uses` are those that `countsFor` names, of orders that stand. */
export function withUses(live: readonly Promotion[], uses: readonly Use[], { customerId }: Buyer): Promotion[] {
  if (uses.length === 0) return [...live];
  return live.map((each) => {
    const own = uses.filter(({ promotionId }) => promotionId === each.id);
    if (own.length === 0) return each;
    const { codes, perCustomer } = each;
    const of = (code: string) => own.filter((use) => use.code === couponKey(code)).length;
    const named = new Set(own.map(({ code }) => code));
    const bought = own.filter((use) => customerId !== null && use.customerId === customerId).length;
    return {
      ...each,
      ...(codes && {
        codes: codes.map((one) =>
          named.has(couponKey(one.code)) ? { ...one, used: (one.used ?? 0) + of(one.code) } : one,
        ),
      }),
      ...(perCustomer && { perCustomer: { ...perCustomer, used: perCustomer.used + bought } }),
    };
  });
}

/**
 * The promotions that hold at this moment on this side, with how much of their limits is taken.
 * @param lock online, where nobody may have what somebody else is just being given: those with limits one buyer at a time
 */
export async function livePromotions(
  tx: Tx,
  buyer: Buyer = { coupons: [], customerId: null },
  lock = false,
): Promise<Promotion[]> {
  const live = (await tx.list(promotions, { status: 'live' })).map(({ rule }) => rule);
  const limited = live.filter(hasBudget);
  const counts = countsFor(live, buyer);
  if (limited.length === 0 && counts.length === 0) return live;
  if (lock) {
    const ids = new Set([...limited.map(({ id }) => id), ...counts.map(({ promotionId }) => promotionId)]);
    await tx.getForUpdate(
      promotions,
      [...ids].map((id) => ({ id })),
    );
  }
  const given =
    limited.length === 0
      ? []
      : await tx.listMany(
          orderDiscounts,
          limited.map(({ id }) => ({ promotionId: id })),
        );
  return withUses(withGiven(live, given), await usesOf(tx, counts), buyer);
}

/** Uses of orders that stand: who cancels has not had it. */
export async function usesOf(tx: Tx, counts: readonly Counted[]): Promise<Use[]> {
  const byCode = counts.filter((each) => 'code' in each);
  const byCustomer = counts.filter((each) => 'customerId' in each);
  const found = [
    ...(byCode.length === 0 ? [] : await tx.listMany(promotionUses, byCode)),
    ...(byCustomer.length === 0 ? [] : await tx.listMany(promotionUses, byCustomer)),
  ];
  const uses = [...new Map(found.map((use) => [use.id, use])).values()];
  if (uses.length === 0) return [];
  const bought = await tx.getMany(
    orders,
    [...new Set(uses.map(({ orderId }) => orderId))].map((id) => ({ id })),
  );
  const cancelled = new Set(bought.flatMap(({ id, status }) => (status === 'cancelled' ? [id] : [])));
  return uses.filter(({ orderId }) => !cancelled.has(orderId));
}
