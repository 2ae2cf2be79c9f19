import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import * as z from 'zod';
import type { PromotionGood, PromotionRow } from '../../bridge/promotion-queries.ts';
import type { Reader } from '../database/reader.ts';
import { itemsOf } from '../basket/price-basket.ts';
import { priceListAt, storeAt } from '../session/store-at.ts';
import { fullTitle } from '../words.ts';
import { query } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { id, nothing, text } from './params.ts';
import { promotionsReplay } from './promotions-replay.ts';
import { promotionsTry } from './promotions-try.ts';

const select = `SELECT p.id, p.name, p.status, p.rule, p.updated_at AS updatedAt, p.updated_by AS updatedBy,
    coalesce(d.orders, 0) AS orders, coalesce(d.given, 0) AS given
  FROM promotions p LEFT JOIN (SELECT promotion_id, count(DISTINCT order_id) AS orders, sum(amount) AS given
    FROM order_discounts GROUP BY promotion_id) d ON d.promotion_id = p.id`;

const codeUses = `SELECT u.code, count(*) AS n FROM promotion_uses u LEFT JOIN orders o ON o.id = u.order_id
  WHERE u.promotion_id = ? AND u.code <> '' AND o.status IS NOT 'cancelled' GROUP BY u.code`;

interface Raw extends Omit<PromotionRow, 'rule'> {
  readonly rule: string;
}

const parsed = ({ rule, ...row }: Raw): PromotionRow => ({ ...row, rule: JSON.parse(rule) as Promotion });

/** Every text in a rule that may be an id of something with a name. */
function idsIn(value: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) idsIn(each, into);
  return into;
}

function namesIn(reader: Reader, rule: Promotion): Record<string, string> {
  const ids = JSON.stringify([...idsIn(rule)]);
  const rows = reader.all<{ id: string; title: string; more: string }>(
    `SELECT p.id, p.title, '' AS more FROM json_each(?) j JOIN products p ON p.id = j.value
     UNION ALL SELECT v.id, p.title, v.title FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
     UNION ALL SELECT o.id, o.name, '' FROM json_each(?) j JOIN promotions o ON o.id = j.value`,
    [ids, ids, ids],
  );
  return Object.fromEntries(rows.map((row) => [row.id, fullTitle(row.title, row.more)]));
}

/** What can be put into a basket to try: by words, else what sells best. */
function goodsBy(reader: Reader, wanted: string): PromotionGood[] {
  const ids = wanted.trim()
    ? findVariants(reader, wanted, 30)
    : reader
        .all<{ id: string }>(
          `SELECT v.id FROM product_facts f JOIN variants v ON v.product_id = f.product_id AND v.status = 'active'
           WHERE f.status = 'active' ORDER BY f.sold_28 DESC, f.product_id LIMIT 12`,
        )
        .map((row) => row.id);
  const items = itemsOf(reader, ids, priceListAt(reader, storeAt(reader, null)));
  return ids.flatMap((each) => {
    const item = items.get(each);
    if (!item) return [];
    const { productId, sku, image, scale, price } = item;
    const title = fullTitle(item.title, item.variantTitle);
    return { variantId: each, productId, title, sku, image, price: price ?? 0, scale };
  });
}

export const promotionQueries = {
  'promotions.index': query('promotions.index', {
    params: nothing,
    permission: 'products.view',
    heavy: true,
    run: (reader) => ({
      rows: reader.all<Raw>(`${select} ORDER BY p.name COLLATE NOCASE, p.id LIMIT 1000`).map(parsed),
    }),
  }),
  'promotions.one': query('promotions.one', {
    params: z.strictObject({ id }),
    permission: 'products.view',
    heavy: true,
    run: (reader, params) => {
      const row = reader.get<Raw>(`${select} WHERE p.id = ?`, [params.id]);
      const promotion = row ? parsed(row) : null;
      const words = (sql: string) => reader.all<{ word: string }>(sql).map(({ word }) => word);
      return {
        promotion,
        categories: words(
          "SELECT DISTINCT category AS word FROM product_facts WHERE category <> '' ORDER BY category LIMIT 500",
        ),
        tags: words('SELECT DISTINCT t.value AS word FROM products p, json_each(p.tags) t ORDER BY t.value LIMIT 500'),
        names: promotion ? namesIn(reader, promotion.rule) : {},
        codeUses: Object.fromEntries(
          reader.all<{ code: string; n: number }>(codeUses, [params.id]).map(({ code, n }) => [code, n]),
        ),
      };
    },
  }),
  'promotions.goods': query('promotions.goods', {
    params: z.strictObject({ text }),
    permission: 'products.view',
    run: (reader, params) => goodsBy(reader, params.text),
  }),
  'promotions.try': promotionsTry,
  'promotions.replay': promotionsReplay,
};
