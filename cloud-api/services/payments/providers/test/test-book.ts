import type { Connection } from '../../../../platform/db/connection.ts';
import { ProviderRefused, type ToldPayment } from '../provider.ts';
import { HOLD_MS, problems, type Script } from './scripts.ts';

/** A payment in the test provider's own book. */
export interface TestPayment {
  readonly id: string;
  readonly key: string;
  readonly amount: number;
  readonly currency: string;
  readonly script: Script;
  readonly status: 'open' | 'challenge' | 'authorised' | 'captured' | 'declined' | 'voided';
  readonly problem: string | null;
  readonly acts_at: string;
}

export type EntryKind = 'authorised' | 'captured' | 'voided' | 'refunded';

interface Entry {
  readonly key: string;
  readonly kind: EntryKind;
  readonly amount: number;
}

type Where = { readonly id: string } | { readonly key: string };

export async function findPayment(db: Connection, tenantId: string, where: Where): Promise<TestPayment | null> {
  const [column, value] = 'id' in where ? ['id', where.id] : ['key', where.key];
  const [row] = await db.rows<TestPayment>(
    `SELECT id, key, amount, currency, script, status, problem, acts_at FROM payments.test_payments
      WHERE tenant_id = $1 AND ${column === 'id' ? 'id' : 'key'} = $2 FOR UPDATE`,
    [tenantId, value],
  );
  return row ?? null;
}

/** Nothing, where the key made one before. */
export async function insertPayment(db: Connection, tenantId: string, payment: TestPayment): Promise<void> {
  const { id, key, amount, currency, script, status, problem, acts_at } = payment;
  await db.run(
    `INSERT INTO payments.test_payments (tenant_id, id, key, amount, currency, script, status, problem, acts_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [tenantId, id, key, amount, currency, script, status, problem, acts_at],
  );
}

export async function setStatus(
  db: Connection,
  tenantId: string,
  id: string,
  to: Pick<TestPayment, 'status' | 'problem' | 'script'>,
): Promise<void> {
  await db.run(
    'UPDATE payments.test_payments SET status = $3, problem = $4, script = $5 WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, to.status, to.problem, to.script],
  );
}

/** Moves money in the provider's book, once a key. */
export async function enter(
  db: Connection,
  tenantId: string,
  payment: TestPayment,
  entry: Entry,
  at: number,
): Promise<void> {
  await db.run(
    `INSERT INTO payments.test_entries (tenant_id, payment_id, key, kind, amount, at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
    [tenantId, payment.id, entry.key, entry.kind, entry.amount, new Date(at).toISOString()],
  );
}

export function entriesOf(db: Connection, tenantId: string, id: string): Promise<Entry[]> {
  return db.rows<Entry>(
    `SELECT key, kind, amount FROM payments.test_entries WHERE tenant_id = $1 AND payment_id = $2 ORDER BY at, key`,
    [tenantId, id],
  );
}

/** What of it is authorised and neither taken nor let go. */
export const heldOf = ({ status, amount }: TestPayment, entries: readonly Entry[]): number =>
  status === 'authorised' ? amount - sum(entries, 'captured') : 0;

export const heldUntil = ({ acts_at }: TestPayment): number => Date.parse(acts_at) + HOLD_MS;

/** An authorisation runs out by itself. */
export async function runOut(
  db: Connection,
  tenantId: string,
  payment: TestPayment,
  entries: readonly Entry[],
  now: number,
): Promise<{ readonly payment: TestPayment; readonly entries: readonly Entry[] }> {
  if (payment.status !== 'authorised' || now < heldUntil(payment)) return { payment, entries };
  const entry: Entry = { key: `${payment.key}:ran-out`, kind: 'voided', amount: heldOf(payment, entries) };
  const status = sum(entries, 'captured') > 0 ? 'captured' : 'voided';
  await enter(db, tenantId, payment, entry, now);
  await setStatus(db, tenantId, payment.id, { ...payment, status });
  return { payment: { ...payment, status }, entries: [...entries, entry] };
}

const sum = (entries: readonly Entry[], kind: EntryKind): number =>
  entries.reduce((total, each) => total + (each.kind === kind ? each.amount : 0), 0);

/** Whether this much can still be done. @throws ProviderRefused */
export function refuseBeyond(payment: TestPayment, entries: readonly Entry[], kind: EntryKind, amount: number): void {
  const fits =
    kind === 'refunded'
      ? sum(entries, 'refunded') + amount <= sum(entries, 'captured')
      : payment.status === 'authorised' && amount <= heldOf(payment, entries);
  if (fits) return;
  const message = `A payment that is ${payment.status} cannot be ${kind}.`;
  throw new ProviderRefused({ code: `test.not-to-be-${kind}`, message });
}

/** The whole payment as the provider tells it. */
export function toldOf(payment: TestPayment, entries: readonly Entry[]): ToldPayment {
  const { id, status, problem, script } = payment;
  const waits = status === 'open' || status === 'challenge';
  return {
    reference: id,
    state: waits ? 'action' : status === 'voided' ? 'released' : status,
    captured: sum(entries, 'captured'),
    refunds: entries
      .filter(({ kind }) => kind === 'refunded')
      .map(({ key, amount }) => ({ key: key.slice(key.indexOf(':') + 1), reference: key, amount, state: 'done' })),
    actionUrl: null,
    problem: problem === null ? null : (problems[problem] ?? null),
    ...(status === 'authorised' && { heldUntil: heldUntil(payment), inParts: script !== 'single-capture' }),
  };
}
