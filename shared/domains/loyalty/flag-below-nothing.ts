import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { raiseFlag } from '../orders/flags.ts';
import { pointAccounts } from './schema.ts';

/** After an order took points, in the cloud: where its customer has less than nothing, somebody is told at that order. */
export async function flagBelowNothing(
  tx: Tx,
  ctx: MutationContext,
  { orderId, customerId }: { readonly orderId: string; readonly customerId: string },
  taken: number,
): Promise<void> {
  if (taken === 0) return;
  const [account] = await tx.getForUpdate(pointAccounts, [{ id: customerId }]);
  const balance = account?.balance ?? 0;
  if (balance >= 0) return;
  const details = { points: 'balance', customerId, taken, balance };
  await raiseFlag(tx, ctx, { orderId, code: 'over-limit', about: 'points:balance', details });
}
