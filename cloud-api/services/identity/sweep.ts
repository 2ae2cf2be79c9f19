import { withTransaction } from '../../platform/db/transaction.ts';
import type { IdentityContext } from './context.ts';
import { sweepOauth } from './oauth/adapter.ts';
import { REMEMBERED_MS } from './throttle.ts';
import { REFRESH_TOKEN_LIFE_MS } from './tokens.ts';

const DAY_MS = 86_400_000;
/** Every link in a letter is over after a week; it names people, also such as have been erased since. */
const LETTERS_KEPT_MS = 7 * DAY_MS;

/** Takes away what has ended and is of no use any more, a minute's worth at a time. */
export async function sweepIdentity(context: Pick<IdentityContext, 'pool' | 'now'>): Promise<void> {
  const { pool } = context;
  const now = context.now();
  const ago = (ms: number): string => new Date(now - ms).toISOString();
  await sweepOauth(context);
  await withTransaction(pool, async (db) => {
    await db.rows('DELETE FROM identity.challenges WHERE expires_at < $1', [ago(DAY_MS)]);
    await db.rows('DELETE FROM identity.used_proofs WHERE ends_at < $1', [ago(0)]);
    await db.rows('DELETE FROM identity.ceremonies WHERE expires_at < $1', [ago(DAY_MS)]);
    await db.rows('DELETE FROM identity.password_resets WHERE expires_at < $1', [ago(DAY_MS)]);
    await db.rows('DELETE FROM identity.shopper_codes WHERE expires_at < $1', [ago(DAY_MS)]);
    await db.rows('DELETE FROM identity.shopper_access_tokens WHERE expires_at < $1', [ago(DAY_MS)]);
    // With its tokens: whoever was signed in there is so no more.
    await db.rows('DELETE FROM identity.shopper_sessions WHERE last_seen_at < $1', [
      ago(REFRESH_TOKEN_LIFE_MS + DAY_MS),
    ]);
    await db.rows('DELETE FROM identity.letters WHERE written_at < $1', [ago(LETTERS_KEPT_MS)]);
    await db.rows(
      'DELETE FROM identity.sign_in_attempts WHERE last_at < $1 AND (blocked_until IS NULL OR blocked_until < $2)',
      [ago(REMEMBERED_MS), ago(0)],
    );
    // Its last token ran out: nobody is signed in there any more, whatever the list says. The row stays: the place is known.
    await db.rows(
      `UPDATE identity.sessions SET ended_at = $2, ended_because = 'run-out' WHERE ended_at IS NULL AND last_seen_at < $1`,
      [ago(REFRESH_TOKEN_LIFE_MS + DAY_MS), ago(0)],
    );
  });
}
