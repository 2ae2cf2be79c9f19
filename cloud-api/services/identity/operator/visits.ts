import { randomUUID } from 'node:crypto';
import type { OperatorCaller, Person } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { writeLetter } from '../letters/letters.ts';
import { recordIdentity } from '../record-identity.ts';
import { newSecret, secretHash } from '../secrets.ts';

export interface Visit {
  readonly id: string;
  readonly tenantId: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly reason: string;
  readonly minutes: number;
  readonly mayWrite: boolean;
  /** Epoch milliseconds, as the other times */
  readonly askedAt: number;
  readonly answeredAt: number | null;
  readonly answeredByName: string | null;
  /** When it ends by itself, or was ended */
  readonly endsAt: number | null;
  readonly endedBy: string | null;
  readonly state: 'asked' | 'open' | 'over';
}

/** An unanswered request is of no use after a week. */
const ASKED_LIFE = `interval '7 days'`;
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const columns = `id, tenant_id AS "tenantId", operator_id AS "operatorId", operator_name AS "operatorName", reason, minutes,
  may_write AS "mayWrite", ${ms('asked_at')} AS "askedAt", ${ms('answered_at')} AS "answeredAt",
  answered_by_name AS "answeredByName", ${ms('coalesce(ended_at, ends_at)')} AS "endsAt", ended_by AS "endedBy",
  CASE WHEN ended_at IS NOT NULL OR ends_at <= $1::timestamptz OR (answered_at IS NULL AND asked_at < $1::timestamptz - ${ASKED_LIFE})
       THEN 'over' WHEN answered_at IS NULL THEN 'asked' ELSE 'open' END AS state`;

export async function askVisit(
  context: IdentityContext,
  by: OperatorCaller,
  tenantId: string,
  wish: Wish,
): Promise<string> {
  const id = randomUUID();
  const at = context.now();
  const owners = await context.store.ownersEmails(tenantId);
  await withTransaction(context.operators, async (db) => {
    await db.rows(
      `INSERT INTO operator.visits (id, tenant_id, operator_id, operator_name, reason, minutes, may_write, asked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, tenantId, by.operatorId, by.name, wish.reason, wish.minutes, wish.mayWrite, new Date(at).toISOString()],
    );
    await note(
      db,
      tenantId,
      { id: by.operatorId, name: `${by.name} (Tillhouse)` },
      'identity.operatorAsksVisit',
      id,
      at,
      wish,
    );
  });
  await tellOwners(context, tenantId, owners, by.name, wish, at);
  return id;
}

type Wish = { readonly reason: string; readonly minutes: number; readonly mayWrite: boolean };

/** After the request, in a transaction of the role that keeps letters: the request stands on the screen without it too. */
async function tellOwners(
  context: IdentityContext,
  tenantId: string,
  owners: readonly string[],
  operator: string,
  { reason, minutes, mayWrite }: Wish,
  at: number,
): Promise<void> {
  await withTransaction(context.pool, async (db) => {
    const [tenant] = await db.rows<{ name: string }>('SELECT name FROM identity.tenants WHERE id = $1', [tenantId]);
    const name = tenant?.name ?? '';
    const text = [
      `${operator} of Tillhouse asks to look into ${name} for ${minutes} minutes${mayWrite ? ', and to change things' : ''}:`,
      `“${reason}”`,
      `Nobody gets in before an owner agrees. Say yes or no here: ${context.issuer}/account#visits\nor in the back office, under your name, Security.`,
      'Whatever they look at or change is written into your audit log with their name, and you can end the visit at any moment. If you asked nobody for help, say no.',
    ].join('\n\n');
    const subject = `${operator} of Tillhouse asks to look into ${name}`;
    for (const to of owners) await writeLetter(context.keyring, db, { to, kind: 'visit', subject, text }, at);
  });
  context.onNotice();
}

