import { MAX_BATCH, PUSH_CONFLICTS, type PushRequest, type PushResponse } from '../protocol/push.ts';
import type { Signal } from './aborter.ts';
import { takeOutcome } from './acknowledge.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import type { OnNotShown } from './intents.ts';
import { readMeta, writeMeta } from './meta.ts';
import { entryOf, type OutboxEntry, toPushed } from './outbox.ts';
import type { Platform } from './platform.ts';
import type { PushResult, PushTransport } from './push-transport.ts';
import { reIdentifyDesk, sendKeptAgain } from './renumber.ts';

export interface PushOptions {
  readonly database: DeskDatabase;
  readonly platform: Pick<Platform, 'now' | 'newId'>;
  readonly transport: PushTransport;
  /** The cloud was restored: every shape has to be read anew */
  readonly onCloudRestored?: () => void;
  readonly onNotShown?: OnNotShown;
  /** How many mutations go at once at most; default 50 */
  readonly most?: number;
  /** Set off when sync stops: a request under way is let go, its mutations stay queued and go again under their counters. */
  readonly signal?: Signal;
}

/**
 * - `idle`: nothing waits
 * - `sent`: something was answered, there may be more
 * - `later`: try again, not before `afterMs`
 * - `denied`: only a person (or a newer program) can help
 */
export type PushStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sent'; readonly answered: number }
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: 'offline' | 'busy' }
  /** These were too many at once: send fewer */
  | { readonly kind: 'too-large'; readonly sent: number }
  | { readonly kind: 'denied'; readonly status: number; readonly code: string; readonly message: string };

/** How the push loop follows a train of batches. */
export interface Train {
  /** A request goes out. @returns what to call when its answer was taken in and the next is already under way */
  sends(): () => void;
  /** Whether the next batch may go out too */
  mayGoOn(): boolean;
}

/**
 * Sends one batch and takes the answer in. With `probe` an empty batch is sent too: its answer tells whether the cloud was
 * set back, or this file. With `train` it goes on as long as every answer is the expected one: a batch is made ready while
 * the one before it is under way, and sent before that one's answer is written down. Never two are under way at once, so the
 * cloud sees the counters in order; a crash in between sends again what was answered, and the cloud tells the same.
 */
export async function pushOnce(options: PushOptions, probe = false, train?: Train): Promise<PushStep> {
  const { database, platform } = options;
  const first = await nextBatch(database, platform.now(), probe, options.most ?? MAX_BATCH);
  if (!first) return { kind: 'idle' };
  let batch = first;
  let taken = train?.sends();
  for (let sent = exchange(options, batch); ; ) {
    const following = train ? batchAfter(database, batch, options.most ?? MAX_BATCH).catch(() => null) : null;
    const [{ result, sentAt }, next] = await Promise.all([sent, following]);
    if (!train || !next || result.kind !== 'answered' || !isExpected(batch, result.response) || !train.mayGoOn()) {
      return takeResult(options, batch, result, sentAt);
    }
    const lsn = BigInt(result.response.lsn);
    const ahead = { ...next, known: { ...next.known, lastLsn: lsn > next.known.lastLsn ? lsn : next.known.lastLsn } };
    const told = taken;
    taken = train.sends();
    const underWay = exchange(options, ahead);
    try {
      await takeAnswer(options, batch, result.response, sentAt, ahead);
    } catch (error) {
      await underWay.catch(() => {});
      throw error;
    }
    told?.();
    batch = ahead;
    sent = underWay;
  }
}

interface Exchange {
  readonly result: PushResult;
  readonly sentAt: number;
}

async function exchange(options: PushOptions, batch: Batch): Promise<Exchange> {
  const sentAt = options.platform.now();
  const { clientId, entries } = batch;
  const request: PushRequest = { protocol: 1, clientId, mutations: entries.map(toPushed), sentAt };
  const result = await sendOrLetGo(options, request);
  return { result, sentAt };
}

