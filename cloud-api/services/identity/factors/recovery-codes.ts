import { randomInt } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import { secretHash } from '../secrets.ts';

export const RECOVERY_CODES = 10;
/** Without 0 and O, 1, I and L. Ten of them are 49 bits: with the throttle, out of reach; a fast hash is enough. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

const newCode = (): string => {
  const text = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
};

/** As people type it: `abcde fghjk` is `ABCDE-FGHJK`. */
const plain = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
/** With the account, so that equal codes of two people have nothing in common. */
const hashOf = (accountId: string, code: string): string => secretHash(`recovery/${accountId}/${plain(code)}`);

/** Ten new codes instead of those there were. @returns them, this once */
export async function newRecoveryCodes(db: Connection, accountId: string, now: number): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  // The account's row is locked first, so that of two who ask at once one set remains and not a mixture.
  await db.rows('SELECT id FROM identity.accounts WHERE id = $1 FOR UPDATE', [accountId]);
  await db.rows('DELETE FROM identity.recovery_codes WHERE account_id = $1', [accountId]);
  await db.rows(
    `INSERT INTO identity.recovery_codes (account_id, code_hash, created_at)
     SELECT $1, hash, $3 FROM unnest($2::text[]) AS hash`,
    [accountId, codes.map((code) => hashOf(accountId, code)), new Date(now).toISOString()],
  );
  return codes;
}

/** Uses a code up; of two at once one wins. */
export async function useRecoveryCode(db: Connection, accountId: string, code: string, now: number): Promise<boolean> {
  const used = await db.rows(
    `UPDATE identity.recovery_codes SET used_at = $3
      WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING code_hash`,
    [accountId, hashOf(accountId, code), new Date(now).toISOString()],
  );
  return used.length > 0;
}
