import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { creditAccounts } from '../credit/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import { layaways } from './layaway-schema.ts';
import type { Trade } from './write-trade.ts';

/**
 * In the cloud, of a sale that pays a layaway or hands it over: tills that could not ask may both have taken the last payment. Both stand;
 * what was paid too much, or handed over twice, is for somebody to look at.
 */
export async function flagLayaways(tx: Tx, ctx: MutationContext, trade: Trade): Promise<void> {
  const { orderId } = trade;
  const pays = trade.lines.flatMap(({ loads }) => (loads?.kind === 'layaway' ? [loads.creditId] : []));
  const hands = trade.tenders.flatMap(({ kind, creditId }) => (kind === 'layaway' && creditId ? [creditId] : []));
  for (const layawayId of new Set([...pays, ...hands])) {
    const layaway = await tx.get(layaways, { id: layawayId });
    if (!layaway) continue;
    const { number, total, status, currency } = layaway;
    const paid = (await tx.get(creditAccounts, { id: layawayId }))?.balance ?? 0;
    const other = layaway.orderId === orderId ? null : layaway.orderId;
    const twice = hands.includes(layawayId) && (status !== 'handed-over' || other !== null);
    const tooMuch = status === 'open' ? paid > total : paid > 0;
    if (!twice && !tooMuch) continue;
    const over = status === 'open' ? paid - total : paid;
    const details = {
      layawayId,
      number,
      currency,
      over: Math.max(0, over),
      handedOverTwice: twice,
      otherOrderId: other,
    };
    await raiseFlag(tx, ctx, { orderId, code: 'layaway-twice', about: layawayId, details });
  }
}
