import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Connection } from '../db/connection.ts';
import { overQuota, quotaProblem, quotaWords, type OverQuota, type Quotas } from './quotas.ts';

/** How many products more there would be. Commands that are not here add none. */
const added: Readonly<Record<string, (db: Connection, tenantId: string, args: unknown) => Promise<number>>> = {
  'catalog.createProduct': async () => 1,
  'catalog.importProducts': async (_db, _tenantId, args) => listIn(args, 'products').length,
  // Out of the archive they count again.
  'catalog.setStatus': async (db, tenantId, args) => {
    if ((args as { status?: unknown } | null)?.status === 'archived') return 0;
    const ids = listIn(args, 'productIds').filter((id) => typeof id === 'string');
    const [row] = await db.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM products WHERE tenant_id = $1 AND status = 'archived' AND id::text = ANY($2)`,
      [tenantId, ids],
    );
    return row?.n ?? 0;
  },
};

function listIn(args: unknown, name: string): readonly unknown[] {
  const list = (args as Record<string, unknown> | null)?.[name];
  return Array.isArray(list) ? list : [];
}

/** Of intents only: what already happened at a desk is taken in whatever the plan says. */
export async function lackOfRoom(
  db: Connection,
  tenantId: string,
  quotas: Quotas,
  command: { readonly name: string; readonly args: unknown },
): Promise<OverQuota | undefined> {
  const more = added[command.name];
  if (!more || quotas.products === undefined || quotas.products === null) return undefined;
  // One after the other, or two would both see the last free place.
  await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`products of ${tenantId}`]);
  return overQuota(db, tenantId, quotas, 'products', await more(db, tenantId, command.args));
}

export async function refuseWithoutRoom(...ask: Parameters<typeof lackOfRoom>): Promise<void> {
  const over = await lackOfRoom(...ask);
  if (over) throw quotaProblem(over);
}

/** For what a desk sends: a stored refusal, shown there under “Needs attention”. */
export async function refuseIntentWithoutRoom(...ask: Parameters<typeof lackOfRoom>): Promise<void> {
  const over = await lackOfRoom(...ask);
  if (over) throw new DomainError('tenant.quota', 'refused', quotaWords(over), { ...over });
}