/** A transport that is in the middle of something else (asking for a token) hears nothing of the signal itself. */
function sendOrLetGo({ transport, signal }: PushOptions, request: PushRequest): Promise<PushResult> {
  const answer = transport.send(request, signal);
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const letGo = () => resolve({ kind: 'later', afterMs: 0, reason: 'offline' });
    signal.addEventListener('abort', letGo, { once: true });
    if (signal.aborted) letGo();
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', letGo));
  });
}

/** All taken in, by the cloud that was known, at a later place: nothing that the next batch has to wait for. */
function isExpected({ entries, known }: Batch, answer: PushResponse): boolean {
  return (
    answer.held === undefined &&
    answer.outcomes.length === entries.length &&
    answer.lastSeq === entries.at(-1)?.seq &&
    known.systemId !== undefined &&
    !cloudWasRestored(known, answer)
  );
}

async function takeResult(options: PushOptions, batch: Batch, result: PushResult, sentAt: number): Promise<PushStep> {
  if (result.kind === 'answered') {
    await takeAnswer(options, batch, result.response, sentAt);
    const { held } = result.response;
    if (held) return { kind: 'denied', status: 409, code: held.code, message: held.message };
    return { kind: 'sent', answered: result.response.outcomes.length };
  }
  if (result.kind === 'conflict') return resolveConflict(options, batch, result);
  if (result.kind === 'too-large') return tooLargeStep(batch.entries.length);
  return result;
}

function tooLargeStep(sent: number): PushStep {
  if (sent > 1) return { kind: 'too-large', sent };
  const message = 'The cloud did not take a change of this desk because of its size.';
  return { kind: 'denied', status: 413, code: 'request.too-large', message };
}

/** Characters of arguments in one request, some megabytes below what the cloud takes; one mutation always goes. */
const MAX_TEXT = 3 * 1024 * 1024;

