import type { MutationRequest, RunResult } from '@tillhouse/shared/data/run-mutation.ts';
import type { AuditBody } from '../../platform/audit/changes.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { recordEvents } from '../../platform/outbox/record-events.ts';

/** The events and the audit entry of a desk's command, in the transaction and savepoint of its effect. */
export async function recordRun(
  connection: Connection,
  tenantId: string,
  mutation: MutationRequest,
  result: RunResult,
  body: AuditBody | undefined,
): Promise<void> {
  const { id: mutationId, occurredAt, actor, deviceId } = mutation;
  await recordEvents(
    connection,
    tenantId,
    result.events.map(({ event, payload }, ordinal) => ({ event, payload, mutationId, ordinal, occurredAt })),
  );
  await recordAudit(connection, tenantId, [
    {
      mutationId,
      action: `${mutation.name}@${mutation.version}`,
      actorId: actor.id,
      actorName: actor.name,
      deviceId,
      outcome: result.missingPermission === null ? 'applied' : `applied without ${result.missingPermission}`,
      args: result.args,
      occurredAt,
      ...(body && { body }),
    },
  ]);
}
