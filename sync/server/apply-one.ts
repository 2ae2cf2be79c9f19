import {
  type MutationRequest,
  type RunOptions,
  type RunResult,
  runMutation,
} from '@tillhouse/shared/data/run-mutation.ts';
import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import { type Actor, mutatorNamed, type StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '../protocol/derive-id.ts';
import type { Outcome, PushedMutation } from '../protocol/push.ts';
import { syncOutcomes, syncQuarantine } from '../protocol/tables.ts';

/** What the cloud gives to each run; the same for a whole batch. */
export interface CloudRun {
  /** Absent only where one database holds one tenant. */
  readonly tenantId?: string;
  readonly deviceId: string;
  readonly store: StoreContext;
  /** Who did it, with the permissions that hold now; undefined when nobody of that id is known. */
  readonly resolveActor: (connection: SqlConnection, mutation: PushedMutation) => Promise<Actor | undefined>;
  /** In the transaction and savepoint of the mutation: event outbox and audit entry. */
  readonly onApplied: (connection: SqlConnection, mutation: MutationRequest, result: RunResult) => Promise<void>;
  /** A bug, not a refusal: the payload is kept in quarantine and this is logged whole. */
  readonly onBug?: (mutation: PushedMutation, error: unknown) => void;
  readonly run?: (options: RunOptions) => Promise<RunResult>;
}

export type Verdict = Omit<Outcome, 'seq' | 'id'>;

const applied: Verdict = { status: 'applied', code: null, message: null, details: null };

function quarantined(code: string, message: string): Verdict {
  return { status: 'quarantined', code, message, details: null };
}

/** Errors of the engine that say nothing about the mutation: the whole batch is tried again, nothing advances. */
export function isInfrastructure(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' &&
    /^(08|40|53|55|57|58|XX|25)|^SQLITE_(BUSY|FULL|IOERR|NOMEM|READONLY|LOCKED)|^E[A-Z]{3,}$/.test(code)
  );
}

/**
 * Runs one mutation in a savepoint of the caller's transaction. A refusal or a bug rolls back to the savepoint and is
 * a verdict; only infrastructure errors are thrown.
 */
export async function applyOne(connection: SqlConnection, run: CloudRun, mutation: PushedMutation): Promise<Verdict> {
  await connection.run('SAVEPOINT mutation', []);
  try {
    await runWithAuthority(connection, run, mutation);
    await connection.run('RELEASE SAVEPOINT mutation', []);
    return applied;
  } catch (error) {
    if (isInfrastructure(error)) throw error;
    await connection.run('ROLLBACK TO SAVEPOINT mutation', []);
    await connection.run('RELEASE SAVEPOINT mutation', []);
    return verdictOf(error, run, mutation);
  }
}

async function runWithAuthority(connection: SqlConnection, run: CloudRun, mutation: PushedMutation): Promise<void> {
  const known = await run.resolveActor(connection, mutation);
  const actor = known ?? { id: mutation.actorId, name: mutation.actorName, roleId: '', permissions: [] };
  const request: MutationRequest = {
    id: mutation.id,
    name: mutation.name,
    version: mutation.version,
    args: mutation.args,
    occurredAt: mutation.occurredAt,
    actor,
    deviceId: run.deviceId,
  };
  const result = await (run.run ?? runMutation)({
    connection,
    ...(run.tenantId === undefined ? {} : { tenantId: run.tenantId }),
    mutation: request,
    store: run.store,
    authority: true,
    idFor,
  });
  await run.onApplied(connection, request, result);
}

function verdictOf(error: unknown, run: CloudRun, mutation: PushedMutation): Verdict {
  const mutator = mutatorNamed(mutation.name, mutation.version);
  if (!(error instanceof DomainError)) {
    run.onBug?.(mutation, error);
    const message = 'The cloud could not take this in because of a fault on its side. It is kept whole for review.';
    return quarantined('sync.not-understood', message);
  }
  // A fact already happened: refusing it would lose it, so a person looks at it.
  if (!mutator || mutator.kind === 'fact' || error.code === 'command.invalid-arguments') {
    if (mutator?.kind === 'fact') run.onBug?.(mutation, error);
    return quarantined(error.code, error.message);
  }
  return { status: 'refused', code: error.code, message: error.message, details: { ...error.details } };
}

export interface RecordedAs {
  readonly clientId: string;
  readonly deviceId: string;
  readonly now: number;
}

/** Stores the one outcome of a mutation, and its payload when a person has to look at it. */
export async function recordOutcome(
  tx: Tx,
  to: RecordedAs,
  entry: { seq: number; id: string; name: string; payload: unknown },
  verdict: Verdict,
): Promise<Outcome> {
  const { clientId, deviceId, now } = to;
  await tx.insert(syncOutcomes, {
    clientId,
    seq: entry.seq,
    deviceId,
    mutationId: entry.id,
    name: entry.name,
    ...verdict,
    recordedAt: now,
  });
  if (verdict.status === 'quarantined') {
    await tx.insertOnce(syncQuarantine, {
      mutationId: entry.id,
      clientId,
      deviceId,
      reason: verdict.code ?? 'sync.malformed',
      payload: entry.payload,
      receivedAt: now,
      reviewed: false,
    });
  }
  return { seq: entry.seq, id: entry.id, ...verdict };
}
