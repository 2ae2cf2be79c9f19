import type { MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import { countsFor, usesOf, withUses } from '../pricing/live-promotions.ts';
import { couponKey } from '../pricing/promotion-uses.ts';
import { priceOrder } from '../pricing/rules.ts';
import { promotions } from '../pricing/schema.ts';
import { receipts, registerClosings } from './schema.ts';
import { listPrices } from '../pricing/list-prices.ts';
import { settingsOf } from './till-reads.ts';
import type { Trade } from './write-trade.ts';

/** In the cloud, after a trade was written: what differs from what the cloud knows becomes a flag, never a refusal. */
export async function compareTrade(tx: Tx, ctx: MutationContext, trade: Trade): Promise<void> {
  const { decided, registerId, sessionId, orderId } = trade;
  const flag = (code: Parameters<typeof raiseFlag>[2]['code'], about: string, details: Record<string, unknown>) =>
    raiseFlag(tx, ctx, { orderId, code, about, details });

  const { generation, sequence, number } = decided;
  const same = await tx.list(receipts, { registerId, generation, sequence });
  if (same.length > 1) await flag('duplicate-receipt', '', { number, orderIds: same.map((row) => row.orderId) });

  const closing = await tx.get(registerClosings, { sessionId });
  if (closing && closing.closedAt < ctx.occurredAt) await flag('session-closed', '', { sessionId });

  const variantIds = [...new Set(trade.lines.flatMap(({ variantId }) => variantId ?? []))];
  const known = new Set(
    (
      await tx.getMany(
        variants,
        variantIds.map((id) => ({ id })),
      )
    ).map((row) => row.id),
  );
  const priceOf =
    trade.kind === 'sale'
      ? await listPrices(
          tx,
          await settingsOf(tx, ctx, decided.locationId),
          trade.lines.map(({ key, variantId, quantity, snapshot: { scale } }) => ({
            ...{ key, variantId, scale },
            quantity: Math.abs(quantity),
          })),
          { at: ctx.occurredAt, locationId: decided.locationId, customerId: trade.customerId },
        )
      : new Map<string, number>();
  for (const { key, variantId, snapshot } of trade.lines) {
    if (variantId === null) continue;
    const { sku, unitPrice } = snapshot;
    const current = priceOf.get(key) ?? null;
    if (!known.has(variantId)) await flag('unknown-item', key, { variantId, sku });
    else if (trade.kind === 'sale' && !snapshot.ownPrice && current !== unitPrice) {
      await flag('price-differs', key, { variantId, sku, sold: unitPrice, current });
    }
  }
  for (const over of await usedTooOften(tx, trade)) await flag('over-limit', over.promotionId, over);
  const problem = await wrongTotal(tx, ctx, trade);
  if (problem) await flag('total-differs', '', problem);
}

async function wrongTotal(tx: Tx, ctx: MutationContext, trade: Trade): Promise<Record<string, unknown> | undefined> {
  const { decided } = trade;
  const ofLines = sum([
    ...trade.lines.map(({ snapshot }) => snapshot.total),
    decided.shipping ?? 0,
    decided.fee ?? 0,
    decided.rounding,
  ]);
  if (ofLines !== decided.total) return { total: decided.total, lines: ofLines };
  // What a return leaves for the provider to pay is owed; a sale at a till owes what it says is paid later.
  if (trade.kind === 'return') return undefined;
  const paid = sum([trade.onAccount ?? 0, ...trade.tenders.map(({ amount }) => amount)]);
  if (paid !== decided.total) return { total: decided.total, paid };
  const { taxRounding } = await settingsOf(tx, ctx, decided.locationId);
  const again = priceOrder(
    { pricesIncludeTax: decided.pricesIncludeTax, taxRounding },
    trade.lines.map(({ key, quantity, snapshot }) => ({ ...snapshot, key, quantity })),
  );
  const total = sum([again.total, decided.rounding]);
  return total === decided.total ? undefined : { total: decided.total, computed: total };
}

/** A code that tills without a line gave more often than it may be had: the sales stand, and somebody is told. */
async function usedTooOften(tx: Tx, { decided, customerId }: Trade) {
  const uses = decided.uses ?? [];
  if (uses.length === 0) return [];
  const rows = await tx.getMany(
    promotions,
    uses.map(({ promotionId }) => ({ id: promotionId })),
  );
  const rules = rows.map(({ rule }) => rule);
  const buyer = { coupons: uses.map(({ code }) => code), customerId };
  const counted = withUses(rules, await usesOf(tx, countsFor(rules, buyer)), buyer);
  return counted.flatMap(({ id: promotionId, name, codes = [], perCustomer }) => {
    const code = uses.find((use) => use.promotionId === promotionId)?.code ?? '';
    const named = codes.find((each) => couponKey(each.code) === code);
    const of = named?.limit && (named.used ?? 0) > named.limit ? { limit: named.limit, uses: named.used } : undefined;
    const had = perCustomer && perCustomer.used > perCustomer.limit;
    const over = of ?? (had ? { limit: perCustomer.limit, uses: perCustomer.used } : undefined);
    return over ? [{ promotionId, promotion: name, ...(code && { coupon: code }), ...over }] : [];
  });
}
