import { isOfDatabase } from '@tillhouse/shared/data/open-run.ts';
import {
  type MutationRequest,
  type RunOptions,
  type RunResult,
  runMutation,
} from '@tillhouse/shared/data/run-mutation.ts';
import type { WritePort } from '@tillhouse/shared/data/write-port.ts';
import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import {
  type Actor,
  type Approval,
  type Proof,
  resolveMutator,
  type StoreContext,
} from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '../protocol/derive-id.ts';
import { impossibleDate, unknownActor } from '../protocol/errors.ts';
import type { Outcome, PushedMutation } from '../protocol/push.ts';
import type { Entry } from './read-push.ts';
import { type SyncOutcome, syncQuarantine } from '../protocol/tables.ts';

/** What the cloud gives to each run; the same for a whole batch. */
export interface CloudRun {
  /** Absent only where one database holds one tenant. */
  readonly tenantId?: string;
  readonly deviceId: string;
  readonly store: StoreContext;
  /** Cloud clock, epoch milliseconds */
  readonly now: () => number;
  /** Cloud clock − device clock as this batch was sent, milliseconds */
  readonly clockOffset?: number;
  /** Who did it, with the permissions that hold now; undefined when nobody of that id is known. */
  readonly resolveActor: (connection: SqlConnection, mutation: PushedMutation) => Promise<Actor | undefined>;
  /**
   * Checks what a mutation says of somebody else's yes. @throws DomainError of kind `invalid` where it is false: a fact is
   * then kept in quarantine. Left out: approvals are not taken.
   */
  readonly checkApproval?: (connection: SqlConnection, mutation: PushedMutation) => Promise<Approval>;
  /**
   * Checks what a mutation says of how its actor showed that it is them; undefined where it shows nothing. Left out: what is
   * grave is not asked for it.
   */
  readonly checkProof?: (connection: SqlConnection, mutation: PushedMutation) => Promise<Proof | undefined>;
  /** In the transaction of the mutations, in their order: event outbox and audit entries. */
  readonly record: (connection: SqlConnection, applied: readonly AppliedRun[]) => Promise<void>;
  /** Something was put aside for a person, in the transaction of the mutations. */
  readonly onPutAside?: (connection: SqlConnection, aside: PutAside) => Promise<void>;
  /** A bug, not a refusal: the payload is kept in quarantine and this is logged whole. */
  readonly onBug?: (mutation: PushedMutation, error: unknown) => void;
  readonly run?: (options: RunOptions) => Promise<RunResult>;
}

/** What is kept whole outside of money, under an id of its own. */
export interface PutAside {
  readonly id: string;
  readonly deviceId: string;
  /** Code of the error, and the same in words */
  readonly reason: string;
  readonly message: string;
  /** As it came */
  readonly payload: unknown;
  readonly receivedAt: number;
}

/** A command that ran; what it wrote stays. */
export interface AppliedRun {
  readonly mutation: MutationRequest;
  readonly result: RunResult;
}

export type Verdict = Omit<Outcome, 'seq' | 'id'>;

const asApplied: Verdict = { status: 'applied', code: null, message: null, details: null };

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

/** The records of a batch were refused together, or cannot be told together: it is taken one by one. */
export class NotAtOnce extends Error {}

/**
 * Runs a fact whose writes are gathered with those of others. Nothing reaches the database before they are sent, so there is
 * nothing to roll back there. @throws NotAtOnce where the database refused even to read
 */
export async function gatherOne(
  connection: SqlConnection,
  run: CloudRun,
  mutation: PushedMutation,
  applied: AppliedRun[],
  port: WritePort,
): Promise<Verdict> {
  const mark = port.mark();
  try {
    applied.push(await runWithAuthority(connection, run, mutation, port));
    return asApplied;
  } catch (error) {
    if (isInfrastructure(error)) throw error;
    if (isOfDatabase(error)) throw new NotAtOnce('a fact cannot be gathered', { cause: error });
    port.rewind(mark);
    return verdictOf(error, run, mutation);
  }
}

/** What a fact would read, asked by a scout: who did it and what came of it do not matter. */
export async function scoutOne(
  connection: SqlConnection,
  run: CloudRun,
  mutation: PushedMutation,
  port: WritePort,
): Promise<void> {
  const actor = { id: mutation.actorId, name: mutation.actorName, roleId: '', permissions: [] };
  await runMutation(optionsFor(connection, run, mutation, actor, port));
}

/**
 * Runs one mutation in a savepoint of the caller's transaction. A refusal or a bug rolls back to the savepoint and is
 * a verdict; only infrastructure errors are thrown. With `applied` the run goes there, for the caller to record with the
 * rest of its batch; without, it is recorded within the savepoint, so that what cannot be recorded is a verdict too.
 */
export async function applyOne(
  connection: SqlConnection,
  run: CloudRun,
  mutation: PushedMutation,
  applied?: AppliedRun[],
): Promise<Verdict> {
  await connection.run('SAVEPOINT mutation', []);
  try {
    const ran = await runWithAuthority(connection, run, mutation);
    if (!applied) await run.record(connection, [ran]);
    await connection.run('RELEASE SAVEPOINT mutation', []);
    applied?.push(ran);
    return asApplied;
  } catch (error) {
    if (isInfrastructure(error)) throw error;
    await connection.run('ROLLBACK TO SAVEPOINT mutation', []);
    await connection.run('RELEASE SAVEPOINT mutation', []);
    return verdictOf(error, run, mutation);
  }
}

