import { Secret, TOTP } from 'otpauth';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Sealer } from '../../../platform/keys/keyring.ts';

/** RFC 6238 as every authenticator app has it. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after this one that are taken: clocks of phones are off by as much. */
const WINDOW = 1;
/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;

/** Where apps are kept: of people of tenants, and of those who run the platform, in the schema of each. */
export const accountTotps = { table: 'identity.totps', key: 'account_id' } as const;
export const operatorTotps = { table: 'operator.totps', key: 'operator_id' } as const;
type Totps = typeof accountTotps | typeof operatorTotps;

const placeOf = ({ table }: Totps, id: string) => ({ table, row: id, column: 'secret' });
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: DIGITS, period: STEP_SECONDS });

/** Begins again with a new secret, which counts once a code of it was given. @returns undefined when one counts already */
export async function beginTotp(
  db: Connection,
  sealer: Sealer,
  accountId: string,
  label: { readonly issuer: string; readonly account: string },
  now: number,
  at: Totps = accountTotps,
): Promise<{ secret: string; uri: string } | undefined> {
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  const begun = await db.rows(
    `INSERT INTO ${at.table} AS t (${at.key}, secret, created_at, last_step) VALUES ($1, $2, $3, 0)
     ON CONFLICT (${at.key}) DO UPDATE SET secret = $2, created_at = $3, last_step = 0 WHERE t.confirmed_at IS NULL
     RETURNING ${at.key}`,
    [accountId, sealer.seal(secret, placeOf(at, accountId)), new Date(now).toISOString()],
  );
  if (begun.length === 0) return undefined;
  const shown = new TOTP({
    issuer: label.issuer,
    label: label.account,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: STEP_SECONDS,
  });
  return { secret, uri: shown.toString() };
}

/**
 * Uses a code up. Of two who give the same code at once the second waits for the row and finds the step taken.
 * @param confirm takes the code of a secret that does not count yet, and lets it count
 */
export async function useTotp(
  db: Connection,
  sealer: Sealer,
  accountId: string,
  code: string,
  now: number,
  confirm = false,
  at: Totps = accountTotps,
): Promise<boolean> {
  const [row] = await db.rows<{ secret: string; last_step: string | number; confirmed: boolean }>(
    `SELECT secret, last_step, confirmed_at IS NOT NULL AS confirmed FROM ${at.table} WHERE ${at.key} = $1 FOR UPDATE`,
    [accountId],
  );
  if (!row || row.confirmed === confirm) return false;
  const delta = codeOf(sealer.open(row.secret, placeOf(at, accountId))).validate({
    token: code.replaceAll(/\s/g, ''),
    timestamp: now,
    window: WINDOW,
  });
  if (delta === null) return false;
  const step = Math.floor(now / 1_000 / STEP_SECONDS) + delta;
  if (step <= Number(row.last_step)) return false;
  await db.rows(
    `UPDATE ${at.table} SET last_step = $2, confirmed_at = coalesce(confirmed_at, $3) WHERE ${at.key} = $1`,
    [accountId, step, new Date(now).toISOString()],
  );
  return true;
}

export async function removeTotp(db: Connection, id: string, at: Totps = accountTotps): Promise<boolean> {
  const removed = await db.rows(`DELETE FROM ${at.table} WHERE ${at.key} = $1 RETURNING ${at.key}`, [id]);
  return removed.length > 0;
}
