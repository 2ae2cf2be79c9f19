import type { Instant } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import { applyPromotions } from './apply-promotions.ts';
import { moneyIn } from './explain.ts';
import { amountAt, historyOf, LOOK_BACK_MS } from './price-history.ts';
import { type ListPrice, priceHere, pricePoints, type TermedList } from './price-points.ts';
import type { Condition, Promotion } from './promotion-args.ts';
import type { Good } from './promotion-goods.ts';
import type { Price, PriceList, PromotionRow } from './schema.ts';

export type PricedRow = ListPrice & Pick<Price, 'history' | 'updatedAt'>;

/** All that can have made a price that anybody could have bought one item at. */
export interface PriorPriceArgs {
  /** The list that the store sells from */
  readonly base: Pick<PriceList, 'id' | 'name'>;
  readonly lists: readonly TermedList[];
  /** The item's rows in all of these lists */
  readonly rows: readonly PricedRow[];
  readonly promotions: readonly PromotionRow[];
  readonly good: Pick<Good, 'variantId' | 'productId' | 'sku' | 'categories' | 'tags' | 'scale'>;
  readonly currency: string;
  readonly timeZone: string;
  /** When it is looked at */
  readonly at: Instant;
}

/**
 * The lowest price of the 30 days before the price of now began to hold, which is what a reduction has to name (directive 98/6/EC,
 * article 6a): by the store's own list, by lists for everybody and by promotions for everybody, as they were on the web. Where the
 * price fell step by step it is that before the last step: never more than the law asks for.
 * @returns null where nothing is known of before: then no reduction should be announced
 */
export function priorPrice(args: PriorPriceArgs): number | null {
  const { at } = args;
  const moments = momentsOf(args);
  const now = offered(args, at);
  let began = at;
  for (const moment of moments.toReversed()) {
    if (offered(args, moment) !== now) break;
    began = moment;
  }
  return lowestIn(args, moments, began - LOOK_BACK_MS, began);
}

/** The lowest that it could be bought at in the 30 days until now: what a reduction that begins now has to name. */
export function lowestNow(args: PriorPriceArgs): number | null {
  return lowestIn(args, momentsOf(args), args.at - LOOK_BACK_MS, args.at + 1);
}

function lowestIn(args: PriorPriceArgs, moments: readonly Instant[], from: Instant, until: Instant): number | null {
  const asked = [from, ...moments.filter((moment) => moment > from && moment < until)];
  const known = asked.flatMap((moment) => offered(args, moment) ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

/** Moments at which its price may have changed, the oldest first. */
function momentsOf({ rows, lists, promotions, at }: PriorPriceArgs): Instant[] {
  const all = [
    ...rows.flatMap((row) => historyOf(row).map(({ since }) => since)),
    ...lists.flatMap(({ terms }) => [terms?.startsAt, terms?.endsAt]),
    ...promotions.flatMap((row) => [row.rule.startsAt, endOf(row)]),
  ];
  const past = all.filter((moment): moment is Instant => typeof moment === 'number' && moment <= at);
  return [...new Set(past)].sort((a, b) => a - b);
}

/** One that is over or paused ended no later than when that was written. */
function endOf({ rule, status, updatedAt }: PromotionRow): Instant | null {
  const end = rule.endsAt ?? null;
  if (status === 'live') return end;
  return end === null ? updatedAt : Math.min(end, updatedAt);
}

/** What anybody paid for one of it on the web at a moment; undefined where it was not on sale, as far as is known. */
function offered(args: PriorPriceArgs, at: Instant): number | undefined {
  const { base, lists, rows, good, currency, timeZone } = args;
  const then = rows.flatMap((row) => {
    const amount = amountAt(historyOf(row), at);
    return amount === undefined ? [] : [{ ...row, amount, compareAt: null, breaks: null }];
  });
  const open = lists.filter(({ terms }) => terms?.status === 'live' && !terms.groups);
  const money = moneyIn(0);
  const one = { quantity: 10 ** good.scale, scale: good.scale };
  const now = { currency, at, channel: 'online', locationId: '', groups: [] } as const;
  const price = priceHere(pricePoints(base, open, then), one, now, money)?.amount;
  if (price === undefined) return undefined;
  const promotions = args.promotions.flatMap((row) => forEverybody(row, at) ?? []);
  if (promotions.length === 0) return price;
  const { scale, ...what } = good;
  const line = { ...what, ...one, key: '', title: '', giftCard: false, reduced: false, amount: price };
  const { byLine } = applyPromotions(promotions, {
    goods: [{ ...line, pieces: scale === 0 ? 1 : 0 }],
    ...{ shipping: 0, coupons: new Set<string>() },
    situation: {
      ...{ at, timeZone, channel: 'online', locationId: '', groups: [], segments: [], firstOrder: false },
      ...{ customerKnown: false, money },
    },
  });
  return sum([price, ...(byLine[0] ?? []).map(({ amount }) => -amount)]);
}

const personal: ReadonlySet<string> = new Set(['customer-group', 'segment', 'first-order']);

/**
 * A promotion that takes something off one piece for whoever comes; else undefined. Hours of the day are left aside: what is cheaper
 * for an hour was the lowest price of that day.
 */
function forEverybody(row: PromotionRow, at: Instant): Promotion | undefined {
  const { codes, perCustomer, conditions, budget: _spent, ...rule } = row.rule;
  const [begins, end] = [rule.startsAt ?? at, endOf(row)];
  if (perCustomer || (codes && codes.length > 0) || at < begins || (end !== null && at >= end)) return undefined;
  const asks = (conditions?.of ?? []).filter((one: Condition) => one.kind !== 'time');
  // What asks for a certain buyer or for more than one piece needs no look at the goods: there may be hundreds of them.
  if (conditions?.match === 'all' && asks.some(({ kind }) => personal.has(kind))) return undefined;
  const hours = conditions?.match === 'any' && asks.length < conditions.of.length;
  return { ...rule, ...(conditions && asks.length > 0 && !hours && { conditions: { ...conditions, of: asks } }) };
}
