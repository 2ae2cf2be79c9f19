import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';

/** One sign-in, from the first proof until it ends. Its id is the family of its refresh tokens. */
export interface Session {
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly staffId: string;
  readonly label: string;
  readonly deviceId: string | null;
  readonly amr: readonly string[];
  /** Epoch milliseconds, as the other times */
  readonly signedInAt: number;
  readonly provenAt: number;
  readonly lastSeenAt: number;
}

export interface NewSession {
  readonly tenantId: string;
  readonly accountId: string;
  readonly staffId: string;
  /** Program and system, or a device’s name: what the list shows; never a place */
  readonly label: string;
  readonly deviceId: string | null;
  /** What was shown, RFC 8176: `pwd`, `otp`, `hwk`, `user`, `mfa`; `rec` for a recovery code */
  readonly amr: readonly string[];
  /** Epoch milliseconds */
  readonly provenAt: number;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** @returns the session's id */
export async function openSession(db: Connection, session: NewSession, now: number): Promise<string> {
  const id = randomUUID();
  await db.rows(
    `INSERT INTO identity.sessions
       (id, tenant_id, account_id, staff_id, label, device_id, amr, signed_in_at, proven_at, proven_by, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $8)`,
    [
      id,
      session.tenantId,
      session.accountId,
      session.staffId,
      session.label,
      session.deviceId,
      session.amr,
      iso(now),
      iso(session.provenAt),
    ],
  );
  return id;
}

/** Notes a fresh proof. False when the session has ended meanwhile. */
export async function proveSession(db: Connection, id: string, amr: readonly string[], now: number): Promise<boolean> {
  const proven = await db.rows(
    `UPDATE identity.sessions SET proven_at = $3, proven_by = $2, last_seen_at = $3,
            amr = ARRAY(SELECT DISTINCT unnest(amr || $2::text[]) ORDER BY 1)
      WHERE id = $1 AND ended_at IS NULL RETURNING id`,
    [id, amr, iso(now)],
  );
  return proven.length > 0;
}

export async function sessionsOf(db: Connection, accountId: string, tenantId: string): Promise<Session[]> {
  const rows = await db.rows<{
    id: string;
    staff_id: string;
    label: string;
    device_id: string | null;
    amr: string[];
    signed_in_at: number;
    proven_at: number;
    last_seen_at: number;
  }>(
    `SELECT id, staff_id, label, device_id, amr, (extract(epoch FROM signed_in_at) * 1000)::bigint AS signed_in_at,
            (extract(epoch FROM proven_at) * 1000)::bigint AS proven_at,
            (extract(epoch FROM last_seen_at) * 1000)::bigint AS last_seen_at
       FROM identity.sessions WHERE account_id = $1 AND tenant_id = $2 AND ended_at IS NULL
      ORDER BY last_seen_at DESC, id LIMIT 200`,
    [accountId, tenantId],
  );
  return rows.map((row) => ({
    id: row.id,
    tenantId,
    accountId,
    staffId: row.staff_id,
    label: row.label,
    deviceId: row.device_id,
    amr: row.amr,
    signedInAt: row.signed_in_at,
    provenAt: row.proven_at,
    lastSeenAt: row.last_seen_at,
  }));
}

/** `all`: every one of the account, in every store; `others`: all of it but the one named. */
export type Which =
  | { readonly one: string; readonly tenantId: string }
  | { readonly others: string }
  | { readonly all: true };

/** Ends sessions with all their refresh tokens. @returns how many ended */
export async function endSessions(
  db: Connection,
  accountId: string,
  which: Which,
  because: 'signed-out' | 'revoked' | 'password-changed' | 'password-reset',
  now: number,
): Promise<number> {
  const [condition, value] =
    'one' in which
      ? ['id = $4 AND tenant_id = $5', [which.one, which.tenantId]]
      : 'others' in which
        ? ['id <> $4', [which.others]]
        : ['true', []];
  const ended = await db.rows<{ id: string }>(
    `UPDATE identity.sessions SET ended_at = $2, ended_because = $3
      WHERE account_id = $1 AND ended_at IS NULL AND ${condition} RETURNING id`,
    [accountId, iso(now), because, ...value],
  );
  // A program that acted in one of them does so no more.
  await db.rows(
    `UPDATE identity.oauth_grants SET ended_at = $2 WHERE ended_at IS NULL
        AND id IN (SELECT grant_id FROM identity.sessions WHERE id = ANY($1::uuid[]))`,
    [ended.map(({ id }) => id), iso(now)],
  );
  await db.rows(
    'UPDATE identity.refresh_tokens SET revoked_at = $2 WHERE family = ANY($1::uuid[]) AND revoked_at IS NULL',
    [ended.map(({ id }) => id), iso(now)],
  );
  return ended.length;
}

/** Has somebody signed in on this device or browser before? It is the first look for its label or device. */
export async function isNewPlace(
  db: Connection,
  accountId: string,
  label: string,
  deviceId: string | null,
): Promise<boolean> {
  const [row] = await db.rows<{ before: boolean; known: boolean }>(
    `SELECT count(*) > 0 AS before,
            count(*) FILTER (WHERE label = $2 AND device_id IS NOT DISTINCT FROM $3::uuid) > 0 AS known
       FROM identity.sessions WHERE account_id = $1`,
    [accountId, label, deviceId],
  );
  return row?.before === true && row.known === false;
}

/** Whether somebody has signed in on an enrolled device before. */
export async function hasBeenOn(db: Connection, accountId: string, deviceId: string): Promise<boolean> {
  const found = await db.rows('SELECT 1 FROM identity.sessions WHERE account_id = $1 AND device_id = $2 LIMIT 1', [
    accountId,
    deviceId,
  ]);
  return found.length > 0;
}

/** What was shown in a sign-in, to go on with it elsewhere. */
export async function proofOf(db: Connection, id: string): Promise<{ amr: string[]; at: number } | undefined> {
  const [row] = await db.rows<{ amr: string[]; at: number }>(
    `SELECT proven_by AS amr, (extract(epoch FROM proven_at) * 1000)::bigint AS at
       FROM identity.sessions WHERE id = $1 AND ended_at IS NULL`,
    [id],
  );
  return row;
}

export async function noteSeen(db: Connection, id: string, now: number): Promise<void> {
  await db.rows('UPDATE identity.sessions SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1', [id, iso(now)]);
}
