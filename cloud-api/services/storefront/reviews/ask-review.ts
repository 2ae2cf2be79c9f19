import { createHmac } from 'node:crypto';
import { letterRefusals } from '@tillhouse/shared/domains/checkout/schema.ts';
import { fulfilments } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { reviewSettings } from '@tillhouse/shared/domains/reviews/schema.ts';
import { orderLetters } from '@tillhouse/shared/domains/shoppers/order-letter-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { customerWith } from '../account/account-of.ts';
import { storeOfOrder } from '../checkout/on-account.ts';
import { addressIndex } from '../left-carts/find-left-carts.ts';
import type { ToWrite } from '../parcels/read-to-write.ts';
import { filled } from '../requests/request-words.ts';
import { askWords } from './ask-words.ts';
import { sameSecret } from '../../../platform/same-secret.ts';

const DAY_MS = 86_400_000;
/** Of an order there is one, whatever becomes of it. */
export const ASKS = 'review';
const MOST_NAMED = 5;

/** Who has all of an order is asked for a review some days later, where its store asks at all. */
export async function askLater(tx: Tx, now: number, orderId: string): Promise<void> {
  const order = await tx.get(orders, { id: orderId });
  if (order?.channel !== 'online' || order.kind !== 'sale') return;
  const parcels = await tx.list(fulfilments, { orderId });
  if (!parcels.some(({ how, state }) => how === 'handed-over' || state === 'delivered')) return;
  const store = await storeOfOrder(tx, orderId);
  const settings = store && (await tx.get(reviewSettings, { storeId: store.id }));
  const days = settings?.mode === 'off' ? null : (settings?.askAfterDays ?? null);
  if (days === null) return;
  const row = { nextAt: now + days * DAY_MS, tries: 0, sentAt: null, tracking: '' };
  await tx.insertOnce(orderLetters, { orderId, about: ASKS, ...row });
}

/** A refusal of these letters stands beside one of letters about baskets, and is not that. */
export const refusalOf = (index: string): string => `review:${index}`;

interface At {
  readonly tenantId: string;
  readonly origin: string;
}

/**
 * The letter as it is sent. Undefined where none is: its store asks no more, its reader wants none, or there is nothing that they have and
 * have not said something of.
 * @param link of the order, where each of its goods leads to its reviews
 */
export async function askLetter(
  { tx, db }: { readonly tx: Tx; readonly db: Connection },
  { tenantId, origin }: At,
  of: ToWrite,
  { link, tokenHash }: { readonly link: string; readonly tokenHash: string },
): Promise<Letter | undefined> {
  const { order, store, email } = of;
  const settings = await tx.get(reviewSettings, { storeId: store.id });
  if (!settings || settings.mode === 'off' || settings.askAfterDays === null || order.status === 'cancelled')
    return undefined;
  const index = await addressIndex(db, tenantId, email);
  if (index === null || (await tx.get(letterRefusals, { addressIndex: refusalOf(index) }))) return undefined;
  const goods = await notReviewed(db, tenantId, of);
  if (goods.length === 0) return undefined;
  const words = askWords(store.locale);
  const names = { number: order.number, store: store.name };
  const off = wayOff(origin, tenantId, order.id, tokenHash);
  const text = [
    filled(words.text, names),
    goods.slice(0, MOST_NAMED).join('\n'),
    `${words.write}\n${link}`,
    `-- \n${filled(words.why, names)}\n${off}`,
  ];
  return { to: email, subject: filled(words.subject, names), text: text.join('\n\n'), unsubscribe: off };
}

/** What of it they kept, is still on sale, and they have said nothing of: its titles. */
async function notReviewed(db: Connection, tenantId: string, { order, email }: ToWrite): Promise<string[]> {
  const whose = [order.customerId, await customerWith(db, tenantId, email)].filter((id) => id !== null);
  const rows = await db.rows<{ title: string }>(
    `SELECT p.title FROM order_lines l
       JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
       JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
      WHERE l.tenant_id = $1 AND l.order_id = $2 AND p.status = 'active' AND p.sold_online
        AND l.quantity > coalesce((SELECT -sum(b.quantity) FROM order_lines b
          WHERE b.tenant_id = l.tenant_id AND b.original_line_id = l.id), 0)
        AND NOT EXISTS (SELECT 1 FROM product_reviews r
          WHERE r.tenant_id = l.tenant_id AND r.product_id = p.id AND r.customer_id = ANY($3::uuid[]))
      GROUP BY p.id, p.title ORDER BY min(l.position)`,
    [tenantId, order.id, whose],
  );
  return rows.map(({ title }) => title);
}

/** What ends such letters shows no order: it stands in addresses, which mail servers and logs see. */
const proofOf = (tokenHash: string, orderId: string): Buffer =>
  createHmac('sha256', tokenHash).update(`ask for no review ${orderId}`).digest();

function wayOff(origin: string, tenantId: string, orderId: string, tokenHash: string): string {
  const query = new URLSearchParams({ shop: tenantId, order: orderId });
  query.set('proof', proofOf(tokenHash, orderId).toString('base64url'));
  return `${origin}/letters/reviews?${query}`;
}

export function mayEndAsking(orderId: string, tokenHashes: readonly string[], proof: string): boolean {
  const shown = Buffer.from(proof, 'base64url');
  const good = tokenHashes.map((hash) => sameSecret(shown, proofOf(hash, orderId)));
  return good.includes(true);
}
