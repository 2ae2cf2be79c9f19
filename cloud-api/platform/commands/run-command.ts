import { runMutation } from '@tillhouse/shared/data/run-mutation.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Actor, Approval, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { askedApproval } from '../access/check-approval.ts';
import { storeContext } from '../access/directory.ts';
import { type AuditBody, ChangeRecorder } from '../audit/changes.ts';
import { type AuditRecord, recordAudit } from '../audit/record-audit.ts';
import type { Connection } from '../db/connection.ts';
import { HttpProblem } from '../http/problem.ts';
import { forgetPersons } from '../keys/forget-persons.ts';
import { recordEvents } from '../outbox/record-events.ts';
import { asideStore } from './aside-store.ts';
import './domains.ts';
import { CLOUD_DEVICE } from './system-actor.ts';

export interface Command {
  /** Makes it happen once: the same id again answers with the first outcome. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
  /** Epoch milliseconds */
  readonly occurredAt: number;
  /** Of what was sent (`contentIdOf`): another content under a used id is then refused; left out, not compared */
  readonly contentId?: string;
  /** One that was asked for and given: its id */
  readonly approvalId?: string;
}

export interface CommandOutcome {
  readonly id: string;
  readonly status: 'applied' | 'refused';
  /** True when it had been done before and nothing was done now. */
  readonly repeated: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/**
 * Runs one command of the admin API or of the cloud itself in the open transaction of its tenant, with outcome, events
 * and audit entry, as `applyMutations` does for desks. Each is a client of its own (client id = mutation id, counter 1),
 * so commands of one tenant do not queue behind a counter. A refusal is stored and returned, not thrown.
 * @param admit throws where it may not be done now; not asked for what was done before
 */
export async function runCommand(
  connection: Connection,
  tenantId: string,
  actor: Actor,
  command: Command,
  admit: () => Promise<void> = async () => {},
): Promise<CommandOutcome> {
  // Two requests with one id: the second waits here, then finds the outcome of the first.
  const [, known, , store] = await atOnce([
    connection.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lockName(tenantId, command.id)]),
    storedOutcome(connection, tenantId, command),
    connection.rows('SAVEPOINT command'),
    storeContext(connection, tenantId),
  ]);
  if (known) {
    await connection.rows('RELEASE SAVEPOINT command');
    return known;
  }
  await admit();
  const recorder = new ChangeRecorder();
  const { refusal, events, approval } = await attempt(connection, tenantId, { actor, command, store }, recorder);
  const outcome = outcomeOf(command, refusal);
  const ended = connection.rows(refusal ? 'ROLLBACK TO SAVEPOINT command' : 'RELEASE SAVEPOINT command');
  const body = refusal ? undefined : recorder.body();
  await atOnce([ended, ...recorded(connection, tenantId, { actor, command, outcome, events, body, approval })]);
  return outcome;
}

export function outcomeOf(command: Pick<Command, 'id'>, refusal: DomainError | null): CommandOutcome {
  return {
    id: command.id,
    status: refusal ? 'refused' : 'applied',
    repeated: false,
    code: refusal?.code ?? null,
    message: refusal?.message ?? null,
    details: refusal?.details ?? null,
  };
}

interface Done {
  readonly actor: Actor;
  readonly command: Command;
  readonly outcome: CommandOutcome;
  readonly events: Events;
  /** What it changed; undefined where nothing was */
  readonly body: AuditBody | undefined;
  readonly approval: Approval | undefined;
}

