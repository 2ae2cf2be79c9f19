import type { Tx } from '../../kernel/tx.ts';
import { livePromotions } from '../pricing/live-promotions.ts';
import type { Promotion } from '../pricing/promotion-args.ts';
import { promotions } from '../pricing/schema.ts';
import type { Order, OrderDiscount, PromotionUse } from './schema.ts';

/** Without what limits how often or how much it is given: who has it, has it. */
function unlimited({ budget: _budget, perCustomer: _perCustomer, codes, ...rule }: Promotion): Promotion {
  return { ...rule, ...(codes && { codes: codes.map(({ code }) => ({ code })) }) };
}

/**
 * The promotions that an edit counts with: those the order had go on counting, whether they still run or are used up; others only
 * as they are now. Times are those of when it was placed, so nothing that began later is given.
 */
export async function promotionsOfEdit(
  tx: Tx,
  { customerId }: Pick<Order, 'customerId'>,
  given: readonly OrderDiscount[],
  uses: readonly PromotionUse[],
  lock: boolean,
): Promise<{ promotions: Promotion[]; coupons: string[] }> {
  const coupons = uses.flatMap(({ code }) => (code ? [code] : []));
  const had = new Set([...given, ...uses].map(({ promotionId }) => promotionId));
  const live = await livePromotions(tx, { coupons, customerId }, lock);
  const running = new Set(live.map(({ id }) => id));
  const over = await tx.getMany(
    promotions,
    [...had].filter((id) => !running.has(id)).map((id) => ({ id })),
  );
  const known = [...live, ...over.map(({ rule }) => rule)];
  return { coupons, promotions: known.map((rule) => (had.has(rule.id) ? unlimited(rule) : rule)) };
}
