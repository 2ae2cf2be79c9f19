import { applyPromotions, type PromotionOutcome } from './apply-promotions.ts';
import { moneyIn } from './explain.ts';
import type { Promotion } from './promotion-args.ts';
import type { Situation } from './promotion-conditions.ts';
import type { Good } from './promotion-goods.ts';
import { couponKey } from './promotion-uses.ts';

/** An order as it was, with its goods at what they cost before any promotion. Amounts are minor units of one currency. */
export interface PastOrder {
  readonly id: string;
  readonly number: string;
  /** Epoch milliseconds */
  readonly at: number;
  /** The store's own day */
  readonly date: string;
  readonly channel: string;
  readonly locationId: string;
  readonly customerId: string | null;
  readonly groups: readonly string[];
  /** Of its buyer, by what they had bought before it */
  readonly segments?: readonly string[];
  readonly firstOrder?: boolean;
  /** What was paid for it */
  readonly total: number;
  /** Before promotions */
  readonly shipping: number;
  readonly goods: readonly Good[];
}

export interface ReplayGround {
  readonly timeZone: string;
  /** Of the currency */
  readonly decimals: number;
  /** Those that are live beside it, without it */
  readonly others: readonly Promotion[];
}

export interface Replay {
  readonly looked: number;
  /** Orders that would have had it */
  readonly had: number;
  /** Orders that were near it: a little more, and they would have */
  readonly near: number;
  readonly revenue: number;
  /** Of those that would have had it, as they were paid */
  readonly hadRevenue: number;
  /** What it would have taken off */
  readonly given: number;
  /** What others would not have given, since it counts in their place or on less */
  readonly spared: number;
  readonly days: readonly { readonly date: string; readonly had: number; readonly given: number }[];
  /** Those that it would have cost most, dearest first */
  readonly largest: readonly (Pick<PastOrder, 'id' | 'number' | 'at' | 'total'> & { readonly cost: number })[];
  /** Day on which its budget would have been used up; null where it has none or it would have lasted */
  readonly spentOn: string | null;
}

const MOST_SHOWN = 5;

/**
 * What a promotion would have done on orders that are past, had it been live then beside those that are live now. Each
 * buyer is taken to have entered its code. Its own dates do not count, its other conditions do, and its budget and what one
 * customer may have are counted through, from nothing. Limits of others are taken as not reached. Nobody is taken to have
 * bought more for it.
 * @param orders from the oldest to the newest
 * @throws DomainError `pricing.*` for a promotion that the calculation refuses
 */
export function replayPromotion(draft: Promotion, orders: Iterable<PastOrder>, ground: ReplayGround): Replay {
  const money = moneyIn(ground.decimals);
  const others = ground.others.map(({ budget: _budget, perCustomer: _limit, ...rest }) => rest);
  const code = draft.codes?.[0]?.code;
  const coupons = new Set(code === undefined ? [] : [couponKey(code)]);
  const timeless: Promotion = {
    ...draft,
    startsAt: null,
    endsAt: null,
    ...(draft.codes && { codes: draft.codes.map((one) => ({ code: one.code })) }),
  };
  const had = new Map<string, number>();
  const days = new Map<string, { had: number; given: number }>();
  const largest: { order: PastOrder; cost: number }[] = [];
  const sums = { looked: 0, had: 0, near: 0, revenue: 0, hadRevenue: 0, given: 0, spared: 0 };
  let spentOn: string | null = null;

  for (const order of orders) {
    sums.looked += 1;
    sums.revenue += order.total;
    const day = days.get(order.date) ?? { had: 0, given: 0 };
    days.set(order.date, day);
    const { budget, perCustomer } = timeless;
    const own: Promotion = {
      ...timeless,
      ...(budget && { budget: { ...budget, used: budget.kind === 'spend' ? sums.given : sums.had } }),
      ...(perCustomer && { perCustomer: { ...perCustomer, used: had.get(order.customerId ?? '') ?? 0 } }),
    };
    const situation: Situation = {
      ...{ at: order.at, timeZone: ground.timeZone, channel: order.channel, locationId: order.locationId, money },
      ...{ groups: order.groups, segments: order.segments ?? [], firstOrder: order.firstOrder ?? false },
      customerKnown: order.customerId !== null,
    };
    const basket = { goods: order.goods, shipping: order.shipping, coupons, situation };
    const alone = outcomeOf(own, applyPromotions([own], basket).promotions);
    if (alone.code === 'budget-exceeded') spentOn ??= order.date;
    if (alone.outcome === 'near-miss') sums.near += 1;
    if (alone.outcome !== 'applied') continue;
    // Most orders it does not touch at all; only of the others is it asked what everything together comes to.
    const before = others.length === 0 ? [] : applyPromotions(others, basket).promotions;
    const after = applyPromotions([...others, own], basket).promotions;
    const mine = outcomeOf(own, after);
    if (mine.outcome !== 'applied') continue;
    sums.had += 1;
    sums.given += mine.cost;
    sums.hadRevenue += order.total;
    sums.spared += costOf(before) - (costOf(after) - mine.cost);
    day.had += 1;
    day.given += mine.cost;
    if (order.customerId !== null) had.set(order.customerId, (had.get(order.customerId) ?? 0) + 1);
    largest.push({ order, cost: mine.cost });
    largest.sort((a, b) => b.cost - a.cost);
    largest.length = Math.min(largest.length, MOST_SHOWN);
  }
  return {
    ...sums,
    spentOn,
    days: [...days].map(([date, of]) => ({ date, ...of })),
    largest: largest.map(({ order: { id, number, at, total }, cost }) => ({ id, number, at, total, cost })),
  };
}

function outcomeOf({ id }: Promotion, outcomes: readonly PromotionOutcome[]): PromotionOutcome {
  const found = outcomes.find((each) => each.id === id);
  if (!found) throw new Error(`the promotion ${id} was not looked at`);
  return found;
}

const costOf = (outcomes: readonly PromotionOutcome[]) => outcomes.reduce((sum, { cost }) => sum + cost, 0);
