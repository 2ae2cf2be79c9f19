import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import { newSecret, secretHash } from '../secrets.ts';

/** Long enough for a letter that is slow, short enough that an old one opens nothing. */
export const CODE_LIFE_MS = 10 * 60_000;
/** Of a million codes, for one letter that was sent */
export const MOST_TRIES = 5;

export interface SentCode {
  /** For who asked: without it the code in the letter is worth nothing */
  readonly challenge: string;
  /** For the letter: six digits */
  readonly code: string;
}

/** Over both, so that a code cannot be found out of its hash, and one that is read in a letter is no use to somebody else. */
const hashOf = (challenge: string, code: string): string =>
  createHash('sha256').update(`${challenge} ${code}`).digest('hex');

/** As people type it: `123 456`. */
const plain = (typed: string): string => typed.replaceAll(/\D/g, '');

export async function newCode(db: Connection, tenantId: string, email: string, now: number): Promise<SentCode> {
  const challenge = newSecret('sc');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await db.rows(
    `INSERT INTO identity.shopper_codes (challenge_hash, tenant_id, email, code_hash, tries, expires_at)
     VALUES ($1, $2, $3, $4, 0, $5)`,
    [secretHash(challenge), tenantId, email, hashOf(challenge, code), new Date(now + CODE_LIFE_MS).toISOString()],
  );
  return { challenge, code };
}

export type Tried =
  | { readonly is: 'right'; readonly email: string }
  | { readonly is: 'wrong'; readonly triesLeft: number }
  /** Unknown, used, too old or tried too often: said alike */
  | { readonly is: 'over' };

/**
 * Tries a code. Each try is counted before it is looked at, under the lock of its row, so that many at once are not more
 * than their number. The caller's transaction must commit also where it was wrong.
 */
export async function tryCode(
  db: Connection,
  tenantId: string,
  given: { readonly challenge: string; readonly code: string },
  now: number,
): Promise<Tried> {
  const at = new Date(now).toISOString();
  const [row] = await db.rows<{ email: string; code_hash: string; tries: number }>(
    `UPDATE identity.shopper_codes SET tries = tries + 1
      WHERE challenge_hash = $1 AND tenant_id = $2 AND used_at IS NULL AND expires_at > $3 AND tries < $4
      RETURNING email, code_hash, tries`,
    [secretHash(given.challenge), tenantId, at, MOST_TRIES],
  );
  if (!row) return { is: 'over' };
  const own = Buffer.from(hashOf(given.challenge, plain(given.code)));
  if (!timingSafeEqual(own, Buffer.from(row.code_hash))) return { is: 'wrong', triesLeft: MOST_TRIES - row.tries };
  await db.rows('UPDATE identity.shopper_codes SET used_at = $2 WHERE challenge_hash = $1', [
    secretHash(given.challenge),
    at,
  ]);
  return { is: 'right', email: row.email };
}
