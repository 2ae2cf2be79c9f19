import { purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { type CommandOutcome, runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { drive } from '../checkout/show-checkout.ts';
import type { StorefrontContext } from '../context.ts';

interface Said {
  readonly requestId: string;
  readonly buyerId: string;
  readonly yes: boolean;
  readonly reason: string;
}

/** One of a firm's buyers says yes or no; what waited goes on at once. Said twice it is said once. */
export async function answerAs(context: StorefrontContext, tenantId: string, said: Said): Promise<CommandOutcome> {
  const name = 'orders.answerRequest';
  const { requestId, buyerId, yes, reason } = said;
  const id = idFor(requestId, `answer ${buyerId} ${yes}`);
  const args = { requestId, buyerId, yes, reason };
  const command = { id, name, version: newestVersion(name), args, occurredAt: context.now() };
  const { outcome, attemptId } = await withTenant(context.pool, tenantId, async (db) => {
    const ran = await runCommand(db, tenantId, systemActor, command);
    const request = await withTx(db, tenantId, (tx) => tx.get(purchaseRequests, { id: requestId }));
    return { outcome: ran, attemptId: request?.attemptId };
  });
  context.onCommitted();
  if (outcome.status === 'applied' && attemptId) await drive(context, tenantId, attemptId);
  return outcome;
}
