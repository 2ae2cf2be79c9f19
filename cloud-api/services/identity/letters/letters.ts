import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Keyring } from '../../../platform/keys/keyring.ts';
import type { Letter, Mailer } from '../../../platform/mail/mailer.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';

type LetterKind =
  | 'new-place'
  | 'password-reset'
  | 'password-changed'
  | 'factors-changed'
  | 'invitation'
  | 'organisation-ready'
  | 'erasure'
  | 'visit'
  | 'shopper-code';

const placeOf = (row: string) => ({ table: 'identity.letters', row, column: 'body' });

/** Writes a letter in the transaction of what it tells. Sealed: one that resets a password would open an account. */
export async function writeLetter(
  keyring: Keyring,
  db: Connection,
  letter: Letter & { readonly kind: LetterKind },
  now: number,
): Promise<void> {
  const id = randomUUID();
  const sealer = await keyring.sealer(null);
  await db.rows(
    'INSERT INTO identity.letters (id, to_email, kind, subject, body, written_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, letter.to, letter.kind, letter.subject, sealer.seal(letter.text, placeOf(id)), new Date(now).toISOString()],
  );
}

const AT_ONCE = 20;
/** The second try comes after half a minute, each further one after twice the time, at last once an hour. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

export interface Post {
  /** Of the role `identity` */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly mailer: Mailer;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** The mailer turned one away: it is tried again later, behind the others. */
  readonly onTurnedAway: (error: unknown) => void;
}

/**
 * Hands over what waits, each letter by itself: one that the mailer does not take keeps none of the others back. At least
 * once: a letter is told as sent after the mailer took it. @returns whether more may wait
 */
export async function sendLetters(post: Post): Promise<boolean> {
  let sent = 0;
  for (let tried = 0; tried < AT_ONCE; tried += 1) {
    const went = await sendNext(post);
    if (went === undefined) return false;
    if (went) sent += 1;
  }
  // Where none of them went, the mailer is away.
  return sent > 0;
}

/** @returns whether the mailer took it; undefined where none waits */
async function sendNext({ pool, keyring, mailer, now, onTurnedAway }: Post): Promise<boolean | undefined> {
  const sealer = await keyring.sealer(null);
  return withTransaction(pool, async (db) => {
    const at = now();
    const [letter] = await db.rows<{ id: string; to_email: string; subject: string; body: string; failures: number }>(
      `SELECT id, to_email, subject, body, failures FROM identity.letters
        WHERE sent_at IS NULL AND (not_before IS NULL OR not_before <= $1)
        ORDER BY failures, written_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [iso(at)],
    );
    if (!letter) return undefined;
    const { id, to_email: to, subject, body, failures } = letter;
    try {
      await mailer.send({ to, subject, text: sealer.open(body, placeOf(id)) });
    } catch (error) {
      onTurnedAway(error);
      const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures, 20), LONGEST_WAIT_MS);
      await db.rows('UPDATE identity.letters SET failures = failures + 1, not_before = $2 WHERE id = $1', [
        id,
        iso(at + wait),
      ]);
      return false;
    }
    await db.rows('UPDATE identity.letters SET sent_at = $2 WHERE id = $1', [id, iso(now())]);
    return true;
  });
}

const iso = (ms: number): string => new Date(ms).toISOString();
