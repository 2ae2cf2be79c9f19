import type pg from 'pg';
import { tableRights } from '../../platform/db/table-rights.ts';

/** Columns that the cloud itself fills in afterwards. */
const later: Readonly<Record<string, readonly string[]>> = {
  'audit.entries': ['position', 'previous_hash', 'hash', 'sealed_at'],
  'events.outbox': ['published_at'],
  // Noted together, a moment after the use, and again a minute later.
  'identity.api_keys': ['last_used_at'],
  'identity.oauth_clients': ['last_used_at'],
  'public.receipt_letters': ['status', 'tries', 'next_at', 'sent_at'],
  'public.pay_letters': ['sent_to', 'status', 'tries', 'next_at', 'sent_at'],
  'public.order_pushes': ['waiting', 'told', 'tries', 'next_at'],
  'public.order_letters': ['next_at', 'tries', 'sent_at', 'tracking'],
  'identity.exports': ['status', 'claimed_at', 'finished_at', 'bytes', 'sha256', 'rows'],
};
/** What tells how far the cloud's own work is, and what it writes anew by itself each half minute. */
const skipped = ['audit.heads', 'events.inbox', 'public.held_back'];

/** Every row of a tenant as text, by table. */
export async function rowsOf(admin: pg.Client, tenantId: string): Promise<Map<string, string[]>> {
  const { rows } = await admin.query<{ table: string; column: string }>(
    `SELECT table_schema || '.' || table_name AS table, column_name AS column FROM information_schema.columns
      WHERE column_name = 'tenant_id' OR (table_schema = 'identity' AND table_name = 'tenants' AND column_name = 'id')`,
  );
  const keys = new Map(rows.map(({ table, column }) => [table, column]));
  const found = new Map<string, string[]>();
  for (const { schema, table } of tableRights()) {
    const name = `${schema}.${table}`;
    const key = keys.get(name);
    if (!key || skipped.includes(name)) continue;
    const left = (later[name] ?? []).map((column) => ` - '${column}'`).join('');
    const { rows: texts } = await admin.query<{ row: string }>(
      `SELECT (to_jsonb(t)${left})::text AS row FROM ${name} t WHERE ${key} = $1 ORDER BY 1`,
      [tenantId],
    );
    found.set(
      name,
      texts.map(({ row }) => row),
    );
  }
  return found;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export const idsIn = (text: string): string[] => text.match(uuid) ?? [];
