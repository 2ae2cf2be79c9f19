import { createHash } from 'node:crypto';
import { fulfilments } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { type Order, orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { type OrderPush, orderPushes } from '@tillhouse/shared/domains/shoppers/order-push-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Pool, Pools } from '../../../platform/db/pools.ts';
import { readAtOnce } from '../../../platform/db/transaction.ts';
import type { PushMessage, PushOutcome } from '../../../platform/push/web-push.ts';
import { type Repeating, repeating } from '../../../platform/repeating.ts';
import { storeOfOrder } from '../checkout/on-account.ts';
import { waitFor } from '../checkout/saga-moves.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';
import { sendOrderLetters } from '../parcels/send-order-letters.ts';
import { after } from './follow-news.ts';
import { type NewsKind, newsText } from './news-words.ts';

const AT_ONCE = 50;
/** Sent side by side: a push service that does not answer holds up few others. */
const ABREAST = 5;
const CLAIM_MS = 60_000;
const MOST_TRIES = 6;
const SWEEP_MS = 30_000;
/** A telephone that is off so long is told nothing any more: its shopper looks for themselves. */
const HELD_S = 3 * 86_400;

type Sending = Pick<StorefrontContext, 'pool' | 'now' | 'log' | 'push'>;

interface Due {
  readonly tenant_id: string;
  readonly id: string;
}

/** Sends what waits for browsers, and drops the rows that are over. @returns whether more may wait */
export async function sendNews(system: Pool, context: Sending): Promise<boolean> {
  const due = await readAtOnce(system, null, (db) =>
    db.rows<Due>(`SELECT tenant_id, id FROM order_pushes WHERE next_at <= $1 ORDER BY next_at LIMIT ${AT_ONCE}`, [
      new Date(context.now()).toISOString(),
    ]),
  );
  for (let at = 0; at < due.length; at += ABREAST)
    await Promise.all(due.slice(at, at + ABREAST).map((each) => sendOne(context, each)));
  return due.length === AT_ONCE;
}

async function sendOne(context: Sending, { tenant_id: tenantId, id }: Due): Promise<void> {
  try {
    const claimed = await within(context, tenantId, (tx) => claim(tx, id, context.now()));
    if (!claimed) return;
    const outcome = await context.push.send(claimed.message);
    if (outcome === 'refused') context.log.warn({ tenantId }, 'a push service refused news of an order');
    await within(context, tenantId, (tx) => settle(tx, { id, ...claimed, outcome, now: context.now() }));
  } catch (error) {
    context.log.warn({ err: error, tenantId }, 'news of an order were not sent');
  }
}

interface Claimed {
  readonly key: string;
  readonly tries: number;
  readonly message: PushMessage;
}

async function claim(tx: Tx, id: string, now: number): Promise<Claimed | undefined> {
  const [row] = await tx.getForUpdate(orderPushes, [{ id }]);
  if (!row || row.nextAt > now) return undefined;
  const [key] = row.waiting;
  const order = await tx.get(orders, { id: row.orderId });
  if (key === undefined || !order) {
    await tx.delete(orderPushes, { id });
    return undefined;
  }
  const tries = row.tries + 1;
  await tx.update(orderPushes, { id }, { tries, nextAt: now + CLAIM_MS });
  const store = (await storeOfOrder(tx, order.id))?.name ?? '';
  const text = newsText(row.locale, await kindOf(tx, key, order), { number: order.number, store });
  return { key, tries, message: messageOf(row, key, JSON.stringify({ ...text, order: order.id, path: '/order' })) };
}

function messageOf({ endpoint, p256dh, auth, orderId }: OrderPush, key: string, text: string): PushMessage {
  const topic = createHash('sha256').update(`${orderId} ${key}`).digest('base64url').slice(0, 32);
  return { to: { endpoint, p256dh, auth }, text, ttl: HELD_S, urgency: 'normal', topic };
}

const kinds: Readonly<Record<string, NewsKind>> = {
  ...{ cancelled: 'cancelled', refunded: 'refunded', tracking: 'tracking', ready: 'ready', delivered: 'delivered' },
  ...{ 'out-for-delivery': 'out', 'ready-to-collect': 'point', exception: 'problem', returned: 'back' },
};

async function kindOf(tx: Tx, key: string, { fulfilmentStatus }: Order): Promise<NewsKind> {
  const [kind = '', id = ''] = key.split(':');
  if (kind !== 'sent') return kinds[kind] ?? 'refunded';
  const parcel = await tx.get(fulfilments, { id });
  if (fulfilmentStatus === 'part-shipped') return 'part';
  return parcel?.how === 'handed-over' ? 'handed' : 'sent';
}

async function settle(
  tx: Tx,
  {
    id,
    key,
    tries,
    outcome,
    now,
  }: Omit<Claimed, 'message'> & { readonly id: string; readonly outcome: PushOutcome; readonly now: number },
): Promise<void> {
  // The browser takes none any more.
  if (outcome === 'gone') return void (await tx.delete(orderPushes, { id }));
  const [row] = await tx.getForUpdate(orderPushes, [{ id }]);
  if (!row) return;
  const again = outcome === 'later' && tries < MOST_TRIES;
  await tx.update(orderPushes, { id }, again ? { nextAt: now + waitFor(tries) } : after(row, key, now));
}

export function startNews({ system }: Pools, context: StorefrontContext): Repeating {
  const failed = (error: unknown): void => context.log.warn({ err: error }, 'news of orders were not looked for');
  const sweep = async (): Promise<boolean> => {
    const more = await sendNews(system, context);
    return (await sendOrderLetters(system, context)) || more;
  };
  return repeating(SWEEP_MS, sweep, failed);
}
