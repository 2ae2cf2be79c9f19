import { type FirmBuyer, firmBuyers } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** Which buyer of a firm a shopper is; undefined: they buy for themselves. */
export async function knownBuyer(tx: Tx, shopperId: string): Promise<FirmBuyer | undefined> {
  const found = await tx.list(firmBuyers, { shopperId });
  return found.find(({ status }) => status === 'active');
}

/** As `knownBuyer`; who signs in with the address of one who was invited is them from now on. */
export async function buyerOf(
  db: Connection,
  tx: Tx,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  { id: shopperId, email }: Shopper,
): Promise<FirmBuyer | undefined> {
  const known = await knownBuyer(tx, shopperId);
  if (known) return known;
  // Those alone who never signed in: few, and they are sealed.
  const invited = await tx.list(firmBuyers, { status: 'invited' });
  const theirs = invited.find((each) => each.email === email.toLowerCase());
  if (!theirs) return undefined;
  const name = 'customers.claimBuyer';
  const args = { buyerId: theirs.id, shopperId };
  const command = {
    id: idFor(theirs.id, `claim ${shopperId} ${theirs.updatedAt}`),
    name,
    version: newestVersion(name),
    args,
  };
  await runCommand(db, tenantId, systemActor, { ...command, occurredAt: now });
  return { ...theirs, shopperId, status: 'active' };
}
