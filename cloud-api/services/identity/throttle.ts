import type { Connection } from '../../platform/db/connection.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { secretHash } from './secrets.ts';

const FREE_TRIES = 10;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Wrong tries are forgotten after a day without one. */
export const REMEMBERED_MS = 24 * 3_600_000;

/** What is counted, and how many wrong tries of it are free. */
const free = {
  /** One account from one address */
  pair: FREE_TRIES,
  /** One account on a device that it has signed in on before */
  'known-device': FREE_TRIES,
  /** One address, whatever it tries: many people may sit behind it */
  address: 100,
  /** One account from anywhere but a device it is known on */
  account: 50,
  /** Codes of an app, recovery codes and passwords of somebody who is signed in */
  factor: FREE_TRIES,
  /** Codes that enrol a device */
  code: FREE_TRIES,
  device: FREE_TRIES,
  operator: FREE_TRIES,
  invitation: FREE_TRIES,
  /** Letters that reset a password */
  reset: 5,
  /** Letters with a code to one shopper of a shop, asked for from one address */
  'shopper-letters-pair': 5,
  /** The same from anywhere: far more, so that a stranger who asks for letters keeps nobody out */
  'shopper-letters': 30,
  /** Letters with codes that one address asks for, to whomever */
  'shopper-letters-from': 60,
  /** Wrong codes of shoppers from one address */
  'shopper-code': 40,
} as const;
export type Counted = keyof typeof free;

/** After the free tries a wait, doubled by each further one up to a quarter of an hour. */
export function waitAfter(failures: number, freeTries: number = FREE_TRIES): number {
  if (failures < freeTries) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, failures - freeTries));
}

/** What is tried is kept as a hash: the table tells nobody's address. */
export const subjectOf = (kind: Counted, value: string): string => `${kind}:${secretHash(value)}`;

const freeTriesOf = (subject: string): number => free[subject.slice(0, subject.indexOf(':')) as Counted] ?? FREE_TRIES;

/** @throws HttpProblem 429 while one of the subjects has to wait */
export async function refuseWhileBlocked(pool: Pool, subjects: string | readonly string[], now: number): Promise<void> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ until: number }>(
      `SELECT (extract(epoch FROM blocked_until) * 1000)::bigint AS until FROM identity.sign_in_attempts
        WHERE subject = ANY($1) AND blocked_until IS NOT NULL`,
      [[subjects].flat()],
    ),
  );
  const seconds = Math.max(0, ...rows.map(({ until }) => Math.ceil((until - now) / 1_000)));
  if (seconds === 0) return;
  throw new HttpProblem(
    429,
    'auth.too-many-tries',
    `Too many wrong tries. Nothing was changed. Wait ${seconds} seconds and try again.`,
    { retryAfterSeconds: seconds },
    { 'retry-after': String(seconds) },
  );
}

export async function countFailure(pool: Pool, subjects: string | readonly string[], now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const forgotten = new Date(now - REMEMBERED_MS).toISOString();
  await withTransaction(pool, async (db) => {
    // In the order of their names, so that two who count the same do not wait for each other.
    for (const subject of [subjects].flat().sort()) {
      const [row] = await db.rows<{ failures: number }>(
        `INSERT INTO identity.sign_in_attempts AS a (subject, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (subject) DO UPDATE
           SET failures = CASE WHEN a.last_at < $3 THEN 1 ELSE a.failures + 1 END, last_at = $2 RETURNING failures`,
        [subject, at, forgotten],
      );
      const wait = waitAfter(row?.failures ?? 0, freeTriesOf(subject));
      if (wait === 0) continue;
      await db.rows('UPDATE identity.sign_in_attempts SET blocked_until = $2 WHERE subject = $1', [
        subject,
        new Date(now + wait).toISOString(),
      ]);
    }
  });
}

export async function forgetFailures(db: Connection, subjects: string | readonly string[]): Promise<void> {
  await db.rows('DELETE FROM identity.sign_in_attempts WHERE subject = ANY($1)', [[subjects].flat()]);
}
