import { randomUUID } from 'node:crypto';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Change } from '../../platform/audit/changes.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import type { Person } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';

// Accounts of a shop at others (providers of taxes, carriers), whose secrets are sealed by the tenant's key.

export interface AccountKeeper {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  readonly keyring: Pick<Keyring, 'sealer'>;
}

export type Texts = Readonly<Record<string, string>>;
type Table = 'tax_accounts' | 'carrier_accounts';

/** Rows by the shared declarations, in a transaction of the tenant; they raise no event. */
export function inTables<T>(pool: Pool, tenantId: string, work: (tx: Tx, db: Connection) => Promise<T>): Promise<T> {
  return withTenant(pool, tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    try {
      return await work(tx, db);
    } finally {
      end();
    }
  });
}

/** What is sealed opens in its own row only. */
const placeOf = (table: Table, row: string) => ({ table, row, column: 'sealed' });

export async function sealSecrets(
  { keyring }: Pick<AccountKeeper, 'keyring'>,
  { table, tenantId, id }: { readonly table: Table; readonly tenantId: string; readonly id: string },
  secrets: Texts,
): Promise<string> {
  return (await keyring.sealer(tenantId)).seal(JSON.stringify(secrets), placeOf(table, id));
}

/** The account with its secrets; none of one that was disconnected. */
export async function withSecrets<A extends { readonly id: string; readonly sealed: string | null }>(
  { keyring }: Pick<AccountKeeper, 'keyring'>,
  { table, tenantId }: { readonly table: Table; readonly tenantId: string },
  { sealed, ...account }: A,
): Promise<Omit<A, 'sealed'> & { readonly secrets: Texts }> {
  const text = sealed === null ? '{}' : (await keyring.sealer(tenantId)).open(sealed, placeOf(table, account.id));
  return { ...account, secrets: JSON.parse(text) as Texts };
}

/**
 * The secrets of an account with some of them given anew. In the transaction that locked its row: of two who give some at once the second
 * reads what the first one gave, and neither is lost.
 */
export async function secretsWith(
  keeper: Pick<AccountKeeper, 'keyring'>,
  of: { readonly table: Table; readonly tenantId: string },
  locked: { readonly id: string; readonly sealed: string | null },
  given: Texts | undefined,
): Promise<{ readonly secrets: Texts; readonly sealed: string | null }> {
  const { secrets: kept } = await withSecrets(keeper, of, locked);
  if (!given) return { secrets: kept, sealed: locked.sealed };
  const secrets = { ...kept, ...given };
  return { secrets, sealed: await sealSecrets(keeper, { ...of, id: locked.id }, secrets) };
}

/** All that is ever shown of them. */
export const endsOf = (secrets: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, value.slice(-4)]));

/** What is missing of the texts that are asked for, and what is given that nobody uses; `name?` may be left out. */
export function misfits(asked: readonly string[], given: Texts): { missing: string[]; unknown: string[] } | null {
  const missing = asked.filter((name) => !name.endsWith('?') && !given[name]);
  const unknown = Object.keys(given).filter((name) => !asked.includes(name) && !asked.includes(`${name}?`));
  return missing.length > 0 || unknown.length > 0 ? { missing, unknown } : null;
}

/** Who did what to an account, with the change, in the audit of the shop. */
export function noteAccount(
  db: Connection,
  { tenantId, staffId, name }: Person,
  {
    action,
    at,
    ...change
  }: Omit<Change, 'table'> & {
    readonly table: Table;
    readonly action: string;
    readonly at: number;
  },
): Promise<void> {
  return recordAudit(db, tenantId, [
    {
      ...{ mutationId: randomUUID(), action, actorId: staffId, actorName: name },
      ...{ deviceId: null, outcome: 'applied', args: null, occurredAt: at },
      body: { changes: [change], added: {}, more: 0 },
    },
  ]);
}
