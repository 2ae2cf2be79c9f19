import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { products, variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import { type StockNotice, stockNotices } from '@tillhouse/shared/domains/shoppers/stock-notice-schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { waitFor } from '../checkout/saga-moves.ts';
import type { StorefrontContext } from '../context.ts';
import { availableSql } from '../read-availability.ts';
import { noticeWords } from './notice-words.ts';

const AT_ONCE = 50;
const CLAIM_MS = 60_000;
const PUT_OFF_MS = 600_000;
const MOST_TRIES = 20;
/** Who waited so long has it from somewhere else. */
const WAITS_MS = 365 * 86_400_000;

type Sending = Pick<StorefrontContext, 'pool' | 'now' | 'log' | 'mailer' | 'publicOrigin'>;

/** Of a letter that is over: nothing of who asked for it. */
const gone = { email: null, addressIndex: '', nextAt: null };

/**
 * Tells who waits for goods that can be bought again, each by a letter of their own, at least once; then their address is
 * forgotten. Who asked first is told first. @returns whether more may wait
 */
export async function sendNotices(system: Pool, context: Sending): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT n.tenant_id, n.id FROM stock_notices n JOIN variants v ON v.tenant_id = n.tenant_id AND v.id = n.variant_id
         JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
        WHERE n.next_at <= $1 AND (n.asked_at < $2 OR (v.status = 'active' AND p.status = 'active' AND p.sold_online
          AND (${availableSql})::bigint > 0))
        ORDER BY n.asked_at LIMIT ${AT_ONCE}`,
      [iso(now), iso(now - WAITS_MS)],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    let claimed: Claimed | undefined;
    try {
      claimed = await withTenant(context.pool, tenantId, (db) => claim(context, db, { tenantId, now }, id));
      if (!claimed) continue;
      await context.mailer.send(claimed.letter);
      await mark(context, tenantId, id, { ...gone, sentAt: context.now() });
    } catch (error) {
      context.log.warn({ err: error }, 'a letter that goods are back was not taken');
      const over = claimed !== undefined && claimed.tries >= MOST_TRIES;
      const nextAt = context.now() + (claimed ? waitFor(claimed.tries) : PUT_OFF_MS);
      await mark(context, tenantId, id, over ? gone : { nextAt });
    }
  }
  return due.length === AT_ONCE;
}

interface Claimed {
  readonly letter: Letter;
  readonly tries: number;
}

function claim(
  { publicOrigin }: Sending,
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  id: string,
): Promise<Claimed | undefined> {
  return withTx(db, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(stockNotices, [{ id }]);
    if (!row || row.nextAt === null || row.nextAt > now) return undefined;
    const variant = await tx.get(variants, { id: row.variantId });
    const product = variant && (await tx.get(products, { id: variant.productId }));
    const stores = await tx.list(storeSettings, {});
    const store = row.storeId ? stores.find((one) => one.id === row.storeId) : mainOf(stores);
    const isOpen = store !== undefined && store.closedAt === null;
    if (!isOpen || !product || row.email === null || row.askedAt < now - WAITS_MS) {
      await tx.update(stockNotices, { id }, gone);
      return undefined;
    }
    const tries = row.tries + 1;
    await tx.update(stockNotices, { id }, { tries, nextAt: now + CLAIM_MS });
    const title = [product.title, ...(variant.title === '' ? [] : [variant.title])].join(', ');
    const words = noticeWords(store.locale);
    const put = (text: string) => text.replace('{title}', title).replace('{store}', store.name);
    const letter = {
      ...{
        to: row.email,
        subject: put(words.subject),
        messageId: `<notice-${id}-${row.askedAt}@${new URL(publicOrigin()).hostname}>`,
      },
      text: `${put(words.text)}\n${row.page}\n\n-- \n${put(words.why)}`,
    };
    return { letter, tries };
  });
}

async function mark({ pool }: Sending, tenantId: string, id: string, patch: Partial<StockNotice>): Promise<void> {
  await withTenant(pool, tenantId, (db) => withTx(db, tenantId, (tx) => tx.update(stockNotices, { id }, patch)));
}

const iso = (ms: number): string => new Date(ms).toISOString();
