import type { OperatorCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { Quotas } from '../../../platform/tenancy/quotas.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';
import { freshStorage } from '../tenants/storage.ts';
import { recordAct } from './operators.ts';

interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'suspended' | 'erasing';
  readonly reason: string | null;
  readonly since: string | null;
  readonly planId: string;
  readonly quotas: Quotas;
  readonly eraseAfter: string | null;
  readonly createdAt: string;
}

const columns = `id, name, CASE WHEN erase_after IS NULL THEN status ELSE 'erasing' END AS status, status_reason AS reason,
  status_since AS since, plan_id AS "planId", quotas, erase_after AS "eraseAfter", created_at AS "createdAt"`;

export function listTenants(
  context: IdentityContext,
  ask: { readonly search: string; readonly after: string; readonly limit: number },
): Promise<TenantRow[]> {
  return withTransaction(context.pool, (db) =>
    db.rows<TenantRow>(
      `SELECT ${columns} FROM identity.tenants
        WHERE ($1 = '' OR strpos(lower(name), lower($1)) > 0 OR id::text = $1) AND (name, id::text) > (split_part($2, E'\\n', 1), split_part($2, E'\\n', 2))
        ORDER BY name, id::text LIMIT $3`,
      [ask.search, ask.after, ask.limit],
    ),
  );
}

export async function oneTenant(context: IdentityContext, id: string): Promise<TenantRow> {
  const [row] = await withTransaction(context.pool, (db) =>
    db.rows<TenantRow>(`SELECT ${columns} FROM identity.tenants WHERE id = $1`, [id]),
  );
  if (!row) throw notFound('tenant');
  return row;
}

const actions = {
  suspend: 'identity.suspendTenant',
  restore: 'identity.restoreTenant',
  plan: 'identity.setPlan',
} as const;

interface Standing {
  readonly status: string;
  readonly name: string;
}

/**
 * Changes a tenant, and writes it down on both sides: in its own audit with the operator's name, and in the list of what
 * operators did. The tenant's side is committed with the change; the list follows.
 */
async function change(
  context: IdentityContext,
  by: OperatorCaller,
  tenantId: string,
  action: keyof typeof actions,
  details: Readonly<Record<string, unknown>>,
  write: (db: Connection, before: Standing) => Promise<unknown>,
): Promise<TenantRow> {
  const at = context.now();
  await withTransaction(context.pool, async (db) => {
    const [before] = await db.rows<Standing>('SELECT status, name FROM identity.tenants WHERE id = $1 FOR UPDATE', [
      tenantId,
    ]);
    if (!before) throw notFound('tenant');
    await write(db, before);
    const changed = {
      table: 'tenants',
      key: { id: tenantId },
      label: before.name,
      did: 'changed',
      after: details,
    } as const;
    await recordIdentity(db, {
      tenantId,
      actor: { id: by.operatorId, name: `${by.name} (Tillhouse)` },
      action: actions[action],
      change: changed,
      at,
    });
  });
  await withTransaction(context.operators, (db) => recordAct(db, by, `tenant.${action}`, tenantId, details, at));
  context.onChanged();
  return oneTenant(context, tenantId);
}

export function suspendTenant(context: IdentityContext, by: OperatorCaller, id: string, reason: string) {
  return change(context, by, id, 'suspend', { status: 'suspended', reason }, (db, { status }) => {
    if (status === 'suspended')
      throw new HttpProblem(409, 'tenant.suspended-already', 'It is suspended already. Nothing was changed.');
    return db.rows(
      `UPDATE identity.tenants SET status = 'suspended', status_reason = $2, status_since = $3 WHERE id = $1`,
      [id, reason, new Date(context.now()).toISOString()],
    );
  });
}

export function restoreTenant(context: IdentityContext, by: OperatorCaller, id: string) {
  return change(context, by, id, 'restore', { status: 'active' }, (db, { status }) => {
    if (status !== 'suspended')
      throw new HttpProblem(409, 'tenant.not-suspended', 'It is not suspended. Nothing was changed.');
    return db.rows(
      `UPDATE identity.tenants SET status = 'active', status_reason = NULL, status_since = $2 WHERE id = $1`,
      [id, new Date(context.now()).toISOString()],
    );
  });
}

/** @throws HttpProblem 404 where there is no such plan */
export async function needPlan(context: IdentityContext, planId: string): Promise<void> {
  const found = await withTransaction(context.pool, (db) =>
    db.rows('SELECT 1 FROM identity.plans WHERE id = $1', [planId]),
  );
  if (found.length === 0) throw notFound('plan');
}

export function setPlan(context: IdentityContext, by: OperatorCaller, id: string, planId: string, quotas: Quotas) {
  return change(context, by, id, 'plan', { planId, quotas }, async (db) => {
    const done = await db.rows(
      `UPDATE identity.tenants SET plan_id = $2, quotas = $3, storage_measured_at = NULL
        WHERE id = $1 AND EXISTS (SELECT FROM identity.plans WHERE id = $2) RETURNING id`,
      [id, planId, JSON.stringify(quotas)],
    );
    if (done.length === 0) throw notFound('plan');
  });
}

export interface Health {
  readonly devices: number;
  readonly lastSeen: string | null;
  readonly desksSilent: number;
  readonly waitingEvents: number;
  readonly oldestEvent: string | null;
  readonly unsealed: number;
  readonly quarantined: number;
  readonly refusedDay: number;
  readonly outcomesDay: number;
  readonly products: number;
  readonly customers: number;
  readonly orders: number;
  readonly storageBytes: number;
  readonly exportBytes: number;
}

export async function tenantHealth(context: IdentityContext, id: string): Promise<Health> {
  const { rows, files } = await freshStorage(context, id);
  const [row] = await withTransaction(context.operators, (db) =>
    db.rows<Omit<Health, 'storageBytes' | 'exportBytes'>>(
      `SELECT devices, last_seen AS "lastSeen", desks_silent AS "desksSilent", waiting_events AS "waitingEvents",
              oldest_event AS "oldestEvent", unsealed, quarantined, refused_day AS "refusedDay",
              outcomes_day AS "outcomesDay", products, customers, orders FROM operator.tenant_health($1)`,
      [id],
    ),
  );
  return { ...(row as Health), storageBytes: rows, exportBytes: files };
}
