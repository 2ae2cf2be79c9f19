import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { plainEmail } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { writeLetter } from '../letters/letters.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import { newSecret, secretHash } from '../secrets.ts';
import { endSessions } from '../sessions/sessions.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { checkNewPassword } from './password-rules.ts';
import type { InSession } from './person-of.ts';
import { tellChange } from './tell-change.ts';

export const RESET_LIFE_MS = 30 * 60_000;

const iso = (ms: number): string => new Date(ms).toISOString();
/** `priya@larkhall.example` → the parts that somebody might make a password of. */
const partsOf = (email: string): string[] => email.split(/[@.+_-]/);

/** Changes the password of somebody who shows the present one. All their other sign-ins end. @returns how many */
export async function changePassword(
  context: IdentityContext,
  person: InSession,
  given: { readonly present: string; readonly next: string },
): Promise<number> {
  const { accountId, sessionId, name } = person;
  const subject = subjectOf('factor', accountId);
  await refuseWhileBlocked(context.pool, subject, context.now());
  const [account] = await withTransaction(context.pool, (db) =>
    db.rows<{ email: string; password_hash: string }>(
      'SELECT email, password_hash FROM identity.accounts WHERE id = $1',
      [accountId],
    ),
  );
  if (!account || !(await passwordFits(account.password_hash, given.present))) {
    await countFailure(context.pool, subject, context.now());
    throw new HttpProblem(
      401,
      'auth.wrong-password',
      'This is not your present password. Nothing was changed. Try again, or have a letter sent to you to set a new one.',
    );
  }
  await checkNewPassword(given.next, [...partsOf(account.email), ...name.split(' ')]);
  const hash = await hashPassword(given.next);
  const ended = await withTransaction(context.pool, async (db) => {
    const changed = await db.rows(
      'UPDATE identity.accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING id',
      [accountId, account.password_hash, hash],
    );
    if (changed.length === 0) {
      throw new HttpProblem(409, 'auth.password-changed', 'The password was changed at this very moment. Look again.');
    }
    await forgetFailures(db, subject);
    const words = 'Your password was changed, and all your other sign-ins were ended.';
    const change = { action: 'identity.changePassword', table: 'accounts', label: '', did: 'changed', words } as const;
    await tellChange(context, db, person, change, context.now());
    return endSessions(db, accountId, { others: sessionId }, 'password-changed', context.now());
  });
  context.onChanged();
  context.onNotice();
  return ended;
}

/**
 * Writes a letter with a link that sets a new password, where there is such an account; says nothing of whether there is.
 * @param address of who asks; a few letters an hour and address, so that nobody’s mailbox is flooded
 */
export async function askForReset(context: IdentityContext, email: string, address: string): Promise<void> {
  const now = context.now();
  const to = plainEmail(email);
  const subjects = [subjectOf('reset', to), subjectOf('address', `reset ${address}`)];
  await refuseWhileBlocked(context.pool, subjects, now);
  await countFailure(context.pool, subjects, now);
  const token = newSecret('pr');
  const link = new URL('/auth/new-password', context.issuer);
  await withTransaction(context.pool, async (db) => {
    const [account] = await db.rows<{ id: string }>(
      `SELECT id FROM identity.accounts WHERE email = $1 AND status = 'active' FOR UPDATE`,
      [to],
    );
    if (!account) return;
    // One link works at a time.
    await db.rows('UPDATE identity.password_resets SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL', [
      account.id,
      iso(now),
    ]);
    await db.rows('INSERT INTO identity.password_resets (token_hash, account_id, expires_at) VALUES ($1, $2, $3)', [
      secretHash(token),
      account.id,
      iso(now + RESET_LIFE_MS),
    ]);
    const text = [
      'Somebody asked to set a new password for your account. If it was not you, there is nothing to do: your password is as it was.',
      `If it was you, open this address within half an hour:\n\n${link.href}#${token}`,
      'It is good once. Nobody from Tillhouse will ever ask you for it.',
    ].join('\n\n');
    await writeLetter(context.keyring, db, { to, kind: 'password-reset', subject: 'Set a new password', text }, now);
  });
  context.onNotice();
}

/** Sets a new password by the link of a letter. All sign-ins of the account end; second factors stay and are asked for. */
export async function resetPassword(context: IdentityContext, token: string, next: string): Promise<void> {
  const now = context.now();
  const over = () =>
    new HttpProblem(
      404,
      'auth.reset-over',
      'This link is unknown, used or older than half an hour. Nothing was changed. Ask for a new one.',
    );
  const hash = secretHash(token);
  const [found] = await withTransaction(context.pool, (db) =>
    db.rows<{ email: string }>(
      `SELECT a.email FROM identity.password_resets r JOIN identity.accounts a ON a.id = r.account_id
        WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > $2`,
      [hash, iso(now)],
    ),
  );
  if (!found) throw over();
  // A password that is too weak does not use the link up.
  await checkNewPassword(next, partsOf(found.email));
  const encoded = await hashPassword(next);
  await withTransaction(context.pool, async (db) => {
    const [used] = await db.rows<{ account_id: string }>(
      `UPDATE identity.password_resets SET used_at = $2
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account_id`,
      [hash, iso(now)],
    );
    if (!used) throw over();
    await db.rows('UPDATE identity.accounts SET password_hash = $2 WHERE id = $1', [used.account_id, encoded]);
    await endSessions(db, used.account_id, { all: true }, 'password-reset', now);
    const text =
      'Your password was set anew by a link in a letter, and all your sign-ins were ended. If it was not you, tell an owner of your store at once.';
    await writeLetter(
      context.keyring,
      db,
      { to: found.email, kind: 'password-changed', subject: 'Your password was changed', text },
      now,
    );
  });
  context.onChanged();
  context.onNotice();
}
