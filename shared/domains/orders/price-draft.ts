import type { MutationContext } from '../../kernel/define-mutator.ts';
import { allocate, type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { perVariant } from '../inventory/rules.ts';
import type { Coupon } from '../pricing/coupons.ts';
import { livePromotions } from '../pricing/live-promotions.ts';
import { couponKey } from '../pricing/promotion-uses.ts';
import type { DraftArgs } from './draft-args.ts';
import type { Draft } from './draft-schema.ts';
import { discountTooHigh, quoteCodeUsed } from './errors.ts';
import type { FrozenOrder } from './frozen-order.ts';
import { freezeOrder } from './freeze-order.ts';
import { shortOnline } from './location-for.ts';
import { priceOnline } from './price-online.ts';
import { holds } from './quoted.ts';

type Ctx = Pick<MutationContext, 'occurredAt' | 'store'>;
type Wanted = Pick<
  DraftArgs,
  | 'draftId'
  | 'storeId'
  | 'currency'
  | 'customerId'
  | 'customerName'
  | 'lines'
  | 'shipping'
  | 'discount'
  | 'delivery'
  | 'coupons'
>;

/** As its order would be written, and what became of each code. */
export interface PricedDraft {
  readonly frozen: FrozenOrder;
  readonly coupons: readonly Coupon[];
}

/**
 * What a draft comes to now: the one calculation over prices, rates and live promotions, with what a person takes off the goods shared
 * over its lines. It may hold goods that are sold at tills alone.
 * @param lock where it is ordered: a code with a limit goes to one of many
 * @throws DomainError as placing such an order would, and `orders.discount-too-high`
 */
export async function priceDraft(tx: Tx, ctx: Ctx, wanted: Wanted, lock = false): Promise<PricedDraft> {
  const { draftId, customerId, customerName, storeId, currency, lines, shipping, discount, delivery, coupons } = wanted;
  const goesTo = delivery?.country ? { country: delivery.country, region: '' } : null;
  const basket = { storeId, currency, customerId, shipping, anyChannel: true, coupons, goesTo };
  const off = discount ? await shares(tx, ctx, { ...basket, lines }, draftId, discount.amount) : [];
  const reduced = lines.map((line, at) => ({ ...line, ...((off[at] ?? 0) > 0 && { discount: off[at] }) }));
  const priced = await priceOnline(tx, { ...basket, lines: reduced }, ctx, lock);
  const buyer = { customerId, customerName, storeId: storeId ?? null, locationId: '', delivery };
  return { frozen: freezeOrder(priced, buyer), coupons: priced.totals.coupons };
}

async function shares(
  tx: Tx,
  ctx: Ctx,
  basket: Parameters<typeof priceOnline>[1],
  orderId: string,
  amount: MinorUnits,
): Promise<MinorUnits[]> {
  const { totals } = await priceOnline(tx, basket, ctx);
  const worth = totals.lines.map((line) => line.amount);
  const goods = sum(worth);
  if (amount > goods) throw discountTooHigh({ orderId, discount: amount, goods });
  return allocate(amount, worth);
}

/** A draft as the arguments it was saved with, to be priced anew. */
export const wantedOf = ({
  id,
  storeId,
  currency,
  customerId,
  customerName,
  discount,
  coupons,
  frozen,
}: Draft): Wanted => ({
  ...{ draftId: id, storeId: storeId ?? undefined, currency, customerId, customerName },
  lines: frozen.lines.map(({ key, variantId, quantity }) => ({ key, variantId, quantity })),
  shipping: sum([
    frozen.shippingTaxed?.shown ?? frozen.shippingTotal,
    ...frozen.shippingDiscounts.map(({ amount }) => amount),
  ]),
  discount: discount ?? undefined,
  coupons: coupons ?? undefined,
  delivery: frozen.delivery && {
    recipient: frozen.delivery.recipient,
    address: frozen.delivery.address,
    country: frozen.delivery.country,
    method: frozen.delivery.method,
  },
});

/** What its order would be written with: a quote as it was quoted while it holds, anything else at the prices of now. */
export async function toOrder(tx: Tx, ctx: Ctx, draft: Draft, lock = false): Promise<FrozenOrder> {
  if (!holds(draft, ctx.occurredAt)) return (await priceDraft(tx, ctx, wantedOf(draft), lock)).frozen;
  await refuseUsedUp(tx, draft, lock);
  return draft.frozen;
}

/**
 * A quote holds its prices, also once a promotion is over; a code that may be had only so often is had by who orders first.
 * @throws DomainError `orders.quote-code-used`
 */
async function refuseUsedUp(tx: Tx, { id, number, customerId, frozen: { uses } }: Draft, lock: boolean): Promise<void> {
  if (uses.length === 0) return;
  const coupons = uses.flatMap(({ code }) => (code === '' ? [] : [code]));
  const live = new Map((await livePromotions(tx, { coupons, customerId }, lock)).map((each) => [each.id, each]));
  for (const { promotionId, code } of uses) {
    const { codes = [], perCustomer, name } = live.get(promotionId) ?? {};
    const own = codes.find((each) => couponKey(each.code) === code);
    const used = own?.limit !== undefined && (own.used ?? 0) >= own.limit;
    if (used || (perCustomer && perCustomer.used >= perCustomer.limit))
      throw quoteCodeUsed({ draftId: id, number, code, name: name ?? '' });
  }
}

/** What ordering a draft would do. Amounts are minor units of its currency. */
export interface DraftPreview {
  readonly version: number;
  readonly currency: string;
  /** Its prices hold: `total` is what was quoted */
  readonly holds: boolean;
  /** As it was saved */
  readonly quoted: MinorUnits;
  /** What its order would come to: send it as `expectedTotal` */
  readonly total: MinorUnits;
  readonly lines: readonly {
    readonly key: string;
    readonly title: string;
    readonly quotedTotal: MinorUnits;
    readonly total: MinorUnits;
  }[];
  /** Goods of which no place that sells online has enough now */
  readonly short: readonly { readonly variantId: string; readonly title: string; readonly available: number }[];
}

/** The dry run of `orders.placeDraft`; it locks and writes nothing. */
export async function previewDraft(tx: Tx, ctx: Ctx, draft: Draft): Promise<DraftPreview> {
  const next = await toOrder(tx, ctx, draft);
  const now = new Map(next.lines.map((line) => [line.key, line.total]));
  return {
    ...{ version: draft.version, currency: draft.currency, holds: holds(draft, ctx.occurredAt) },
    ...{ quoted: draft.total, total: next.total },
    lines: draft.frozen.lines.map(({ key, title, variantTitle, total }) => ({
      key,
      title: [title, variantTitle].filter(Boolean).join(', '),
      quotedTotal: total,
      total: now.get(key) ?? 0,
    })),
    short: await shortOf(tx, next),
  };
}

async function shortOf(tx: Tx, { lines }: FrozenOrder): Promise<DraftPreview['short']> {
  const short = await shortOnline(tx, perVariant(lines.filter(({ tracked }) => tracked)));
  return short.map(({ variantId, available }) => {
    const title = lines.find((line) => line.variantId === variantId)?.title ?? '';
    return { variantId, title, available };
  });
}
