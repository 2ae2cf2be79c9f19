import type { InStoreRule } from '@tillhouse/shared/domains/catalog/in-store-code.ts';
import { type Given, hasBudget, withGiven } from '@tillhouse/shared/domains/pricing/live-promotions.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { Reader } from '../database/reader.ts';

/**
 * The promotions that hold at this desk, as `livePromotions` finds them in the sale itself.
 * @param draft one that is tried: it counts as live, in the place of the saved one
 */
export function readPromotions(reader: Reader, draft?: Promotion): Promotion[] {
  const rows = reader.all<{ rule: string }>("SELECT rule FROM promotions WHERE status = 'live' ORDER BY id");
  const saved = rows.map(({ rule }) => JSON.parse(rule) as Promotion);
  const live = draft ? [...saved.filter(({ id }) => id !== draft.id), draft] : saved;
  const limited = live.filter(hasBudget).map(({ id }) => id);
  if (limited.length === 0) return live;
  const given = reader.all<Given>(
    `SELECT promotion_id AS promotionId, order_id AS orderId, sum(amount) AS amount
       FROM json_each(?) j JOIN order_discounts d ON d.promotion_id = j.value GROUP BY promotion_id, order_id`,
    [JSON.stringify(limited)],
  );
  return withGiven(live, given);
}

/** What the digits of codes mean that this store prints itself. */
export function readBarcodeRules(reader: Reader): InStoreRule[] {
  return reader.all<InStoreRule>('SELECT pattern, means FROM barcode_rules ORDER BY position, id');
}
