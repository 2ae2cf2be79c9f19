import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { extend } from '@tillhouse/shared/kernel/quantity.ts';
import { type Promotion, promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { Good } from '@tillhouse/shared/domains/pricing/promotion-goods.ts';
import { type PastOrder, replayPromotion } from '@tillhouse/shared/domains/pricing/replay-promotion.ts';
import * as z from 'zod';
import type { ReplayedPromotion } from '../../bridge/promotion-queries.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import { storeFacts } from '../basket/price-basket.ts';
import { readPromotions } from '../basket/read-promotions.ts';
import { readStanding } from '../basket/read-standing.ts';
import type { Reader } from '../database/reader.ts';
import { type Asking, query } from './define-query.ts';

/** As many as are worked through in a few seconds; the report worker does nothing else meanwhile. */
const MOST_ORDERS = 20_000;
const DAY_MS = 86_400_000;

const newest = `SELECT o.id, o.number, o.placed_at AS at, o.business_date AS date, o.channel, o.location_id AS locationId,
    o.customer_id AS customerId, coalesce(c.groups, '[]') AS groups, o.total,
    coalesce(json_extract(o.shipping_taxed, '$.shown'), o.shipping_total) + coalesce((SELECT sum(d.amount) FROM order_discounts d WHERE d.order_id = o.id AND d.line_id = o.id), 0)
      AS shipping
  FROM orders o LEFT JOIN customers c ON c.id = o.customer_id
  WHERE o.business_date BETWEEN ? AND ? AND o.kind = 'sale' AND o.status <> 'cancelled' AND o.currency = ?
  ORDER BY o.placed_at DESC LIMIT ?`;

const goodsOf = `SELECT l.id AS "key", l.variant_id AS variantId, v.product_id AS productId, l.sku, l.title, p.category, p.tags,
    l.quantity, l.scale, l.unit_price AS unitPrice, v.unit,
    coalesce(json_extract(l.by_hand, '$.discount'), 0) AS byHand
  FROM order_lines l LEFT JOIN variants v ON v.id = l.variant_id LEFT JOIN products p ON p.id = v.product_id
  WHERE l.order_id = ? ORDER BY l.position`;

interface OrderRow extends Omit<PastOrder, 'groups' | 'goods'> {
  readonly groups: string;
}
interface LineRow {
  readonly key: string;
  readonly variantId: string | null;
  readonly productId: string | null;
  readonly sku: string;
  readonly title: string;
  readonly category: string | null;
  readonly tags: string | null;
  readonly quantity: number;
  readonly scale: number;
  readonly unitPrice: number;
  readonly unit: string | null;
  readonly byHand: number;
}

/** As it was sold, in the categories and under the tags that it has now. */
function goodOf({ category, tags, unitPrice, unit, byHand, ...line }: LineRow): Good {
  const counted = line.scale === 0 || unit === 'H87';
  return {
    ...line,
    categories: category ? [category] : [],
    tags: tags ? (JSON.parse(tags) as string[]) : [],
    ...{ giftCard: false, reduced: false },
    pieces: counted ? line.quantity / 10 ** line.scale : 0,
    amount: Math.max(0, extend(unitPrice, line.quantity, line.scale) - byHand),
  };
}

function* past(reader: Reader, rows: readonly OrderRow[], asked: readonly Promotion[]): Generator<PastOrder> {
  for (const { groups, ...row } of rows) {
    const goods = reader.all<LineRow>(goodsOf, [row.id]).map(goodOf);
    const standing = readStanding(reader, row.customerId, asked, row.at - 1);
    yield { ...row, ...standing, groups: JSON.parse(groups) as string[], goods };
  }
}

type Params = QueryMap['promotions.replay']['params'];

function replay(reader: Reader, { promotion: draft, days }: Params, asking: Asking): ReplayedPromotion {
  const { currency, timeZone } = storeFacts(reader, null);
  const { date: to } = localDayAndHour(asking.now, timeZone);
  const from = new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const found = reader.all<OrderRow>(newest, [from, to, currency, MOST_ORDERS + 1]);
  const rows = found.slice(0, MOST_ORDERS).reverse();
  const others = readPromotions(reader).filter(({ id }) => id !== draft.id);
  const ground = { timeZone, decimals: decimalsOf(currency) ?? 2, others };
  return {
    ...replayPromotion(draft, past(reader, rows, [draft, ...others]), ground),
    from,
    to,
    more: found.length > MOST_ORDERS,
  };
}

export const promotionsReplay = query('promotions.replay', {
  params: z.strictObject({
    promotion: z.custom<Promotion>((value) => promotion.safeParse(value).success, 'is no promotion'),
    days: z.union([z.literal(7), z.literal(28), z.literal(90)]),
  }),
  permission: 'reports.view',
  heavy: true,
  run: replay,
});
