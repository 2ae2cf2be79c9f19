import type { Connection } from '../../platform/db/connection.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { secretHash } from './secrets.ts';

export const FREE_TRIES = 10;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** After ten wrong tries a wait, doubled by each further one up to a quarter of an hour. */
export function waitAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, failures - FREE_TRIES));
}

/** What is tried is kept as a hash: the table tells nobody's address. */
export const subjectOf = (kind: 'account' | 'code' | 'device' | 'operator' | 'invitation', value: string): string =>
  `${kind}:${secretHash(value)}`;

/** @throws HttpProblem 429 while the subject has to wait */
export async function refuseWhileBlocked(pool: Pool, subject: string, now: number): Promise<void> {
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ blocked_until: string | null }>(
      'SELECT blocked_until FROM identity.sign_in_attempts WHERE subject = $1',
      [subject],
    ),
  );
  if (!row?.blocked_until) return;
  const seconds = Math.ceil((Date.parse(row.blocked_until.replace(' ', 'T').replace(/\+00$/, 'Z')) - now) / 1_000);
  if (seconds <= 0) return;
  throw new HttpProblem(
    429,
    'auth.too-many-tries',
    `Too many wrong tries. Nothing was changed. Wait ${seconds} seconds and try again.`,
    { retryAfterSeconds: seconds },
    { 'retry-after': String(seconds) },
  );
}

export async function countFailure(pool: Pool, subject: string, now: number): Promise<void> {
  await withTransaction(pool, async (db) => {
    const at = new Date(now).toISOString();
    const [row] = await db.rows<{ failures: number }>(
      `INSERT INTO identity.sign_in_attempts AS a (subject, failures, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (subject) DO UPDATE SET failures = a.failures + 1, last_at = $2 RETURNING failures`,
      [subject, at],
    );
    const wait = waitAfter(row?.failures ?? 0);
    if (wait === 0) return;
    await db.rows('UPDATE identity.sign_in_attempts SET blocked_until = $2 WHERE subject = $1', [
      subject,
      new Date(now + wait).toISOString(),
    ]);
  });
}

export async function forgetFailures(db: Connection, subject: string): Promise<void> {
  await db.rows('DELETE FROM identity.sign_in_attempts WHERE subject = $1', [subject]);
}