async function runWithAuthority(
  connection: SqlConnection,
  run: CloudRun,
  mutation: PushedMutation,
  port?: WritePort,
): Promise<AppliedRun> {
  const known = await run.resolveActor(connection, mutation);
  if (resolveMutator(mutation.name, mutation.version).found?.kind === 'fact') refuseForged(run, mutation, known);
  const proof = (mutation.proof ?? null) === null ? undefined : await run.checkProof?.(connection, mutation);
  const found = known ?? { id: mutation.actorId, name: mutation.actorName, roleId: '', permissions: [] };
  const actor = proof ? { ...found, proof } : found;
  const said = mutation.approval ?? null;
  const approval = said === null ? undefined : await run.checkApproval?.(connection, mutation);
  const options = { ...optionsFor(connection, run, mutation, actor, port), ...(approval && { approval }) };
  return { mutation: options.mutation, result: await (run.run ?? runMutation)(options) };
}

function optionsFor(
  connection: SqlConnection,
  run: CloudRun,
  mutation: PushedMutation,
  actor: Actor,
  port: WritePort | undefined,
): RunOptions {
  const { id, name, version, args, occurredAt } = mutation;
  return {
    connection,
    ...(run.tenantId === undefined ? {} : { tenantId: run.tenantId }),
    mutation: { id, name, version, args, occurredAt, actor, deviceId: run.deviceId },
    store: run.store,
    authority: true,
    asksProof: run.checkProof !== undefined,
    idFor,
    ...(port && { port }),
  };
}

const DAY = 86_400_000;
/** A clock may run ahead as far as any time zone that a person may have set it to by mistake. */
const AHEAD = DAY;
/** Far beyond the 35 days that a desk sells alone, and the pushing again after a restored cloud. */
const BEHIND = 400 * DAY;

/**
 * What no enrolled desk could have sent. Thrown, and so kept in quarantine: a fact is never refused. A till whose clock
 * is wrong by years sells all the same: its time counts as it is, as the desk knew its clock to be off when it sold, and
 * as it is off now that it sends.
 */
function refuseForged(run: CloudRun, mutation: PushedMutation, known: Actor | undefined): void {
  const { occurredAt, clockOffset, actorId } = mutation;
  const now = run.now();
  const times = [0, clockOffset ?? 0, run.clockOffset ?? 0].map((offset) => occurredAt + offset);
  if (!times.some((at) => at <= now + AHEAD && at >= now - BEHIND)) throw impossibleDate({ occurredAt, now });
  if (!known) throw unknownActor({ actorId });
}

function verdictOf(error: unknown, run: CloudRun, mutation: PushedMutation): Verdict {
  const mutator = resolveMutator(mutation.name, mutation.version).found;
  if (!(error instanceof DomainError)) {
    run.onBug?.(mutation, error);
    const message = 'The cloud could not take this in because of a fault on its side. It is kept whole for review.';
    return quarantined('sync.not-understood', message);
  }
  // A fact already happened: refusing it would lose it, so a person looks at it.
  if (!mutator || mutator.kind === 'fact' || error.code === 'command.invalid-arguments') {
    if (mutator?.kind === 'fact' && error.kind !== 'invalid') run.onBug?.(mutation, error);
    return quarantined(error.code, error.message);
  }
  return { status: 'refused', code: error.code, message: error.message, details: { ...error.details } };
}

/** Where and for whom an outcome is recorded. */
export interface RecordedAs {
  readonly connection: SqlConnection;
  readonly tx: Tx;
  readonly clientId: string;
  readonly run: CloudRun;
  readonly now: number;
}

/** The one outcome of a mutation, to be stored; its payload is when a person has to look at it. */
export async function outcomeRow(to: RecordedAs, entry: Entry, verdict: Verdict): Promise<SyncOutcome> {
  if (verdict.status === 'quarantined') await keepPayload(to, entry.id, entry, verdict);
  return {
    clientId: to.clientId,
    seq: entry.seq,
    deviceId: to.run.deviceId,
    mutationId: entry.id,
    name: entry.name,
    ...verdict,
    contentId: entry.contentId,
    clockOffset: entry.mutation?.clockOffset ?? null,
    recordedAt: to.now,
  };
}

/** A dead letter: the whole payload, for a person. */
export async function keepPayload(
  { connection, tx, clientId, run, now }: RecordedAs,
  id: string,
  { payload }: Entry,
  { code, message }: Pick<Verdict, 'code' | 'message'>,
): Promise<void> {
  const { deviceId } = run;
  const reason = code ?? 'sync.malformed';
  const fresh = await tx.insertOnce(syncQuarantine, {
    ...{ mutationId: id, clientId, deviceId, reason, reviewed: false },
    ...{ payload: storable(payload), receivedAt: now },
  });
  if (fresh)
    await run.onPutAside?.(connection, { id, deviceId, reason, message: message ?? '', payload, receivedAt: now });
}

/** jsonb takes neither NUL nor half surrogates: a payload that holds any is kept as its own JSON text. */
function storable(payload: unknown): unknown {
  const text = JSON.stringify(payload);
  return /\\u0000|\\ud[89a-f]/i.test(text) ? { text } : payload;
}
