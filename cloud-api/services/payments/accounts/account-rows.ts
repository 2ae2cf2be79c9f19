import { parseInstant } from '@tillhouse/shared/data/codec.ts';
import type { Place } from '@tillhouse/shared/sealing/seal.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { PaymentsContext } from '../context.ts';
import type { AccountRules } from './account-rules.ts';

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
  readonly rules: AccountRules;
}

export interface OpenAccount extends Account {
  /** What opens the account at the provider: nobody reads it back. */
  readonly secrets: Texts;
}

interface AccountRow extends Account {
  readonly secrets_sealed: string | null;
}

const columns = 'id, provider, name, status, settings, rules, secrets_sealed';
const placeOf = (id: string): Place => ({ table: 'payments.accounts', row: id, column: 'secrets_sealed' });

const plain = ({ id, provider, name, status, settings, rules }: AccountRow): Account => ({
  ...{ id, provider, name, status, settings, rules },
});

/**
 * The accounts that a store is offered. One that never set up any is paid by the built-in test provider, where that is
 * let.
 */
export const accountsOf = (context: PaymentsContext, tenantId: string): Promise<readonly Account[]> =>
  context.inOneTrip(tenantId, (db) => accountsIn(context, db, tenantId));

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
  ...{ id: tenantId, provider: 'test', name: 'Test', status: 'active', settings: {}, rules: {} },
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
  const { id, provider, name, status, settings, rules } = account;
  const at = new Date(now).toISOString();
  await db.run(
    `INSERT INTO payments.accounts (tenant_id, id, provider, name, status, settings, secrets_sealed, created_at, updated_at, rules)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $10)
     ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, status = excluded.status, settings = excluded.settings,
            rules = excluded.rules,
            secrets_sealed = CASE WHEN $9::int = 1 THEN payments.accounts.secrets_sealed ELSE excluded.secrets_sealed END,
            updated_at = excluded.updated_at`,
    [
      tenantId,
      id,
      provider,
      name,
      status,
      JSON.stringify(settings),
      sealed ?? null,
      at,
      sealed === undefined ? 1 : 0,
      JSON.stringify(rules),
    ],
  );
}

export async function sealSecrets(
  { keyring }: Pick<PaymentsContext, 'keyring'>,
  tenantId: string,
  id: string,
  secrets: Texts,
): Promise<string> {
  return (await keyring.sealer(tenantId)).seal(JSON.stringify(secrets), placeOf(id));
}

/** The newest that each account's provider told by itself, and how many could not be worked off. */
export async function lastTold(db: Connection, tenantId: string): Promise<ReadonlyMap<string, Told>> {
  const rows = await db.rows<{ account_id: string; kind: string; at: string; open: number }>(
    `SELECT DISTINCT ON (account_id) account_id, kind, received_at AS at,
            (SELECT count(*)::int FROM payments.deliveries o WHERE o.tenant_id = $1 AND o.account_id = d.account_id
                AND o.handled_at IS NULL) AS open
       FROM payments.deliveries d WHERE tenant_id = $1 ORDER BY account_id, received_at DESC`,
    [tenantId],
  );
  return new Map(rows.map(({ account_id: id, kind, at, open }) => [id, { at: parseInstant(at), kind, open }]));
}

export interface Told {
  /** Epoch milliseconds */
  readonly at: number;
  readonly kind: string;
  /** Could not be worked off yet */
  readonly open: number;
}
