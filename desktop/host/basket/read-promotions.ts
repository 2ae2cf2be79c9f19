import type { InStoreRule } from '@tillhouse/shared/domains/catalog/in-store-code.ts';
import {
  type Buyer,
  type Counted,
  countsFor,
  type Given,
  hasBudget,
  type Use,
  withGiven,
  withUses,
} from '@tillhouse/shared/domains/pricing/live-promotions.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { Reader } from '../database/reader.ts';

/**
 * The promotions that hold at this desk for a buyer, as `livePromotions` finds them in the sale itself.
 * @param draft one that is tried: it counts as live, in the place of the saved one
 */
export function readPromotions(
  reader: Reader,
  buyer: Buyer = { coupons: [], customerId: null },
  draft?: Promotion,
): Promotion[] {
  const saved = savedOf(reader);
  const live = draft ? [...saved.filter(({ id }) => id !== draft.id), draft] : saved;
  return withUses(withGiven(live, givenOf(reader, live)), usesOf(reader, countsFor(live, buyer)), buyer);
}

/** By their texts as they are saved: each scan prices the basket and every parked one, and hardly any of them changes between two. */
const parsed = new WeakMap<Reader, ReadonlyMap<string, Promotion>>();

function savedOf(reader: Reader): Promotion[] {
  const rows = reader.all<{ rule: string }>("SELECT rule FROM promotions WHERE status = 'live' ORDER BY id");
  const before = parsed.get(reader);
  const now = new Map(rows.map(({ rule }) => [rule, before?.get(rule) ?? (JSON.parse(rule) as Promotion)]));
  parsed.set(reader, now);
  return [...now.values()];
}

function givenOf(reader: Reader, live: readonly Promotion[]): Given[] {
  const limited = live.filter(hasBudget).map(({ id }) => id);
  if (limited.length === 0) return [];
  return reader.all<Given>(
    `SELECT promotion_id AS promotionId, order_id AS orderId, sum(amount) AS amount
       FROM json_each(?) j JOIN order_discounts d ON d.promotion_id = j.value GROUP BY promotion_id, order_id`,
    [JSON.stringify(limited)],
  );
}

const uses = (column: string, key: string) =>
  `SELECT u.id, u.promotion_id AS promotionId, u.code, u.customer_id AS customerId FROM json_each(?) j
     JOIN promotion_uses u ON u.promotion_id = j.value ->> '$.promotionId' AND u.${column} = j.value ->> '$.${key}'
     LEFT JOIN orders o ON o.id = u.order_id WHERE o.status IS NOT 'cancelled'`;
const usesOfEither = `${uses('code', 'code')} UNION ${uses('customer_id', 'customerId')}`;

/** Of orders that stand; those that are older than what this desk holds do. */
function usesOf(reader: Reader, counts: readonly Counted[]): Use[] {
  return counts.length === 0 ? [] : reader.all<Use>(usesOfEither, [JSON.stringify(counts), JSON.stringify(counts)]);
}

/** What the digits of codes mean that this store prints itself. */
export function readBarcodeRules(reader: Reader): InStoreRule[] {
  return reader.all<InStoreRule>('SELECT pattern, means FROM barcode_rules ORDER BY position, id');
}
