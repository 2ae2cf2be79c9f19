import { noLetters } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Pool, Pools } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant, withTransaction } from '../../../platform/db/transaction.ts';
import type { Log } from '../../../platform/http/log.ts';
import { type Repeating, repeating } from '../../../platform/repeating.ts';
import type { StorefrontContext } from '../context.ts';
import { sendPayLetters } from '../due/pay-letters.ts';
import { sweepDue } from '../due/sweep-due.ts';
import { publishDueLooks } from '../hosted/publish-due-looks.ts';
import { clearOldThemes } from '../themes/clear-old-themes.ts';
import { publishDueThemes } from '../themes/publish-due-themes.ts';
import { findLeftCarts } from '../left-carts/find-left-carts.ts';
import { sendCartLetters } from '../left-carts/send-cart-letters.ts';
import { startNews } from '../news/send-news.ts';
import { sendNotices } from '../notices/send-notices.ts';
import { startReckoning } from '../recommendations/reckon-pairs.ts';
import { sendRequestLetters } from '../requests/request-letters.ts';
import { sendConfirmations } from './confirmation.ts';
import { advance, type Saga } from './saga.ts';
import { withTx } from './price-checkout.ts';

const SWEEP_MS = 2_000;
/** Purchases of so long are looked for together, with their letters. */
const REST_MS = 250;
const TIDY_MS = 600_000;
const BATCH = 50;
/** Whoever takes an attempt up has so long before another one may. */
const CLAIM_MS = 30_000;
const ABANDONED_MS = 30 * 86_400_000;
/** Letters about baskets have hours to be sent. */
const LETTERS_MS = 60_000;
const LOOKS_MS = 20_000;

interface Due {
  readonly tenant_id: string;
  readonly id: string;
}

/**
 * Takes on what nobody is at any more: attempts whose `nextAt` has come, each by one process at a time. The one sweeper of
 * attempts. @returns whether there was any
 */
export async function sweepAttempts(system: Pool, saga: Saga, log: Log): Promise<boolean> {
  const now = saga.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<Due>(`SELECT tenant_id, id FROM checkout_attempts WHERE next_at <= $1 ORDER BY next_at LIMIT ${BATCH}`, [
      iso(now),
    ]),
  );
  for (const { tenant_id: tenantId, id } of due) {
    try {
      if (await claimed(saga, tenantId, id, now)) await advance(saga, tenantId, id);
    } catch (error) {
      log.warn({ err: error, attemptId: id }, 'an attempt to pay is looked at again later');
    }
  }
  return due.length === BATCH;
}

async function claimed({ pool }: Saga, tenantId: string, id: string, now: number): Promise<boolean> {
  const rows = await withTenant(pool, tenantId, (db) =>
    db.rows(
      `UPDATE checkout_attempts
          SET next_at = $3::timestamptz + least(3600, 2 ^ least(tries, 12)) * interval '1 second' + $4 * interval '1 millisecond',
              tries = tries + 1
        WHERE tenant_id = $1 AND id = $2 AND next_at <= $3 RETURNING id`,
      [tenantId, id, iso(now), CLAIM_MS],
    ),
  );
  return rows.length > 0;
}

/** Ends baskets that nobody came back for, with what they say of a person. */
export async function endAbandoned(system: Pool, app: Pool, now: number): Promise<void> {
  const old = await withTransaction(system, (db) =>
    db.rows<Due>(`SELECT tenant_id, id FROM checkouts WHERE status = 'open' AND updated_at < $1 LIMIT 500`, [
      iso(now - ABANDONED_MS),
    ]),
  );
  for (const { tenant_id: tenantId, id } of old)
    await withTenant(app, tenantId, (db) =>
      withTx(db, tenantId, async (tx) => {
        const [row] = await tx.getForUpdate(checkouts, [{ id }]);
        if (row?.status !== 'open' || row.updatedAt >= now - ABANDONED_MS) return;
        await tx.update(
          checkouts,
          { id },
          { status: 'ended', contact: null, delivery: null, ...noLetters, updatedAt: now },
        );
      }),
    );
}

/** First what takes up checkouts, then what tells of orders: both are woken. */
export function startCheckoutWork(pools: Pools, context: StorefrontContext): Repeating[] {
  const { log, now } = context;
  const sweep = async (): Promise<boolean> => {
    const more = await sweepAttempts(pools.system, context, log);
    const due = await sweepDue(pools.system, context, log);
    const asked = await sendRequestLetters(pools.system, context);
    const letters = await sendPayLetters(pools.system, context);
    return (await sendConfirmations(pools.system, context)) || more || due || asked || letters;
  };
  const tidy = async (): Promise<boolean> => {
    await endAbandoned(pools.system, pools.app, now());
    await clearOldThemes(pools.system, context);
    return false;
  };
  const letters = async (): Promise<boolean> => {
    const more = await findLeftCarts(pools.system, context);
    return (await sendCartLetters(pools.system, context)) || more;
  };
  const notices = () => sendNotices(pools.system, context);
  const looks = async (): Promise<boolean> => {
    const more = await publishDueLooks(pools.system, context);
    return (await publishDueThemes(pools.system, context)) || more;
  };
  return [
    repeating(SWEEP_MS, sweep, (error) => log.warn({ err: error }, 'checkouts were not swept'), REST_MS),
    startNews(pools, context),
    repeating(LETTERS_MS, letters, (error) => log.warn({ err: error }, 'baskets that were left were not looked for')),
    repeating(LETTERS_MS, notices, (error) => log.warn({ err: error }, 'who waits for goods was not told')),
    repeating(LOOKS_MS, looks, (error) => log.warn({ err: error }, 'looks and themes of shops were not published')),
    repeating(TIDY_MS, tidy, (error) =>
      log.warn({ err: error }, 'old checkouts were not ended, or old themes not cleared'),
    ),
    ...startReckoning(pools, context),
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString();
