import type { Factor } from '@tillhouse/shared/domains/access/step-up.ts';
import { factorsThatDo } from '@tillhouse/shared/domains/access/step-up.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { passwordFits } from '../passwords.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { useRecoveryCode } from './recovery-codes.ts';
import type { Passkey } from './stored-passkeys.ts';
import { useTotp } from './totp.ts';

/** What an account has set up beside its password. */
export interface Has {
  readonly passkeys: number;
  readonly totp: boolean;
  readonly recoveryCodes: number;
}

export async function factorsOf(db: Connection, accountId: string): Promise<Has> {
  const [row] = await db.rows<{ passkeys: number; totp: boolean; codes: number }>(
    `SELECT (SELECT count(*)::integer FROM identity.passkeys WHERE account_id = $1 AND cloned_at IS NULL) AS passkeys,
            EXISTS (SELECT 1 FROM identity.totps WHERE account_id = $1 AND confirmed_at IS NOT NULL) AS totp,
            (SELECT count(*)::integer FROM identity.recovery_codes WHERE account_id = $1 AND used_at IS NULL) AS codes`,
    [accountId],
  );
  return { passkeys: row?.passkeys ?? 0, totp: row?.totp ?? false, recoveryCodes: row?.codes ?? 0 };
}

/** Whether a password alone is not enough for them. */
export const needsSecond = (has: Has): boolean => factorsThatDo(has)[0] !== 'password';

/** RFC 8176: a passkey whose authenticator asked who holds it is two factors at once. */
export const passkeyAmr = ({ backedUp }: Passkey): string[] => [backedUp ? 'swk' : 'hwk', 'user', 'mfa'];

export const wrongCode = (): HttpProblem =>
  new HttpProblem(
    401,
    'auth.wrong-code',
    'This code is wrong, was used already, or is too old. Nothing was changed. Wait for the next one, or use a recovery code.',
  );

export const secondFactorNeeded = (will: readonly Factor[]): HttpProblem =>
  new HttpProblem(
    401,
    'auth.second-factor-needed',
    'The password fits, and this account asks for a second factor. Nothing was changed. Give a code of the authenticator app or a recovery code, or sign in with a passkey.',
    { will },
  );

/** Something typed: six digits of an app, a recovery code, or the password. */
export type Typed = { readonly code: string } | { readonly password: string };

/**
 * Takes a typed factor once. Wrong ones count, and make the account’s codes wait.
 * @returns what it shows, RFC 8176
 * @throws HttpProblem 401 when it does not fit, 429 while too many were wrong
 */
export async function useTyped(context: IdentityContext, accountId: string, typed: Typed): Promise<string[]> {
  const subject = subjectOf('factor', accountId);
  const now = context.now();
  await refuseWhileBlocked(context.pool, subject, now);
  const shown =
    'code' in typed
      ? await useCode(context, accountId, typed.code)
      : await usePassword(context, accountId, typed.password);
  if (!shown) {
    await countFailure(context.pool, subject, now);
    throw wrongCode();
  }
  await withTransaction(context.pool, (db) => forgetFailures(db, subject));
  return shown;
}

const SIX_DIGITS = /^\s*\d{3}\s?\d{3}\s*$/;

async function useCode(context: IdentityContext, accountId: string, code: string): Promise<string[] | undefined> {
  const sealer = await context.keyring.sealer(null);
  return withTransaction(context.pool, async (db) => {
    if (SIX_DIGITS.test(code)) {
      return (await useTotp(db, sealer, accountId, code, context.now())) ? ['otp', 'mfa'] : undefined;
    }
    return (await useRecoveryCode(db, accountId, code, context.now())) ? ['rec', 'mfa'] : undefined;
  });
}

/** A password alone is a proof only for those who have nothing stronger. */
async function usePassword(
  context: IdentityContext,
  accountId: string,
  password: string,
): Promise<string[] | undefined> {
  const { hash, has } = await withTransaction(context.pool, async (db) => {
    const [row] = await db.rows<{ password_hash: string }>(
      'SELECT password_hash FROM identity.accounts WHERE id = $1',
      [accountId],
    );
    return { hash: row?.password_hash ?? null, has: await factorsOf(db, accountId) };
  });
  const fits = await passwordFits(hash, password);
  return fits && !needsSecond(has) ? ['pwd'] : undefined;
}
