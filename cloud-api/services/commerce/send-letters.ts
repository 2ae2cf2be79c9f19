import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../platform/db/transaction.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Letter, Mailer } from '../../platform/mail/mailer.ts';

const AT_ONCE = 20;
/** How long a letter is this process's alone. */
const CLAIM_MS = 60_000;
/** About a day by the waits between them. */
const MOST_TRIES = 30;
const waitFor = (tries: number): number => Math.min(3_600_000, 5_000 * 2 ** Math.min(tries, 12));

export interface Post {
  readonly mailer: Mailer;
  /** Epoch milliseconds */
  readonly now: () => number;
}

export interface Letters {
  readonly pools: { readonly system: Pool; readonly app: Pool };
  /** Selects `tenant_id` and `id` of what is due at $1, the longest due first, without a limit */
  readonly due: string;
  /** Takes a letter for this process until then, where it is still due. */
  readonly claim: (tx: Tx, id: string, now: number, until: number) => Promise<Claimed | undefined>;
  /** What they are, for the log: `a quote` */
  readonly of: string;
}

interface Claimed {
  /** This one with it */
  readonly tries: number;
  readonly letter: () => Promise<Letter>;
  /** Told after the mailer took it */
  readonly sent: (tx: Tx, at: number) => Promise<unknown>;
  /** @param nextAt when it is tried again; null: never */
  readonly failed: (tx: Tx, nextAt: number | null) => Promise<unknown>;
}

/**
 * Sends letters that are due, each by itself and at least once: it is told as sent after the mailer took it.
 * @returns whether more may wait
 */
export async function sendLetters({ pools, due, claim, of }: Letters, post: Post, log: Log): Promise<boolean> {
  const now = post.now();
  const found = await readAtOnce(pools.system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(`${due} LIMIT ${AT_ONCE}`, [new Date(now).toISOString()]),
  );
  for (const { tenant_id: tenantId, id } of found) {
    const within = <T>(run: (tx: Tx) => Promise<T>) => withTx(pools.app, tenantId, run);
    const written = await within((tx) => claim(tx, id, now, now + CLAIM_MS));
    if (!written) continue;
    const { tries } = written;
    try {
      await post.mailer.send(await written.letter());
      await within((tx) => written.sent(tx, post.now()));
    } catch (error) {
      log.warn({ err: error }, `the letter with ${of} was not taken`);
      await within((tx) => written.failed(tx, tries >= MOST_TRIES ? null : post.now() + waitFor(tries)));
    }
  }
  return found.length === AT_ONCE;
}

const withTx = <T>(app: Pool, tenantId: string, run: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(app, tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    const answer = await run(tx);
    end();
    return answer;
  });
