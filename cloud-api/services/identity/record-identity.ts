import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import type { Change } from '../../platform/audit/changes.ts';
import type { Connection } from '../../platform/db/connection.ts';

export interface IdentityAct {
  readonly tenantId: string;
  readonly actor: { readonly id: string; readonly name: string };
  /** `identity.makeApiKey` */
  readonly action: string;
  readonly change: Change;
  /** Epoch milliseconds */
  readonly at: number;
}

/** Accounts, devices and keys change outside of commands; their entry is written in the same transaction all the same. */
export async function recordIdentity(db: Connection, act: IdentityAct): Promise<void> {
  await recordAudit(db, act.tenantId, [
    {
      mutationId: randomUUID(),
      action: `${act.action}@1`,
      actorId: act.actor.id,
      actorName: act.actor.name,
      deviceId: null,
      outcome: 'applied',
      args: null,
      occurredAt: act.at,
      body: { changes: [act.change], added: {}, more: 0 },
    },
  ]);
}