/** As many from the front as go in one request. */
export function fitting(rows: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] {
  let text = 0;
  const end = rows.findIndex((row, at) => {
    text += (row.args as string).length;
    return at > 0 && text > MAX_TEXT;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

/** What was known of the cloud when a batch was made. An answer with an older position means a restored cloud. */
interface KnownCloud {
  readonly systemId: string | undefined;
  readonly timeline: string | undefined;
  readonly lastLsn: bigint;
}

interface Batch {
  readonly clientId: string;
  readonly entries: readonly OutboxEntry[];
  readonly known: KnownCloud;
}

async function nextBatch(database: DeskDatabase, now: number, probe: boolean, most: number): Promise<Batch | null> {
  const waiting = database.read(`SELECT 1 FROM sync_outbox WHERE state = 'queued' LIMIT 1`);
  if (waiting.length === 0 && !probe) return null;
  return database.repeatable(async (connection) => {
    const batch = readBatch(connection, 0, most);
    noteSent(connection, batch, now);
    return batch;
  });
}

/** What comes after a batch that is under way. */
async function batchAfter(database: DeskDatabase, batch: Batch, most: number): Promise<Batch | null> {
  const last = batch.entries.at(-1)?.seq ?? null;
  if (last === null) return null;
  const next = await database.repeatable(async (connection) => readBatch(connection, last, most));
  return next.entries.length > 0 && next.clientId === batch.clientId ? next : null;
}

function readBatch(connection: DeskConnection, after: number, most: number): Batch {
  const sql = `SELECT * FROM sync_outbox WHERE state = 'queued' AND seq > ? ORDER BY seq LIMIT ?`;
  const entries = fitting(connection.allNow(sql, [after, most])).map((row) => entryOf(connection, row));
  const clientId = readMeta(connection, 'client_id');
  if (!clientId) throw new Error('the desk has no client id');
  return { clientId, entries, known: knownCloud(connection, newestKnown(connection)) };
}

function knownCloud(connection: DeskConnection, lastLsn: bigint): KnownCloud {
  return { systemId: readMeta(connection, 'system_id'), timeline: readMeta(connection, 'timeline'), lastLsn };
}

function noteSent(connection: DeskConnection, { entries }: Batch, now: number): void {
  connection.runNow(
    `UPDATE sync_outbox SET attempts = attempts + 1, last_sent_at = ?
      WHERE order_no IN (SELECT value FROM json_each(?))`,
    [now, JSON.stringify(entries.map(({ orderNo }) => orderNo))],
  );
}

/** By answers to pushes or by shapes: a desk that no push of was ever answered knows the cloud by its shapes alone. */
function newestKnown(connection: DeskConnection): bigint {
  const answered = BigInt(readMeta(connection, 'last_lsn') ?? '0');
  const [row] = connection.allNow('SELECT max(frontier) AS lsn FROM sync_shapes', []);
  const followed = BigInt(Number(row?.lsn ?? 0));
  return answered > followed ? answered : followed;
}

async function takeAnswer(
  options: PushOptions,
  batch: Batch,
  answer: PushResponse,
  sentAt: number,
  underWay?: Batch,
): Promise<void> {
  const { database, platform } = options;
  const now = platform.now();
  const { lastLsn } = batch.known;
  const take = async (connection: DeskConnection): Promise<boolean> => {
    if (underWay) noteSent(connection, underWay, now);
    const isRestored =
      cloudWasRestored(knownCloud(connection, lastLsn), answer) || answer.lastSeq < lastAnswered(connection);
    writeMeta(connection, 'system_id', answer.cloud.systemId);
    writeMeta(connection, 'timeline', String(answer.cloud.timeline));
    const newest = BigInt(answer.lsn) > lastLsn || isRestored ? answer.lsn : String(lastLsn);
    writeMeta(connection, 'last_lsn', newest);
    // The middle of the trip is the best guess of when the cloud read its clock.
    writeMeta(connection, 'clock_skew', String(Math.round(answer.now - (sentAt + now) / 2)));
    for (const outcome of answer.outcomes) await takeOutcome(connection, outcome, null, now, options.onNotShown);
    if (isRestored) sendKeptAgain(connection, platform.newId());
    // The cloud knows counters that this file never gave out: it is an older copy of one that went on.
    else if (answer.lastSeq >= Number(readMeta(connection, 'next_seq') ?? '1')) {
      reIdentifyDesk(connection, platform.newId());
    }
    return isRestored;
  };
  // What was lost of an answer is asked again. Who this desk is to the cloud must not be.
  const plain = isExpected(batch, answer);
  const restored = await (plain ? database.repeatable(take) : database.transaction('background', take));
  if (restored) options.onCloudRestored?.();
}

/** The highest counter of the present client id that the cloud has answered. */
function lastAnswered(connection: DeskConnection): number {
  const [row] = connection.allNow(`SELECT max(seq) AS seq FROM sync_outbox WHERE state <> 'queued'`, []);
  return Number(row?.seq ?? 0);
}

export function cloudWasRestored(known: KnownCloud, answer: Pick<PushResponse, 'cloud' | 'lsn'>): boolean {
  if (BigInt(answer.lsn) < known.lastLsn) return true;
  if (known.systemId === undefined) return false;
  return known.systemId !== answer.cloud.systemId || known.timeline !== String(answer.cloud.timeline);
}

/** The answers to HTTP 409: nothing was taken in, and nothing is discarded here either. */
async function resolveConflict(
  options: PushOptions,
  batch: Batch,
  conflict: PushResult & { kind: 'conflict' },
): Promise<PushStep> {
  const { database, platform } = options;
  const first = batch.entries[0]?.seq ?? 0;
  if (conflict.code === PUSH_CONFLICTS.reIdentify) {
    await database.transaction('background', async (connection) => reIdentifyDesk(connection, platform.newId()));
    return { kind: 'sent', answered: 0 };
  }
  if (conflict.code !== PUSH_CONFLICTS.outOfOrder) {
    return { kind: 'denied', status: 409, code: conflict.code, message: conflict.message };
  }
  const expected = Number(conflict.details.expectedSeq);
  // The cloud lacks counters that it had confirmed, so it was set back: what this desk keeps goes there again.
  if (expected < first) {
    await database.transaction('background', async (connection) => sendKeptAgain(connection, platform.newId()));
    options.onCloudRestored?.();
  } else {
    await database.transaction('background', async (connection) => reIdentifyDesk(connection, platform.newId()));
  }
  return { kind: 'sent', answered: 0 };
}
