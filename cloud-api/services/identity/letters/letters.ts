import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Keyring } from '../../../platform/keys/keyring.ts';
import type { Letter, Mailer } from '../../../platform/mail/mailer.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';

export type LetterKind = 'new-place' | 'password-reset' | 'password-changed' | 'factors-changed';

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

/** Hands over what waits. At least once: a letter is told as sent after the mailer took it. @returns whether more may wait */
export async function sendLetters(pool: Pool, keyring: Keyring, mailer: Mailer, now: number): Promise<boolean> {
  const sealer = await keyring.sealer(null);
  return withTransaction(pool, async (db) => {
    const waiting = await db.rows<{
      id: string;
      to_email: string;
      subject: string;
      body: string;
    }>(
      `SELECT id, to_email, subject, body FROM identity.letters WHERE sent_at IS NULL
        ORDER BY written_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [AT_ONCE],
    );
    for (const { id, to_email: to, subject, body } of waiting) {
      await mailer.send({ to, subject, text: sealer.open(body, placeOf(id)) });
      await db.rows('UPDATE identity.letters SET sent_at = $2 WHERE id = $1', [id, new Date(now).toISOString()]);
    }
    return waiting.length === AT_ONCE;
  });
}