export function visitsOf(
  context: IdentityContext,
  where: { tenantId?: string; operatorId?: string },
): Promise<Visit[]> {
  return withTransaction(context.operators, (db) =>
    db.rows<Visit>(
      `SELECT ${columns} FROM operator.visits
        WHERE ($2::uuid IS NULL OR tenant_id = $2) AND ($3::uuid IS NULL OR operator_id = $3)
        ORDER BY asked_at DESC LIMIT 100`,
      [new Date(context.now()).toISOString(), where.tenantId ?? null, where.operatorId ?? null],
    ),
  );
}

export type Owner = Pick<Person, 'tenantId' | 'staffId' | 'name'>;

/** An owner lets the operator in, from now, for at most as long as was asked for, and to change things only if they say so. */
export async function consentTo(context: IdentityContext, owner: Owner, id: string, mayWrite: boolean): Promise<void> {
  const at = context.now();
  await withTransaction(context.operators, async (db) => {
    const [row] = await db.rows<{ minutes: number }>(
      `UPDATE operator.visits SET answered_at = $3, answered_by = $4, answered_by_name = $5,
              may_write = may_write AND $6, ends_at = $3::timestamptz + make_interval(mins => minutes)
        WHERE id = $1 AND tenant_id = $2 AND answered_at IS NULL AND ended_at IS NULL
          AND asked_at > $3::timestamptz - ${ASKED_LIFE}
        RETURNING minutes, may_write`,
      [id, owner.tenantId, new Date(at).toISOString(), owner.staffId, owner.name, mayWrite],
    );
    if (!row) throw notFound('open request of an operator');
    await note(db, owner.tenantId, { id: owner.staffId, name: owner.name }, 'identity.consentToVisit', id, at, row);
  });
}

/** Ends a visit, or says no to one that was asked for. From either side; the next request with its token is refused. */
export async function endVisit(
  context: IdentityContext,
  where: { readonly id: string; readonly tenantId?: string; readonly operatorId?: string },
  by: { readonly id: string; readonly name: string },
): Promise<void> {
  const at = context.now();
  await withTransaction(context.operators, async (db) => {
    const [row] = await db.rows<{ tenant_id: string }>(
      `UPDATE operator.visits SET ended_at = $4, ended_by = $5
        WHERE id = $1 AND ($2::uuid IS NULL OR tenant_id = $2) AND ($3::uuid IS NULL OR operator_id = $3)
          AND ended_at IS NULL AND (ends_at IS NULL OR ends_at > $4)
        RETURNING tenant_id`,
      [where.id, where.tenantId ?? null, where.operatorId ?? null, new Date(at).toISOString(), by.name],
    );
    if (!row) throw notFound('open visit');
    await note(db, row.tenant_id, by, 'identity.endVisit', where.id, at, {});
  });
}

/** A new token for an open visit; an earlier one of it is worth nothing from now on. */
export async function enterVisit(context: IdentityContext, by: OperatorCaller, id: string): Promise<string> {
  const token = newSecret('vt');
  const at = context.now();
  await withTransaction(context.operators, async (db) => {
    const [row] = await db.rows<{ tenant_id: string }>(
      `UPDATE operator.visits SET token_hash = $4
        WHERE id = $1 AND operator_id = $2 AND ended_at IS NULL AND ends_at > $3 RETURNING tenant_id`,
      [id, by.operatorId, new Date(at).toISOString(), secretHash(token)],
    );
    if (!row) {
      throw new HttpProblem(
        409,
        'operator.visit-not-open',
        'No owner has agreed to this visit, or it is over. Nothing was changed. Wait for the answer, or ask again.',
      );
    }
    const actor = { id: by.operatorId, name: `${by.name} (Tillhouse)` };
    await note(db, row.tenant_id, actor, 'identity.operatorEnters', id, at, {});
  });
  return token;
}

async function note(
  db: Connection,
  tenantId: string,
  actor: { readonly id: string; readonly name: string },
  action: string,
  id: string,
  at: number,
  after: object,
): Promise<void> {
  const change = { table: 'visits', key: { id }, label: '', did: 'changed', after: { ...after } } as const;
  await recordIdentity(db, { tenantId, actor, action, change, at });
}
