import { parseInstant } from '@tillhouse/shared/data/codec.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { attemptChanged } from '@tillhouse/shared/domains/payments/events.ts';
import type { AttemptState } from '../../../platform/payments/payments.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Book } from './book.ts';
import type { Operation, OperationKind } from './operations.ts';

interface AttemptRow {
  readonly id: string;
  readonly checkout_id: string;
  readonly order_id: string;
  readonly provider: string;
  readonly account_id: string;
  readonly method: string;
  readonly amount: number;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  readonly state: AttemptState;
  readonly wanted: Book['wanted'];
  readonly release_reason: string | null;
  readonly reference: string | null;
  readonly action_url: string | null;
  readonly problem_code: string | null;
  readonly problem_message: string | null;
  readonly return_url: string;
  readonly description: string;
  readonly page_secret: string;
  readonly agreement: string | null;
  readonly revision: number;
  readonly created_at: string;
  readonly looks: number;
  readonly saves: number;
  readonly instructions: string | null;
  readonly takes: Book['takes'];
  readonly takes_in_time: boolean;
  readonly held_until: string | null;
  readonly in_parts: boolean;
  readonly to_take: number;
  readonly is_last: boolean;
}

interface OperationRow {
  readonly key: string;
  readonly kind: OperationKind;
  readonly amount: number;
  readonly state: Operation['state'];
  readonly reference: string | null;
  readonly problem_code: string | null;
  readonly problem_message: string | null;
  readonly made_at: string;
  readonly sent_at: string | null;
}

const problemOf = (code: string | null, message: string | null): Book['problem'] =>
  code === null ? null : { code, message: message ?? '' };

/** @param lock to change it: whoever else wants to waits */
export async function readBook(
  db: Connection,
  tenantId: string,
  attemptId: string,
  lock: boolean,
): Promise<Book | null> {
  const [[row], operations] = await atOnce([
    db.rows<AttemptRow>(
      `SELECT * FROM payments.attempts WHERE tenant_id = $1 AND id = $2 ${lock ? 'FOR UPDATE' : ''}`,
      [tenantId, attemptId],
    ),
    db.rows<OperationRow>(
      'SELECT * FROM payments.operations WHERE tenant_id = $1 AND attempt_id = $2 ORDER BY made_at, key',
      [tenantId, attemptId],
    ),
  ]);
  if (!row) return null;
  return {
    tenantId,
    attemptId: row.id,
    checkoutId: row.checkout_id,
    orderId: row.order_id,
    provider: row.provider,
    accountId: row.account_id,
    method: row.method,
    amount: row.amount,
    currency: row.currency,
    captured: row.captured,
    refunded: row.refunded,
    state: row.state,
    wanted: row.wanted,
    releaseReason: row.release_reason,
    reference: row.reference,
    actionUrl: row.action_url,
    problem: problemOf(row.problem_code, row.problem_message),
    returnUrl: row.return_url,
    description: row.description,
    pageSecret: row.page_secret,
    agreement: row.agreement,
    revision: row.revision,
    createdAt: parseInstant(row.created_at),
    looks: row.looks,
    saves: row.saves,
    instructions: row.instructions,
    takes: row.takes,
    takesInTime: row.takes_in_time,
    heldUntil: row.held_until === null ? null : parseInstant(row.held_until),
    inParts: row.in_parts,
    toTake: row.to_take,
    isLast: row.is_last,
    operations: operations.map((each) => ({
      key: each.key,
      kind: each.kind,
      amount: each.amount,
      state: each.state,
      reference: each.reference,
      problem: problemOf(each.problem_code, each.problem_message),
      madeAt: parseInstant(each.made_at),
      sentAt: each.sent_at === null ? null : parseInstant(each.sent_at),
    })),
  };
}

export async function attemptsOfOrder(db: Connection, tenantId: string, orderId: string): Promise<Book[]> {
  const rows = await db.rows<{ id: string }>(
    'SELECT id FROM payments.attempts WHERE tenant_id = $1 AND order_id = $2 ORDER BY created_at, id LIMIT 50',
    [tenantId, orderId],
  );
  const books: Book[] = [];
  for (const { id } of rows) {
    const book = await readBook(db, tenantId, id, false);
    if (book) books.push(book);
  }
  return books;
}

/** @param reference the provider's own id of the payment */
export async function attemptOfReference(
  db: Connection,
  tenantId: string,
  accountId: string,
  reference: string,
): Promise<string | undefined> {
  const [row] = await db.rows<{ id: string }>(
    'SELECT id FROM payments.attempts WHERE tenant_id = $1 AND account_id = $2 AND reference = $3 LIMIT 1',
    [tenantId, accountId, reference],
  );
  return row?.id;
}

export interface Exchange {
  readonly key: string | null;
  readonly said: 'sent' | 'answered' | 'refused' | 'unanswered' | 'looked';
  readonly body: unknown;
}

export interface Saving {
  /** Epoch milliseconds */
  readonly now: number;
  /** Epoch milliseconds; null: nothing is left to do */
  readonly lookAt: number | null;
  /** A word with the provider; nothing ever changes it. */
  readonly exchange?: Exchange | undefined;
}