/** Asks for what is kept of every command: its outcome, its events, its audit entry, and whom it has forgotten. */
export function recorded(
  connection: Connection,
  tenantId: string,
  { actor, command, outcome, events, body, approval }: Done,
): Promise<unknown>[] {
  const stored = connection.rows(
    `INSERT INTO sync_outcomes
       (tenant_id, client_id, seq, device_id, mutation_id, name, status, code, message, details, content_id, recorded_at)
     VALUES ($1, $2, 1, $3, $2, $4, $5, $6, $7, $8, $9, clock_timestamp())`,
    [
      tenantId,
      command.id,
      CLOUD_DEVICE,
      command.name,
      outcome.status,
      outcome.code,
      outcome.message,
      outcome.details === null ? null : JSON.stringify(outcome.details),
      command.contentId ?? null,
    ],
  );
  const told = recordEvents(
    connection,
    tenantId,
    events.map(({ event, payload }, ordinal) => ({
      event,
      payload,
      ordinal,
      mutationId: command.id,
      occurredAt: command.occurredAt,
    })),
  );
  const audited = recordAudit(connection, tenantId, [auditOf({ actor, command, outcome, body, approval })]);
  return [stored, told, audited, forgetPersons(connection, tenantId, events, command.occurredAt)];
}

export function auditOf({ actor, command, outcome, body, approval }: Omit<Done, 'events'>): AuditRecord {
  return {
    mutationId: command.id,
    action: `${command.name}@${command.version}`,
    actorId: actor.id,
    actorName: actor.name,
    deviceId: null,
    outcome: outcome.status,
    args: command.args,
    occurredAt: command.occurredAt,
    ...(body && { body }),
    ...(approval && { approval: { by: approval.approver.name, how: approval.how } }),
  };
}

const lockName = (tenantId: string, id: string) => `${tenantId}/${id}`;

/**
 * For a caller who should not wait: while a request with the same id is under way, says so.
 * @throws HttpProblem 409 `command.under-way`
 */
export async function refuseUnderWay(connection: Connection, tenantId: string, id: string): Promise<void> {
  const [row] = await connection.rows<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine',
    [lockName(tenantId, id)],
  );
  if (row?.mine) return;
  const detail =
    'A request with this Idempotency-Key is under way. It is done once. Ask again in a second: the answer will be its outcome.';
  throw new HttpProblem(409, 'command.under-way', detail, {}, { 'retry-after': '1' });
}

type Events = Awaited<ReturnType<typeof runMutation>>['events'];

async function attempt(
  connection: Connection,
  tenantId: string,
  { actor, command, store }: { readonly actor: Actor; readonly command: Command; readonly store: StoreContext },
  observer: ChangeRecorder,
): Promise<{ refusal: DomainError | null; events: Events; approval?: Approval }> {
  try {
    const { approvalId, occurredAt } = command;
    const approval = approvalId && (await askedApproval(connection, tenantId, approvalId, occurredAt));
    const { events } = await runMutation({
      connection,
      tenantId,
      mutation: { ...command, actor, deviceId: CLOUD_DEVICE },
      store,
      ...(approval && { approval }),
      authority: true,
      idFor,
      observer,
      aside: asideStore(connection, tenantId),
    });
    return { refusal: null, events, ...(approval && { approval }) };
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error, events: [] };
    throw error;
  }
}

/** @throws HttpProblem where the id was used for something else */
export async function storedOutcome(
  connection: Connection,
  tenantId: string,
  command: Pick<Command, 'id' | 'name' | 'contentId'>,
): Promise<CommandOutcome | undefined> {
  const [row] = await connection.rows<{
    name: string;
    status: CommandOutcome['status'];
    code: string | null;
    message: string | null;
    details: Record<string, unknown> | null;
    content_id: string | null;
  }>(
    'SELECT name, status, code, message, details, content_id FROM sync_outcomes WHERE tenant_id = $1 AND mutation_id = $2',
    [tenantId, command.id],
  );
  if (!row) return undefined;
  if (row.name !== command.name) {
    throw new HttpProblem(
      409,
      'command.id-used',
      `This id was used before, for ${row.name}. Nothing was done now. Take a new id for a new command.`,
    );
  }
  if (command.contentId && row.content_id && row.content_id !== command.contentId) {
    throw new HttpProblem(
      422,
      'command.other-content',
      `This Idempotency-Key was used before, for ${row.name} with other content. What was done then stands, and nothing was done now. Take a new key for a new command.`,
    );
  }
  const { status, code, message, details } = row;
  return { id: command.id, status, repeated: true, code, message, details };
}
