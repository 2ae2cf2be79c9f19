import type { QueryMap } from '../../bridge/queries.ts';
import type { Query, QueryContext } from './reader.ts';

type Attention = QueryMap['attention.list']['result'][number];

/** What a person calls the commands of each kind, in the order of the page. */
const KINDS: readonly (readonly [kind: string, test: (name: string) => boolean])[] = [
  ['Sales', (name) => name === 'register.recordSale' || name === 'register.recordReturn'],
  ['Drawers', (name) => name.startsWith('register.')],
  ['Stock moves', (name) => name.startsWith('inventory.')],
  ['Products', (name) => name.startsWith('catalog.') || name.startsWith('pricing.')],
  ['Customers', (name) => name.startsWith('customers.')],
  ['Orders', (name) => name.startsWith('orders.')],
  ['Settings', () => true],
];

function kindOf(name: string): string {
  return (KINDS.find(([, test]) => test(name)) as (typeof KINDS)[number])[0];
}

interface Waiting {
  mutationId: string;
  name: string;
  occurredAt: number;
  attempts: number;
  number: string | null;
}

export const syncQueue: Query<'sync.queue'> = ({ read, now }) => {
  const waiting = read.all<Waiting>(
    `SELECT mutation_id AS mutationId, name, occurred_at AS occurredAt, attempts,
       json_extract(args, '$.decided.number') AS number FROM sync_outbox WHERE state = 'queued' ORDER BY order_no`,
  );
  const sent = read.all<{ name: string; at: number }>(
    'SELECT name, max(answered_at) AS at FROM sync_outbox WHERE answered_at IS NOT NULL GROUP BY name',
  );
  const review = new Set(
    read
      .all<{ name: string }>('SELECT DISTINCT name FROM sync_attention WHERE settled_at IS NULL')
      .map(({ name }) => kindOf(name)),
  );
  const kinds = KINDS.map(([kind]) => {
    const own = waiting.filter(({ name }) => kindOf(name) === kind);
    const tried = own.some(({ attempts }) => attempts > 0);
    const times = sent.filter(({ name }) => kindOf(name) === kind).map(({ at }) => at);
    const state = own.length > 0 ? (tried ? 'failed' : 'queued') : 'synced';
    return {
      kind,
      waiting: own.length,
      state: review.has(kind) ? ('review' as const) : (state as 'queued' | 'failed' | 'synced'),
      lastSentAt: times.length > 0 ? Math.max(...times) : null,
    };
  });
  return {
    kinds,
    waiting: waiting.slice(0, 200).map(({ number, ...entry }) => ({
      ...entry,
      title: number ? `${kindOf(entry.name)} ${number}` : kindOf(entry.name),
    })),
    sentToday: sentSince(read, now - 86_400_000),
    databaseBytes: fileBytes(read),
  };
};

function sentSince(read: QueryContext['read'], at: number): number {
  return read.get<{ n: number }>('SELECT count(*) AS n FROM sync_outbox WHERE answered_at >= ?', [at])?.n ?? 0;
}

function fileBytes(read: QueryContext['read']): number {
  const pages = read.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
  return pages * (read.get<{ page_size: number }>('PRAGMA page_size')?.page_size ?? 0);
}

interface Field {
  field: string;
  base?: unknown;
  mine?: unknown;
  theirs?: unknown;
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** Refused and quarantined commands of this desk, values that lost a race, and stock that needs a person. */
export const attentionList: Query<'attention.list'> = (context) => [
  ...refused(context),
  ...lostValues(context),
  ...stockTasks(context),
];

function refused({ read }: QueryContext): Attention[] {
  const rows = read.all<{
    mutationId: string;
    kind: 'refused' | 'quarantined';
    name: string;
    message: string | null;
    fields: string;
    by: string;
    at: number;
  }>(
    `SELECT mutation_id AS mutationId, kind, name, message, fields, actor_name AS "by", at FROM sync_attention
     WHERE settled_at IS NULL ORDER BY at DESC`,
  );
  return rows.map(({ fields, message, name, ...row }) => ({
    ...row,
    title: kindOf(name),
    text: message ?? 'The cloud did not take this. It is kept here.',
    to: null,
    fields: (JSON.parse(fields) as Field[]).map((field) => ({
      field: field.field,
      base: shown(field.base),
      mine: shown(field.mine),
      theirs: shown(field.theirs),
    })),
  }));
}

function lostValues({ read }: QueryContext): Attention[] {
  const rows = read.all<{
    id: string;
    title: string;
    productId: string;
    field: string;
    base: string;
    kept: string;
    lost: string;
    by: string;
    at: number;
  }>(
    `SELECT c.id, coalesce(p.title, q.title || ' ' || v.title, '') AS title, coalesce(p.id, v.product_id, '') AS productId,
       c.field, c.base, c.kept, c.lost, c.lost_by AS "by", c.lost_at AS at
     FROM field_conflicts c LEFT JOIN products p ON p.id = c.subject_id
       LEFT JOIN variants v ON v.id = c.subject_id LEFT JOIN products q ON q.id = v.product_id
     WHERE c.resolved_at IS NULL ORDER BY c.lost_at DESC LIMIT 100`,
  );
  return rows.map((row) => ({
    mutationId: row.id,
    kind: 'field-conflict',
    title: row.title,
    text: 'Changed in two places; the later edit stands, the other is kept here.',
    at: row.at,
    by: row.by,
    to: row.productId ? `/products/${row.productId}` : null,
    fields: [
      {
        field: row.field,
        base: shown(JSON.parse(row.base)),
        mine: shown(JSON.parse(row.lost)),
        theirs: shown(JSON.parse(row.kept)),
      },
    ],
  }));
}

function stockTasks({ read }: QueryContext): Attention[] {
  const rows = read.all<{
    id: string;
    title: string;
    variantId: string | null;
    at: number;
    place: string;
    details: string;
  }>(
    `SELECT t.id, t.title, t.variant_id AS variantId, t.created_at AS at, coalesce(l.name, '') AS place, t.details
     FROM stock_tasks t LEFT JOIN locations l ON l.id = t.location_id WHERE t.status = 'open' ORDER BY t.created_at DESC LIMIT 100`,
  );
  return rows.map((row) => ({
    mutationId: row.id,
    kind: 'stock-task',
    title: row.title,
    text: 'Every sale stands. The stock is a task, not a field to merge.',
    at: row.at,
    by: row.place,
    to: row.variantId ? `/stock/${row.variantId}` : null,
    fields: [],
  }));
}
