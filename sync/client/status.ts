import type { DeskDatabase } from './desk-database.ts';
import { metaOf } from './meta.ts';
import type { Line } from './push-loop.ts';

/** What the sync pill and the sync page show (the same form as desktop/bridge/status.ts). Instants are epoch milliseconds. */
export interface SyncStatus {
  readonly state: 'never' | 'initial' | 'synced' | 'sending' | 'offline' | 'failing';
  readonly since: number | null;
  readonly lastSyncedAt: number | null;
  readonly waiting: number;
  readonly waitingSales: number;
  readonly oldestWaitingAt: number | null;
  readonly needsAttention: number;
  readonly initial: { readonly received: number; readonly expected: number | null } | null;
  readonly clockSkew: number | null;
  readonly problem: string | null;
  /** Set where the cloud does not let this device in: waiting alone changes nothing */
  readonly problemCode: string | null;
}

export interface StatusInput {
  readonly database: DeskDatabase;
  readonly push: Line;
  /** Since when shapes have no line; null while they have one */
  readonly offlineSince: number | null;
  readonly denied: Line['denied'];
  readonly complete: boolean;
  readonly copied: number;
  readonly bug: string | null;
  /** Names of commands that are sales */
  readonly sales: readonly string[];
}

/** Names of commands that are sales, where nobody names others */
export const SALES: readonly string[] = ['register.recordSale'];

const KEPT = 'What was done here is safe in this desk and goes on waiting.';

type Counts = Pick<SyncStatus, 'lastSyncedAt' | 'waiting' | 'waitingSales' | 'oldestWaitingAt' | 'needsAttention'>;

/** What lies in the file itself, which is there before sync runs and where it never does. */
function countsOf(database: DeskDatabase, sales: readonly string[]): Counts {
  const lastSynced = metaOf(database).last_synced_at;
  // The table itself, not the view that opens what is sealed, and by the index that holds all that is asked: left to
  // itself SQLite reads the rows by their states, some kilobytes each, which is 5 ms for a thousand.
  const [counts] = database.read(
    `SELECT count(*) AS waiting, min(occurred_at) AS oldest,
            sum(name IN (SELECT value FROM json_each(?))) AS sales
       FROM main.sync_outbox INDEXED BY sync_outbox_waiting WHERE state = 'queued'`,
    [JSON.stringify(sales)],
  );
  const [attention] = database.read('SELECT count(*) AS n FROM sync_attention WHERE settled_at IS NULL');
  return {
    lastSyncedAt: lastSynced === undefined ? null : Number(lastSynced),
    waiting: Number(counts?.waiting ?? 0),
    waitingSales: Number(counts?.sales ?? 0),
    oldestWaitingAt: (counts?.oldest as number | null | undefined) ?? null,
    needsAttention: Number(attention?.n ?? 0),
  };
}

/** The status of a file that sync does not run over, or not yet: what waits in it waits all the same. */
export function statusBeforeSync(database: DeskDatabase, sales: readonly string[] = SALES): SyncStatus {
  const unknown = { since: null, initial: null, clockSkew: null, problem: null, problemCode: null };
  return { state: 'never', ...countsOf(database, sales), ...unknown };
}

export function statusOf(input: StatusInput): SyncStatus {
  const { database, push } = input;
  const clockSkew = metaOf(database).clock_skew;
  const counts = countsOf(database, input.sales);
  const denied = push.denied ?? input.denied;
  const problem = input.bug ?? (denied === null ? null : `${denied.message} ${KEPT}`);
  const offline = push.state === 'offline' || input.offlineSince !== null;
  return {
    state: stateOf({ problem, offline, complete: input.complete, waiting: counts.waiting, sending: push.sending }),
    since: offline ? (input.offlineSince ?? push.since) : null,
    ...counts,
    initial: input.complete ? null : { received: input.copied, expected: null },
    clockSkew: clockSkew === undefined ? null : Number(clockSkew),
    problem,
    problemCode: denied && notLetIn(denied.status) ? denied.code : null,
  };
}

/** Who the device is, is what the cloud says no to: 400 is the answer of OAuth to an assertion that it does not take. */
const notLetIn = (status: number): boolean => status === 400 || status === 401 || status === 403;

function stateOf(seen: {
  problem: string | null;
  offline: boolean;
  complete: boolean;
  waiting: number;
  sending: boolean;
}): SyncStatus['state'] {
  if (seen.problem !== null) return 'failing';
  if (seen.offline) return 'offline';
  if (!seen.complete) return 'initial';
  return seen.waiting > 0 || seen.sending ? 'sending' : 'synced';
}