/** What belongs to an attempt, written where `saved` has its row, from $3 on; $3 is the moment. */
const alongside = `operated AS (
    INSERT INTO payments.operations (tenant_id, attempt_id, key, kind, amount, state, reference, problem_code,
           problem_message, made_at, sent_at, settled_at)
    SELECT saved.tenant_id, saved.id, o.* FROM saved, unnest($4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
           $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[]) AS o
    ON CONFLICT (tenant_id, attempt_id, key) DO UPDATE SET state = excluded.state, reference = excluded.reference,
           problem_code = excluded.problem_code, problem_message = excluded.problem_message,
           sent_at = excluded.sent_at, settled_at = excluded.settled_at
  ), exchanged AS (
    INSERT INTO payments.exchanges (tenant_id, attempt_id, key, said, body, at)
    SELECT saved.tenant_id, saved.id, $15::text, $14::text, $16::jsonb, $3::timestamptz FROM saved
     WHERE $14::text IS NOT NULL
  )`;

function alongsideOf(operations: readonly Operation[], now: number, exchange: Exchange | undefined): unknown[] {
  const at = iso(now);
  return [
    at,
    ...(['key', 'kind', 'amount', 'state', 'reference'] as const).map((name) => operations.map((each) => each[name])),
    operations.map(({ problem }) => problem?.code ?? null),
    operations.map(({ problem }) => problem?.message ?? null),
    operations.map(({ madeAt }) => iso(madeAt)),
    operations.map(({ sentAt }) => (sentAt === null ? null : iso(sentAt))),
    operations.map(({ state }) => (state === 'done' || state === 'failed' ? at : null)),
    ...[exchange?.said ?? null, exchange?.key ?? null, exchange ? JSON.stringify(exchange.body) : null],
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** With what is asked for first, in one statement. @throws SQLSTATE 23505 where there is one of this id: whoever inserted it began it */
export async function insertAttempt(db: Connection, book: Book, { now, lookAt, exchange }: Saving): Promise<void> {
  await db.rows(
    `WITH saved AS (
       INSERT INTO payments.attempts (tenant_id, id, created_at, changed_at, checkout_id, order_id, provider, account_id,
              method, amount, currency, state, wanted, return_url, description, page_secret, look_at, instructions,
              takes, takes_in_time, in_parts, agreement)
       VALUES ($1, $2, $3, $3, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)
       RETURNING tenant_id, id
     ), ${alongside} SELECT 1 FROM saved`,
    [
      ...[book.tenantId, book.attemptId, ...alongsideOf(book.operations, now, exchange)],
      ...[book.checkoutId, book.orderId, book.provider, book.accountId, book.method, book.amount, book.currency],
      ...[book.state, book.wanted, book.returnUrl, book.description, book.pageSecret],
      ...[lookAt === null ? null : iso(lookAt), book.instructions ?? null],
      ...[book.takes, book.takesInTime, book.inParts, book.agreement ?? null],
    ],
  );
}

/**
 * Brings the rows from `before` to `after`, in one statement, with the event where others see a difference.
 * @returns false, and nothing is written, where it was written meanwhile by somebody else
 */
export async function saveBook(
  db: Connection,
  before: Book,
  after: Book,
  {
    now,
    lookAt,
    exchange,
    told,
  }: Saving & { readonly told?: { readonly mutationId: string; readonly payload: object } },
): Promise<boolean> {
  const changed = after.operations.filter((operation) => !before.operations.includes(operation));
  const { name, version } = attemptChanged;
  const rows = await db.rows(
    `WITH saved AS (
       UPDATE payments.attempts SET captured = $17, refunded = $18, state = $19, wanted = $20, release_reason = $21,
              reference = $22, action_url = $23, problem_code = $24, problem_message = $25, revision = $26, looks = $27,
              changed_at = $3, look_at = $28, saves = saves + 1, held_until = $34, in_parts = $35, to_take = $36, is_last = $37
        WHERE tenant_id = $1 AND id = $2 AND saves = $29 RETURNING tenant_id, id
     ), ${alongside}, told AS (
       INSERT INTO events.outbox (tenant_id, name, version, aggregate, payload, mutation_id, ordinal, occurred_at)
       SELECT tenant_id, $30::text, $31::int, id::text, $32::jsonb, $33::uuid, 0, $3::timestamptz FROM saved
        WHERE $33::uuid IS NOT NULL
     ) SELECT 1 FROM saved`,
    [
      ...[after.tenantId, after.attemptId, ...alongsideOf(changed, now, exchange)],
      ...[after.captured, after.refunded, after.state, after.wanted, after.releaseReason, after.reference],
      ...[after.actionUrl, after.problem?.code ?? null, after.problem?.message ?? null, after.revision, after.looks],
      ...[lookAt === null ? null : iso(lookAt), before.saves],
      ...[name, version, told ? JSON.stringify(told.payload) : null, told?.mutationId ?? null],
      ...[after.heldUntil === null ? null : iso(after.heldUntil), after.inParts, after.toTake, after.isLast],
    ],
  );
  return rows.length > 0;
}

export interface ShownExchange {
  /** Epoch milliseconds */
  readonly at: number;
  readonly operation: string | null;
  readonly said: string;
  readonly body: unknown;
}

export async function exchangesOf(db: Connection, tenantId: string, attemptId: string): Promise<ShownExchange[]> {
  const rows = await db.rows<{ at: string; key: string | null; said: string; body: unknown }>(
    `SELECT at, key, said, body FROM payments.exchanges WHERE tenant_id = $1 AND attempt_id = $2 ORDER BY id LIMIT 500`,
    [tenantId, attemptId],
  );
  return rows.map(({ at, key, said, body }) => ({ at: parseInstant(at), operation: key, said, body }));
}
