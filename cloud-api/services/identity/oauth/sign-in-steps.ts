import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';
import { secretHash } from '../secrets.ts';

/** How long somebody may look for their phone after the password. */
const LIFE_MS = 5 * 60_000;

export interface KeptStep {
  readonly accountId: string;
  readonly amr: readonly string[];
}

export async function keepStep({ pool, now }: IdentityContext, uid: string, step: KeptStep): Promise<void> {
  await withTransaction(pool, (db) =>
    db.rows(
      `INSERT INTO identity.sign_in_steps (uid_hash, account_id, amr, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (uid_hash) DO UPDATE SET account_id = $2, amr = $3, expires_at = $4`,
      [secretHash(uid), step.accountId, [...step.amr], new Date(now() + LIFE_MS).toISOString()],
    ),
  );
}

export async function readStep({ pool, now }: IdentityContext, uid: string): Promise<KeptStep | undefined> {
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ account_id: string; amr: string[] }>(
      'SELECT account_id, amr FROM identity.sign_in_steps WHERE uid_hash = $1 AND expires_at > $2',
      [secretHash(uid), new Date(now()).toISOString()],
    ),
  );
  return row && { accountId: row.account_id, amr: row.amr };
}

export async function forgetStep({ pool }: IdentityContext, uid: string): Promise<void> {
  await withTransaction(pool, (db) =>
    db.rows('DELETE FROM identity.sign_in_steps WHERE uid_hash = $1', [secretHash(uid)]),
  );
}
