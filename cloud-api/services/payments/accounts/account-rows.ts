import type { Place } from '@tillhouse/shared/sealing/seal.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { PaymentsContext } from '../context.ts';

export type AccountStatus = 'active' | 'paused' | 'removed';
export type Texts = Readonly<Record<string, string>>;

/** A store at a provider. */
export interface Account {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly status: AccountStatus;
  /** What everybody in the office may read */
  readonly settings: Texts;
}

export interface OpenAccount extends Account {
  /** What opens the account at the provider: nobody reads it back. */
  readonly secrets: Texts;
}

interface AccountRow extends Account {
  readonly secrets_sealed: string | null;
}

const columns = 'id, provider, name, status, settings, secrets_sealed';
const placeOf = (id: string): Place => ({ table: 'payments.accounts', row: id, column: 'secrets_sealed' });

const plain = ({ id, provider, name, status, settings }: AccountRow): Account => ({
  ...{ id, provider, name, status, settings },
});

/**
 * The accounts that a store is offered. One that never set up any is paid by the built-in test provider, where that is
 * let.
 */
export const accountsOf = (context: PaymentsContext, tenantId: string): Promise<readonly Account[]> =>
  context.inTenant(tenantId, (db) => accountsIn(context, db, tenantId));

export async function accountsIn(
  context: Pick<PaymentsContext, 'testPayments'>,
  db: Connection,
  tenantId: string,
): Promise<readonly Account[]> {
  const all = await listAccounts(db, tenantId);
  if (all.length === 0) return context.testPayments ? [builtIn(tenantId)] : [];
  return all.filter(({ status }) => status === 'active');
}

/** Its id is the tenant's: it has no row. */
const builtIn = (tenantId: string): Account => ({
  ...{ id: tenantId, provider: 'test', name: 'Test', status: 'active', settings: {} },
});

export async function listAccounts(db: Connection, tenantId: string): Promise<Account[]> {
  const rows = await db.rows<AccountRow>(
    `SELECT ${columns} FROM payments.accounts WHERE tenant_id = $1 AND status <> 'removed' ORDER BY created_at, id`,
    [tenantId],
  );
  return rows.map(plain);
}

/** With its secrets; undefined where there is none of this id. */
export async function openAccount(
  { inTenant, keyring }: Pick<PaymentsContext, 'inTenant' | 'keyring'>,
  tenantId: string,
  id: string,
): Promise<OpenAccount | undefined> {
  if (id === tenantId) return { ...builtIn(tenantId), secrets: {} };
  const [row] = await inTenant(tenantId, (db) =>
    db.rows<AccountRow>(`SELECT ${columns} FROM payments.accounts WHERE tenant_id = $1 AND id = $2`, [tenantId, id]),
  );
  if (!row) return undefined;
  const sealed = row.secrets_sealed;
  const secrets = sealed === null ? '{}' : (await keyring.sealer(tenantId)).open(sealed, placeOf(id));
  return { ...plain(row), secrets: JSON.parse(secrets) as Texts };
}

export async function lockAccount(db: Connection, tenantId: string, id: string): Promise<Account | undefined> {
  const [row] = await db.rows<AccountRow>(
    `SELECT ${columns} FROM payments.accounts WHERE tenant_id = $1 AND id = $2 AND status <> 'removed' FOR UPDATE`,
    [tenantId, id],
  );
  return row && plain(row);
}

/** @param sealed undefined leaves the secrets that are there, null takes them away */
export async function saveAccount(
  db: Connection,
  tenantId: string,
  account: Account,
  sealed: string | null | undefined,
  now: number,
): Promise<void> {
  const { id, provider, name, status, settings } = account;
  const at = new Date(now).toISOString();
  await db.run(
    `INSERT INTO payments.accounts (tenant_id, id, provider, name, status, settings, secrets_sealed, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, status = excluded.status, settings = excluded.settings,
            secrets_sealed = CASE WHEN $9::int = 1 THEN payments.accounts.secrets_sealed ELSE excluded.secrets_sealed END,
            updated_at = excluded.updated_at`,
    [tenantId, id, provider, name, status, JSON.stringify(settings), sealed ?? null, at, sealed === undefined ? 1 : 0],
  );
}

export async function sealSecrets(
  { keyring }: PaymentsContext,
  tenantId: string,
  id: string,
  secrets: Texts,
): Promise<string> {
  return (await keyring.sealer(tenantId)).seal(JSON.stringify(secrets), placeOf(id));
}
