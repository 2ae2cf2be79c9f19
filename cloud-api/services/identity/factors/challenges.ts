import { randomBytes } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';

/** What a challenge was made for; it is good for nothing else. */
export interface ChallengeFor {
  readonly purpose: 'register' | 'sign-in' | 'prove';
  /** Null for a sign-in, where the passkey says who it is */
  readonly accountId: string | null;
  readonly sessionId: string | null;
}

export const CHALLENGE_LIFE_MS = 5 * 60_000;

/** @returns base64url, 256 bits */
export async function newChallenge(db: Connection, use: ChallengeFor, now: number): Promise<string> {
  const challenge = randomBytes(32).toString('base64url');
  await db.rows(
    `INSERT INTO identity.challenges (challenge, purpose, account_id, session_id, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [challenge, use.purpose, use.accountId, use.sessionId, new Date(now + CHALLENGE_LIFE_MS).toISOString()],
  );
  return challenge;
}

/** Uses a challenge up, whether what was signed fits or not. False when it is unknown, used, old or for something else. */
export async function takeChallenge(
  db: Connection,
  challenge: string,
  use: ChallengeFor,
  now: number,
): Promise<boolean> {
  const taken = await db.rows<{ good: boolean }>(
    `DELETE FROM identity.challenges WHERE challenge = $1
     RETURNING purpose = $2 AND account_id IS NOT DISTINCT FROM $3::uuid AND session_id IS NOT DISTINCT FROM $4::uuid
               AND expires_at > $5 AS good`,
    [challenge, use.purpose, use.accountId, use.sessionId, new Date(now).toISOString()],
  );
  return taken[0]?.good === true;
}
