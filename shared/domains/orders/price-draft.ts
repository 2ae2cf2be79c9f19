import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { allocate, type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { perVariant } from '../inventory/rules.ts';
import type { DraftArgs } from './draft-args.ts';
import type { Draft } from './draft-schema.ts';
import { discountTooHigh } from './errors.ts';
import type { FrozenOrder } from './frozen-order.ts';
import { freezeOrder } from './freeze-order.ts';
import { shortOnline } from './location-for.ts';
import { priceOnline } from './price-online.ts';

type Ctx = Pick<MutationContext, 'occurredAt' | 'store'>;
type Wanted = Pick<
  DraftArgs,
  'draftId' | 'storeId' | 'currency' | 'customerId' | 'customerName' | 'lines' | 'shipping' | 'discount' | 'delivery'
>;

/**
 * What a draft comes to now: the one calculation over prices, rates and live promotions, with what a person takes off the goods shared
 * over its lines. It may hold goods that are sold at tills alone.
 * @throws DomainError as placing such an order would, and `orders.discount-too-high`
 */
export async function priceDraft(tx: Tx, ctx: Ctx, wanted: Wanted): Promise<FrozenOrder> {
  const { draftId, customerId, customerName, storeId, currency, lines, shipping, discount, delivery } = wanted;
  const basket = { storeId, currency, customerId, shipping, anyChannel: true };
  const off = discount ? await shares(tx, ctx, { ...basket, lines }, draftId, discount.amount) : [];
  const reduced = lines.map((line, at) => ({ ...line, ...((off[at] ?? 0) > 0 && { discount: off[at] }) }));
  const priced = await priceOnline(tx, { ...basket, lines: reduced }, ctx);
  const buyer = { customerId, customerName, storeId: storeId ?? null, locationId: '', delivery };
  return freezeOrder(priced, buyer);
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
export const wantedOf = ({ id, storeId, currency, customerId, customerName, discount, frozen }: Draft): Wanted => ({
  ...{ draftId: id, storeId: storeId ?? undefined, currency, customerId, customerName },
  lines: frozen.lines.map(({ key, variantId, quantity }) => ({ key, variantId, quantity })),
  shipping: sum([
    frozen.shippingTaxed?.shown ?? frozen.shippingTotal,
    ...frozen.shippingDiscounts.map(({ amount }) => amount),
  ]),
  discount: discount ?? undefined,
  delivery: frozen.delivery && {
    recipient: frozen.delivery.recipient,
    address: frozen.delivery.address,
    country: frozen.delivery.country,
    method: frozen.delivery.method,
  },
});

/** Whether it is a quote whose prices hold today. */
export const holds = ({ validUntil, frozen }: Draft, at: number): boolean =>
  validUntil !== null && localDayAndHour(at, frozen.timeZone).date <= validUntil;

/** What its order would be written with: a quote as it was quoted while it holds, anything else at the prices of now. */
export const toOrder = (tx: Tx, ctx: Ctx, draft: Draft): Promise<FrozenOrder> | FrozenOrder =>
  holds(draft, ctx.occurredAt) ? draft.frozen : priceDraft(tx, ctx, wantedOf(draft));

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
