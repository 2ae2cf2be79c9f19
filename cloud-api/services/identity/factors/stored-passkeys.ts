import type { Connection } from '../../../platform/db/connection.ts';

export interface Passkey {
  readonly id: string;
  readonly accountId: string;
  /** base64url */
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  /** What its authenticator counted last; 0 for one that does not count */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  /** Lies in a cloud of its maker, and on several devices maybe */
  readonly backedUp: boolean;
  readonly name: string;
  /** Epoch milliseconds */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly cloned: boolean;
}

interface Row {
  id: string;
  account_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  aaguid: string;
  backed_up: boolean;
  name: string;
  created_at: number;
  last_used_at: number | null;
  cloned: boolean;
}

const columns = `id, account_id, credential_id, public_key, counter, transports, aaguid, backed_up, name,
  (extract(epoch FROM created_at) * 1000)::bigint AS created_at,
  (extract(epoch FROM last_used_at) * 1000)::bigint AS last_used_at, cloned_at IS NOT NULL AS cloned`;

const passkeyFrom = (row: Row): Passkey => ({
  id: row.id,
  accountId: row.account_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: row.transports,
  aaguid: row.aaguid,
  backedUp: row.backed_up,
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  cloned: row.cloned,
});

export async function passkeysOf(db: Connection, accountId: string): Promise<Passkey[]> {
  const rows = await db.rows<Row>(
    `SELECT ${columns} FROM identity.passkeys WHERE account_id = $1 ORDER BY created_at, id`,
    [accountId],
  );
  return rows.map(passkeyFrom);
}

export async function passkeyOf(db: Connection, credentialId: string): Promise<Passkey | undefined> {
  const [row] = await db.rows<Row>(`SELECT ${columns} FROM identity.passkeys WHERE credential_id = $1`, [credentialId]);
  return row && passkeyFrom(row);
}

/** @returns false when it is set up already, by whomever */
export async function storePasskey(db: Connection, passkey: Passkey): Promise<boolean> {
  const stored = await db.rows(
    `INSERT INTO identity.passkeys
       (id, account_id, credential_id, public_key, counter, transports, aaguid, backed_up, name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
    [
      passkey.id,
      passkey.accountId,
      passkey.credentialId,
      Buffer.from(passkey.publicKey),
      passkey.counter,
      passkey.transports,
      passkey.aaguid,
      passkey.backedUp,
      passkey.name,
      new Date(passkey.createdAt).toISOString(),
    ],
  );
  return stored.length > 0;
}

/** Writes what it counted. False when that did not go up: WebAuthn 3, section 6.1.1. One that always says 0 does not count. */
export async function tellUse(
  db: Connection,
  id: string,
  use: { readonly counter: number; readonly backedUp: boolean; readonly at: number },
): Promise<boolean> {
  const told = await db.rows(
    `UPDATE identity.passkeys SET counter = $2, backed_up = $3, last_used_at = $4
      WHERE id = $1 AND cloned_at IS NULL AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
    [id, use.counter, use.backedUp, new Date(use.at).toISOString()],
  );
  return told.length > 0;
}

export async function suspendPasskey(db: Connection, id: string, at: number): Promise<void> {
  await db.rows('UPDATE identity.passkeys SET cloned_at = coalesce(cloned_at, $2) WHERE id = $1', [
    id,
    new Date(at).toISOString(),
  ]);
}

export async function renamePasskey(db: Connection, accountId: string, id: string, name: string): Promise<boolean> {
  const named = await db.rows('UPDATE identity.passkeys SET name = $3 WHERE id = $1 AND account_id = $2 RETURNING id', [
    id,
    accountId,
    name,
  ]);
  return named.length > 0;
}

/** @returns its name; undefined when the account has no such passkey */
export async function removePasskey(db: Connection, accountId: string, id: string): Promise<string | undefined> {
  const [removed] = await db.rows<{ name: string }>(
    'DELETE FROM identity.passkeys WHERE id = $1 AND account_id = $2 RETURNING name',
    [id, accountId],
  );
  return removed?.name;
}
