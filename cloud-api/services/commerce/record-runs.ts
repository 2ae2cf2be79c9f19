import type { MutationRequest, RunResult } from '@tillhouse/shared/data/run-mutation.ts';
import type { AuditBody } from '../../platform/audit/changes.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { forgetPersons } from '../../platform/keys/forget-persons.ts';
import { recordEvents } from '../../platform/outbox/record-events.ts';

export interface RunToRecord {
  readonly mutation: MutationRequest;
  readonly result: RunResult;
  readonly body: AuditBody | undefined;
}

/** `applied without till.discount (limit)`: it stands, and somebody should look. */
function outcomeOf({ lacks }: RunResult): string {
  const [first] = lacks;
  if (!first) return 'applied';
  return `applied without ${first.permission}${first.why === 'missing' ? '' : ` (${first.why})`}`;
}

/** The events and the audit entries of a desk's commands, in the transaction of their effects and in their order. */
export async function recordRuns(
  connection: Connection,
  tenantId: string,
  runs: readonly RunToRecord[],
): Promise<void> {
  await recordEvents(
    connection,
    tenantId,
    runs.flatMap(({ mutation: { id: mutationId, occurredAt }, result }) =>
      result.events.map(({ event, payload }, ordinal) => ({ event, payload, mutationId, ordinal, occurredAt })),
    ),
  );
  await recordAudit(
    connection,
    tenantId,
    runs.map(({ mutation, result, body }) => ({
      mutationId: mutation.id,
      action: `${mutation.name}@${mutation.version}`,
      actorId: mutation.actor.id,
      actorName: mutation.actor.name,
      deviceId: mutation.deviceId,
      outcome: outcomeOf(result),
      args: result.args,
      occurredAt: mutation.occurredAt,
      ...(body && { body }),
      ...(result.approval && { approval: { by: result.approval.approver.name, how: result.approval.how } }),
    })),
  );
  for (const { mutation, result } of runs)
    await forgetPersons(connection, tenantId, result.events, mutation.occurredAt);
}
