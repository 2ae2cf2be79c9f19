import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import { Gather } from '@tillhouse/shared/data/gather.ts';
import { Scout } from '@tillhouse/shared/data/scout.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { WritePort } from '@tillhouse/shared/data/write-port.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { resolveMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { idFor } from '../protocol/derive-id.ts';
import { cloudTooOld, deskTooOld, idReused, outOfOrder, reIdentify } from '../protocol/errors.ts';
import type { Held, Outcome, PushedMutation, PushResponse } from '../protocol/push.ts';
import { type SyncClient, type SyncOutcome, syncClients, syncOutcomes } from '../protocol/tables.ts';
import {
  type AppliedRun,
  applyOne,
  type CloudRun,
  gatherOne,
  isInfrastructure,
  keepPayload,
  NotAtOnce,
  outcomeRow,
  scoutOne,
  type Verdict,
} from './apply-one.ts';
import { type CloudPosition, postgresPosition } from './cloud-position.ts';
import { type Entry, readPush } from './read-push.ts';

export interface ApplyOptions extends Omit<CloudRun, 'store'> {
  /** One transaction within the tenant: BEGIN … COMMIT around `fn`, ROLLBACK when it throws. */
  readonly transaction: <T>(fn: (connection: SqlConnection) => Promise<T>) => Promise<T>;
  /** Body of POST /sync/v1/push as it came */
  readonly request: unknown;
  readonly storeContext: (connection: SqlConnection) => Promise<StoreContext>;
  /** Whether an outcome may go over to this device from another one: not while that one still waits for it. */
  readonly mayTakeOver?: (connection: SqlConnection, fromDeviceId: string) => Promise<boolean>;
  readonly position?: (connection: SqlConnection) => Promise<CloudPosition>;
}

const RETRYABLE = new Set(['40001', '40P01']);
const TRIES = 5;

/**
 * Takes a desk's batch in: one transaction, a savepoint for each mutation; after a deadlock or serialisation failure, or
 * where one of them has what cannot be recorded, one by one. Each mutation ends as one stored outcome, whatever is sent twice.
 * @throws DomainError `sync.out-of-order`, `sync.re-identify` (HTTP 409) and `sync.malformed-push` (400). Anything
 * else is infrastructure: nothing advanced, the desk sends again.
 */
export async function applyMutations(options: ApplyOptions): Promise<PushResponse> {
  const push = readPush(options.request);
  const sent = { ...options, clockOffset: options.now() - push.sentAt };
  try {
    return await options.transaction((connection) => applyBatch(connection, sent, push.clientId, push.entries));
  } catch (error) {
    if (!isRetryable(error) && !(error instanceof NotAtOnce)) throw error;
  }
  let last: PushResponse | undefined;
  const outcomes: Outcome[] = [];
  for (const entry of push.entries) {
    last = await insistently(() =>
      options.transaction((connection) => applyBatch(connection, sent, push.clientId, [entry])),
    );
    outcomes.push(...last.outcomes);
    if (last.held) break;
  }
  return { ...(last as PushResponse), outcomes };
}

async function insistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= TRIES || !isRetryable(error)) throw error;
    }
  }
}

function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(String((error as { code?: unknown } | null)?.code));
}

async function applyBatch(
  connection: SqlConnection,
  options: ApplyOptions,
  clientId: string,
  entries: readonly Entry[],
): Promise<PushResponse> {
  const { deviceId, tenantId } = options;
  const port = createTx({ connection, ...(tenantId === undefined ? {} : { tenantId }), onEvent: async () => {} });
  const now = options.now();
  const client = await lockClient(port.tx, clientId, deviceId, now);
  const run: ApplyRun = { ...options, store: await options.storeContext(connection) };
  // Alone a mutation is recorded in its savepoint, and what cannot be recorded becomes its verdict.
  const applied: AppliedRun[] | undefined = entries.length > 1 ? [] : undefined;
  const known = await knownOutcomes(port.tx, entries);
  const next = client.lastSeq + 1;
  const turn: Turn = {
    connection,
    tx: port.tx,
    run,
    clientId,
    createdAt: client.createdAt,
    now,
    next,
    known,
    fresh: [],
    applied,
    gathering: undefined,
  };
  const outcomes: Outcome[] = [];
  let held: Held | undefined;
  for (const [at, entry] of entries.entries()) {
    held = heldBack(turn, entry);
    if (held) break;
    await gatherFrom(turn, entries, at);
    outcomes.push(await take(turn, entry));
  }
  await sendGathered(turn);
  await atOnce(entries, async () => {
    await storeFresh(turn);
    if (applied && applied.length > 0) await run.record(connection, applied);
  });
  const lastSeq = turn.next - 1;
  await port.tx.update(syncClients, { clientId }, { lastSeq, seenAt: now });
  const position = await (options.position ?? postgresPosition)(connection);
  port.end();
  return { lastSeq, outcomes, ...(held ? { held } : {}), ...position, now };
}

