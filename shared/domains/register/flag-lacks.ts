import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { raiseFlag } from '../orders/flags.ts';

/** In the cloud: what was done beyond what its cashier, and who approved it, may. The money is paid; somebody looks. */
export async function flagLacks(tx: Tx, ctx: MutationContext, orderId: string): Promise<void> {
  for (const { permission, value, why, upTo } of ctx.lacks) {
    // Who sells without the right at all is told by the audit alone: a right taken away since undoes no sale.
    if (why === 'missing' && value === undefined) continue;
    const details = { permission, why, amount: value ?? 0, limit: upTo ?? 0 };
    await raiseFlag(tx, ctx, { orderId, code: 'over-limit', about: permission, details });
  }
}
