import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { commandTitle, commandWord } from './case-words.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

type Result = QueryMap['sync.queue']['result'];
type Kind = Result['kinds'][number];

const KINDS = ['orders', 'register', 'inventory', 'catalog', 'pricing', 'customers', 'access'];

/** A batch that was sent so lately is on its way. */
const SENDING_MS = 10_000;

interface Counts {
  kind: string;
  waiting: number;
  bytes: number;
  attempts: number;
  triedAt: number | null;
  lastSentAt: number | null;
}

function kindsOf(reader: Reader, now: number): Kind[] {
  const counts = reader.all<Counts>(
    `SELECT substr(name, 1, instr(name, '.') - 1) AS kind, sum(state = 'queued') AS waiting,
       coalesce(sum(octet_length(args)) FILTER (WHERE state = 'queued'), 0) AS bytes,
       coalesce(max(attempts) FILTER (WHERE state = 'queued'), 0) AS attempts,
       max(last_sent_at) FILTER (WHERE state = 'queued') AS triedAt, max(answered_at) AS lastSentAt
     FROM sync_outbox GROUP BY 1`,
  );
  const settled = reader.all<{ kind: string; at: number }>(
    `SELECT substr(name, 9) AS kind, CAST(value AS INTEGER) AS at FROM sync_meta WHERE name LIKE 'last_ok:%'`,
  );
  const before = new Map(settled.map((row) => [row.kind, row.at]));
  const review = reader.all<{ kind: string }>(
    `SELECT substr(name, 1, instr(name, '.') - 1) AS kind FROM sync_attention a WHERE settled_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM quarantine_cases c WHERE c.id = a.mutation_id)
     UNION SELECT substr(name, 1, instr(name, '.') - 1) FROM quarantine_cases WHERE status = 'open'`,
  );
  const inReview = new Set(review.map((row) => row.kind));
  const known = new Map(counts.map((row) => [row.kind, row]));
  return KINDS.map((kind) => {
    const { waiting = 0, bytes = 0, attempts = 0, triedAt = null, lastSentAt = null } = known.get(kind) ?? {};
    const sending = triedAt !== null && now - triedAt < SENDING_MS;
    const unsent = sending ? 'sending' : attempts > 1 ? 'failed' : 'queued';
    const last = Math.max(lastSentAt ?? 0, before.get(kind) ?? 0) || null;
    const state = inReview.has(kind) ? 'review' : waiting === 0 ? 'synced' : unsent;
    return { kind, waiting, bytes, state, lastSentAt: last };
  });
}

/** Epoch milliseconds of the store's last midnight. */
function midnight(reader: Reader, now: number): number {
  const zone = storeAt(reader, null)?.timeZone ?? 'UTC';
  const { date } = localDayAndHour(now, zone);
  let at = now - (now % 3_600_000);
  while (localDayAndHour(at - 1, zone).date === date) at -= 3_600_000;
  return at;
}

export const syncQueue = query('sync.queue', {
  params: nothing,
  permission: 'desk.use',
  run: (reader, _params, { now }) => {
    const rows = reader.all<{
      mutationId: string;
      name: string;
      args: string;
      occurredAt: number;
      attempts: number;
      number: string | null;
    }>(
      `SELECT mutation_id AS mutationId, name, args, occurred_at AS occurredAt, attempts, args ->> '$.decided.number' AS number
       FROM sync_outbox WHERE state = 'queued' ORDER BY order_no LIMIT 100`,
    );
    const sent = reader.get<{ n: number }>(
      "SELECT count(*) AS n FROM sync_outbox WHERE state <> 'queued' AND answered_at >= ?",
      [midnight(reader, now)],
    );
    const size = reader.get<{ n: number }>(
      'SELECT c.page_count * s.page_size AS n FROM pragma_page_count() c, pragma_page_size() s',
    );
    return {
      kinds: kindsOf(reader, now),
      waiting: rows.map(({ args, number, ...row }) => ({
        ...row,
        title: number ? `${commandWord(row.name)} ${number}` : commandTitle(reader, row.name, JSON.parse(args)),
      })),
      sentToday: sent?.n ?? 0,
      databaseBytes: size?.n ?? 0,
    };
  },
});