type ApplyRun = CloudRun & Pick<ApplyOptions, 'mayTakeOver'>;

interface Turn {
  readonly connection: SqlConnection;
  readonly tx: Tx;
  readonly run: ApplyRun;
  readonly clientId: string;
  /** When the cloud first heard of the client id */
  readonly createdAt: number;
  readonly now: number;
  next: number;
  /** By mutation id; those of this batch too */
  readonly known: Map<string, SyncOutcome>;
  /** Outcomes that are not stored yet */
  readonly fresh: SyncOutcome[];
  readonly applied: AppliedRun[] | undefined;
  /** Of the facts that follow each other in the batch, up to the counter `until` */
  gathering: { readonly gather: Gather; readonly until: number } | undefined;
}

/** Facts that follow each other; fewer are taken as they come. */
const WORTH_GATHERING = 4;

/**
 * Where a row of facts begins, they are scouted and from then on gathered; where it ends, what was gathered is sent before
 * anything else runs, since an intent has to see it.
 */
async function gatherFrom(turn: Turn, entries: readonly Entry[], at: number): Promise<void> {
  const { connection, run, tx, known } = turn;
  const entry = entries[at] as Entry;
  if (turn.gathering && entry.seq <= turn.gathering.until) return;
  await sendGathered(turn);
  const facts: PushedMutation[] = [];
  for (const { seq, id, mutation } of entries.slice(at)) {
    if (!mutation || known.has(id) || seq !== turn.next + facts.length || !isFact(mutation)) break;
    facts.push(mutation);
  }
  if (facts.length < WORTH_GATHERING) return;
  const gather = new Gather(tx);
  turn.gathering = { gather, until: turn.next + facts.length - 1 };
  const scout = new Scout(gather);
  try {
    await scout.run(facts.map((mutation) => (port: WritePort) => scoutOne(connection, run, mutation, port)));
  } catch (error) {
    throw isInfrastructure(error) ? error : new NotAtOnce('facts cannot be scouted', { cause: error });
  }
}

/** What somebody else said yes to is checked against what commands before it used, so it is taken as it comes. */
function isFact({ name, version, approval }: PushedMutation): boolean {
  return !approval && resolveMutator(name, version).found?.kind === 'fact';
}

async function sendGathered(turn: Turn): Promise<void> {
  const { gathering } = turn;
  turn.gathering = undefined;
  try {
    await gathering?.gather.send();
  } catch (error) {
    throw isInfrastructure(error) ? error : new NotAtOnce('what was gathered was refused', { cause: error });
  }
}

async function knownOutcomes(tx: Tx, entries: readonly Entry[]): Promise<Map<string, SyncOutcome>> {
  const rows = await tx.listMany(
    syncOutcomes,
    entries.map(({ id }) => ({ mutationId: id })),
  );
  return new Map(rows.map((row) => [row.mutationId, row]));
}

/** Those of a batch in one statement. */
async function storeFresh({ tx, fresh }: Turn): Promise<void> {
  await tx.insertMany(syncOutcomes, fresh.splice(0));
}

/** @throws NotAtOnce where more than one mutation was recorded and that failed for what is in them */
async function atOnce(entries: readonly Entry[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (entries.length < 2 || isInfrastructure(error)) throw error;
    throw new NotAtOnce('the records of a batch were refused', { cause: error });
  }
}

/** The row lock on the client makes pushes of one file wait for each other. */
async function lockClient(tx: Tx, clientId: string, deviceId: string, now: number): Promise<SyncClient> {
  await tx.insertOnce(syncClients, { clientId, deviceId, lastSeq: 0, createdAt: now, seenAt: now });
  const [client] = await tx.getForUpdate(syncClients, [{ clientId }]);
  if (!client) throw new Error('the client row vanished under its lock');
  if (client.deviceId !== deviceId) throw reIdentify({ reason: 'other-device' });
  return client;
}

