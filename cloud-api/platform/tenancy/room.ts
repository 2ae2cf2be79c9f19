import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Connection } from '../db/connection.ts';
import { overQuota, overStorage, quotaProblem, quotaWords, type OverQuota } from './quotas.ts';
import type { Standing } from './standings.ts';

type Counting = (db: Connection, tenantId: string, args: unknown) => Promise<number>;

/** How many more there would be. Commands that are not here add none. */
const added: Readonly<Record<string, { readonly quota: 'products' | 'customers'; readonly more: Counting }>> = {
  'catalog.createProduct': { quota: 'products', more: async () => 1 },
  'catalog.importProducts': {
    quota: 'products',
    more: async (_db, _tenantId, args) => listIn(args, 'products').length,
  },
  // Out of the archive they count again.
  'catalog.setStatus': {
    quota: 'products',
    more: async (db, tenantId, args) => {
      if ((args as { status?: unknown } | null)?.status === 'archived') return 0;
      const ids = listIn(args, 'productIds').filter((id) => typeof id === 'string');
      const [row] = await db.rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM products WHERE tenant_id = $1 AND status = 'archived' AND id::text = ANY($2)`,
        [tenantId, ids],
      );
      return row?.n ?? 0;
    },
  },
  'customers.save': {
    quota: 'customers',
    more: (db, tenantId, args) => notAmongCustomers(db, tenantId, listIn(args, 'customers').flatMap(activeIdOf)),
  },
  'customers.edit': {
    quota: 'customers',
    more: (db, tenantId, args) => {
      const { customerId, patch } = (args ?? {}) as { customerId?: unknown; patch?: { status?: { value?: unknown } } };
      const back = typeof customerId === 'string' && patch?.status?.value === 'active';
      return notAmongCustomers(db, tenantId, back ? [customerId] : []);
    },
  },
};

/** One that a plan counts after the command */
function activeIdOf(row: unknown): string[] {
  const { id, status } = (row ?? {}) as { id?: unknown; status?: unknown };
  return typeof id === 'string' && status !== 'archived' ? [id] : [];
}

async function notAmongCustomers(db: Connection, tenantId: string, ids: readonly string[]): Promise<number> {
  const wanted = [...new Set(ids)];
  const [row] = await db.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM customers WHERE tenant_id = $1 AND status <> 'archived' AND id::text = ANY($2)`,
    [tenantId, wanted],
  );
  return wanted.length - (row?.n ?? 0);
}

function listIn(args: unknown, name: string): readonly unknown[] {
  const list = (args as Record<string, unknown> | null)?.[name];
  return Array.isArray(list) ? list : [];
}

/** What fills a store with much at once. Single edits, and what a shop does all day, go on. */
const fills: ReadonlySet<string> = new Set([
  ...Object.keys(added).filter((name) => !['catalog.setStatus', 'customers.edit'].includes(name)),
  'orders.importHistory',
]);

/** Of intents only: what already happened at a desk is taken in whatever the plan says. */
export async function lackOfRoom(
  db: Connection,
  tenantId: string,
  { quotas, storage }: Pick<Standing, 'quotas' | 'storage'>,
  command: { readonly name: string; readonly args: unknown },
): Promise<OverQuota | undefined> {
  const full = fills.has(command.name) ? overStorage(quotas, storage) : undefined;
  if (full) return full;
  const counted = added[command.name];
  const most = counted && quotas[counted.quota];
  if (!counted || most === undefined || most === null) return undefined;
  // One after the other, or two would both see the last free place.
  await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`${counted.quota} of ${tenantId}`]);
  return overQuota(db, tenantId, quotas, counted.quota, await counted.more(db, tenantId, command.args));
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
