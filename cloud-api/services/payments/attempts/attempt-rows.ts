import { parseInstant } from '@tillhouse/shared/data/codec.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { AttemptState } from '../../../platform/payments/payments.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Book, Operation, OperationKind } from './book.ts';

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
  readonly revision: number;
  readonly created_at: string;
  readonly looks: number;
  readonly instructions: string | null;
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
    revision: row.revision,
    createdAt: parseInstant(row.created_at),
    looks: row.looks,
    instructions: row.instructions,
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

/** With what is asked for first. @throws SQLSTATE 23505 where there is one of this id: whoever inserted it began it */
export async function insertAttempt(db: Connection, book: Book, now: number, lookAt: number | null): Promise<void> {
  const at = new Date(now).toISOString();
  const inserted = db.run(
    `INSERT INTO payments.attempts (tenant_id, id, checkout_id, order_id, provider, account_id, method, amount, currency,
            state, wanted, return_url, description, page_secret, created_at, changed_at, look_at, instructions)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17)`,
    [
      ...[book.tenantId, book.attemptId, book.checkoutId, book.orderId, book.provider, book.accountId, book.method],
      ...[book.amount, book.currency, book.state, book.wanted, book.returnUrl, book.description, book.pageSecret, at],
      lookAt === null ? null : new Date(lookAt).toISOString(),
      book.instructions ?? null,
    ],
  );
  await atOnce([inserted, ...book.operations.map((operation) => saveOperation(db, book, operation, at))]);
}

/** Brings the rows from `before` to `after`. @param lookAt epoch milliseconds; null: nothing is left to do */
export async function saveBook(
  db: Connection,
  before: Book,
  after: Book,
  now: number,
  lookAt: number | null,
): Promise<void> {
  const at = new Date(now).toISOString();
  const updated = db.run(
    `UPDATE payments.attempts SET captured = $3, refunded = $4, state = $5, wanted = $6, release_reason = $7,
            reference = $8, action_url = $9, problem_code = $10, problem_message = $11, revision = $12, looks = $13,
            changed_at = $14, look_at = $15
      WHERE tenant_id = $1 AND id = $2`,
    [
      ...[after.tenantId, after.attemptId, after.captured, after.refunded, after.state, after.wanted],
      ...[after.releaseReason, after.reference, after.actionUrl, after.problem?.code ?? null],
      ...[after.problem?.message ?? null, after.revision, after.looks, at],
      lookAt === null ? null : new Date(lookAt).toISOString(),
    ],
  );
  const changed = after.operations.filter((operation) => !before.operations.includes(operation));
  await atOnce([updated, ...changed.map((operation) => saveOperation(db, after, operation, at))]);
}

async function saveOperation(db: Connection, book: Book, operation: Operation, at: string): Promise<void> {
  const { key, kind, amount, state, reference, problem, madeAt, sentAt } = operation;
  const settled = state === 'done' || state === 'failed';
  await db.run(
    `INSERT INTO payments.operations (tenant_id, attempt_id, key, kind, amount, state, reference, problem_code,
            problem_message, made_at, sent_at, settled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (tenant_id, attempt_id, key) DO UPDATE SET state = excluded.state, reference = excluded.reference,
            problem_code = excluded.problem_code, problem_message = excluded.problem_message,
            sent_at = excluded.sent_at, settled_at = excluded.settled_at`,
    [
      ...[book.tenantId, book.attemptId, key, kind, amount, state, reference],
      ...[problem?.code ?? null, problem?.message ?? null, new Date(madeAt).toISOString()],
      ...[sentAt === null ? null : new Date(sentAt).toISOString(), settled ? at : null],
    ],
  );
}

export interface Exchange {
  readonly key: string | null;
  readonly said: 'sent' | 'answered' | 'refused' | 'unanswered' | 'looked';
  readonly body: unknown;
}

/** Writes down a word with the provider; nothing ever changes it. */
export async function recordExchange(db: Connection, book: Book, exchange: Exchange, now: number): Promise<void> {
  await db.run(
    `INSERT INTO payments.exchanges (tenant_id, attempt_id, key, said, body, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      ...[book.tenantId, book.attemptId, exchange.key, exchange.said, JSON.stringify(exchange.body)],
      new Date(now).toISOString(),
    ],
  );
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