/**
 * A command that this program cannot run, because it or the desk is too old for it, waits at the desk: neither refused
 * nor put aside, since after an update it runs as it is.
 */
function heldBack(turn: Turn, { seq, id, mutation }: Entry): Held | undefined {
  if (!mutation || seq !== turn.next) return undefined;
  const { name, version } = mutation;
  const resolution = resolveMutator(name, version);
  if (resolution.found || !/^[a-z]+\.[a-zA-Z]{1,80}$/.test(name)) return undefined;
  const { code, message } = (resolution.why === 'newer' ? cloudTooOld : deskTooOld)({ name, version });
  return { seq, id, code, message };
}

/** Decides by counter (order) and uuid (exactly once) what becomes of one entry. */
async function take(turn: Turn, entry: Entry): Promise<Outcome> {
  const known = turn.known.get(entry.id);
  if (entry.seq < turn.next) {
    if (!known) throw reIdentify({ reason: 'counter-reused' });
    return isSame(known, entry) ? outcomeOf(known, entry.seq) : keepReused(turn, entry);
  }
  if (entry.seq > turn.next) throw outOfOrder({ expectedSeq: turn.next, receivedSeq: entry.seq });
  turn.next += 1;
  if (known && !isSame(known, entry)) return keepReused(turn, entry);
  if (known) return moveOutcome(turn, known, entry);
  const verdict = entry.mutation
    ? await runEntry(turn, entry.mutation)
    : ({ status: 'quarantined', code: 'sync.malformed', message: entry.problem, details: null } as const);
  const row = await outcomeRow(turn, entry, verdict);
  turn.fresh.push(row);
  turn.known.set(entry.id, row);
  return outcomeOf(row, entry.seq);
}

function runEntry({ connection, run, applied, gathering }: Turn, mutation: PushedMutation): Promise<Verdict> {
  if (gathering && applied) return gatherOne(connection, run, mutation, applied, gathering.gather);
  return applyOne(connection, run, mutation, applied);
}

/**
 * A re-identified file sends what the cloud already has: its outcome takes the new counter, nothing runs again. A request of
 * the id before, which was on its way all the while, takes nothing back from the new one.
 */
async function moveOutcome(turn: Turn, known: SyncOutcome, entry: Entry): Promise<Outcome> {
  const { connection, run } = turn;
  const isOwn = known.deviceId === run.deviceId;
  const holder = isOwn ? await turn.tx.get(syncClients, { clientId: known.clientId }) : null;
  if (holder && holder.createdAt > turn.createdAt) return outcomeOf(known, entry.seq);
  const mayTakeOver = run.mayTakeOver ?? (async () => true);
  // Another device's acknowledgement stays with it: it still waits for its own.
  if (!isOwn && !(await mayTakeOver(connection, known.deviceId))) return outcomeOf(known, entry.seq);
  const moved = { ...known, clientId: turn.clientId, seq: entry.seq, deviceId: turn.run.deviceId };
  // It may be of this batch, and not be stored yet.
  await storeFresh(turn);
  await turn.tx.delete(syncOutcomes, { clientId: known.clientId, seq: known.seq });
  await turn.tx.insert(syncOutcomes, moved);
  turn.known.set(entry.id, moved);
  return outcomeOf(known, entry.seq);
}

/** What the cloud did by itself carries no content: its ids were never a desk's. */
function isSame(known: SyncOutcome, entry: Entry): boolean {
  return known.name === entry.name && (known.contentId === null || known.contentId === entry.contentId);
}

/** Another command under a used id: the first outcome stands, and what came is kept under an id of its own. */
async function keepReused(turn: Turn, entry: Entry): Promise<Outcome> {
  const { code, message } = idReused({ mutationId: entry.id });
  await keepPayload(turn, idFor(entry.id, entry.contentId), entry, { code, message });
  return { seq: entry.seq, id: entry.id, status: 'quarantined', code, message, details: null };
}

function outcomeOf(row: SyncOutcome, seq: number): Outcome {
  const { mutationId, status, code, message, details } = row;
  return { seq, id: mutationId, status, code, message, details };
}
