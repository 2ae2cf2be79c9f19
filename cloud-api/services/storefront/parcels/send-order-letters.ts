import { checkoutAttempts, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Fulfilment } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { parcelLettersOf } from '@tillhouse/shared/domains/orders/parcel-letters.ts';
import {
  type OrderLetter,
  orderLetters,
  RETURNS_LABEL,
} from '@tillhouse/shared/domains/shoppers/order-letter-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { waitFor } from '../checkout/saga-moves.ts';
import { hashOf, newSecret } from '../checkout/secrets.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';
import { labelLetter } from './label-letter.ts';
import { parcelLetter } from './parcel-letter.ts';
import type { ParcelLetter } from './parcel-words.ts';
import { ASKS, askLetter } from '../reviews/ask-review.ts';
import { readToWrite, type ToWrite } from './read-to-write.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
const PUT_OFF_MS = 600_000;
/** About a day by the waits between them. */
const MOST_TRIES = 30;
/** A link for each letter of an order that came in many parcels, and those of before. */
const MOST_TOKENS = 30;

type Sending = Pick<StorefrontContext, 'pool' | 'now' | 'log' | 'mailer' | 'publicOrigin'>;
type Name = Pick<OrderLetter, 'orderId' | 'about'>;

/**
 * Sends the letters about what happened to orders, each by itself and at least once. What is not so any more by then is not written.
 * @returns whether more may wait
 */
export async function sendOrderLetters(system: Pool, context: Sending): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; order_id: string; about: string }>(
      `SELECT tenant_id, order_id, about FROM order_letters WHERE next_at <= $1 ORDER BY next_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, order_id: orderId, about } of due) {
    const name = { orderId, about };
    const mark = (patch: Partial<OrderLetter>) =>
      within(context, tenantId, (tx) => tx.update(orderLetters, name, patch));
    let claimed: Claimed | undefined;
    try {
      claimed = await within(context, tenantId, (tx, db) => claim({ tx, db, tenantId }, context, name));
      if (!claimed) continue;
      await context.mailer.send(claimed.letter);
      await mark({ nextAt: null, sentAt: context.now() });
    } catch (error) {
      context.log.warn({ err: error }, 'a letter about an order was not taken');
      const wait = claimed ? waitFor(claimed.tries) : PUT_OFF_MS;
      await mark({ nextAt: claimed && claimed.tries >= MOST_TRIES ? null : context.now() + wait });
    }
  }
  return due.length === AT_ONCE;
}

interface Claimed {
  readonly letter: Letter;
  readonly tries: number;
}

interface In {
  readonly tx: Tx;
  readonly db: Connection;
  readonly tenantId: string;
}

async function claim(inside: In, { publicOrigin, now }: Sending, name: Name): Promise<Claimed | undefined> {
  const { tx } = inside;
  const at = now();
  const [row] = await tx.getForUpdate(orderLetters, [name]);
  if (!row || row.nextAt === null || row.nextAt > at) return undefined;
  const of = await readToWrite(tx, name.orderId);
  const origin = publicOrigin();
  const written = of && of.email !== '' ? await write(inside, { row, of, origin, at }) : undefined;
  if (!written) {
    await tx.update(orderLetters, name, { nextAt: null });
    return undefined;
  }
  const tries = row.tries + 1;
  await tx.update(orderLetters, name, { tries, nextAt: at + CLAIM_MS, tracking: written.tracking });
  const messageId = `<order-${name.orderId}-${hashOf(name.about).slice(0, 16)}@${new URL(origin).hostname}>`;
  return { tries, letter: { ...written.letter, messageId } };
}

interface Writing {
  readonly row: OrderLetter;
  readonly of: ToWrite;
  readonly origin: string;
  readonly at: number;
}

async function write({ tx, db, tenantId }: In, { row, of, origin, at }: Writing) {
  const { orderId, about } = row;
  if (about === ASKS) {
    const way = await wayToOrder(tx, orderId);
    const letter = way && (await askLetter({ tx, db }, { tenantId, origin }, of, way));
    return letter ? { letter, tracking: '' } : undefined;
  }
  const parcel = of.parcels.find(({ id }) => id === about.split(':')[1]) ?? null;
  if (about.startsWith(RETURNS_LABEL)) {
    const way = await wayToOrder(tx, orderId);
    const letter = await labelLetter(tx, of, about.split(':')[1] ?? '', way?.link ?? null);
    return letter ? { letter, tracking: '' } : undefined;
  }
  // What the store does not write is over, whenever it was switched off.
  if (!parcelLettersOf(of.store).some((kind) => kind === about.split(':')[0])) return undefined;
  const what = await saysNow(tx, row, parcel, of.order.fulfilmentStatus);
  if (!what) return undefined;
  const together = parcel ? await leftTogether(tx, row, of.parcels) : [];
  for (const { id, tracking } of together)
    await tx.update(orderLetters, { orderId, about: `sent:${id}` }, { nextAt: null, sentAt: at, tracking });
  const named = parcel ? [parcel, ...together].sort((a, b) => a.occurredAt - b.occurredAt) : [];
  const way = await wayToOrder(tx, orderId);
  return { letter: parcelLetter(what, of, named, way?.link ?? null), tracking: parcel?.tracking ?? '' };
}

/** Other parcels of an order whose leaving waits to be told: one letter names them all. */
async function leftTogether(
  tx: Tx,
  { orderId, about }: OrderLetter,
  parcels: readonly Fulfilment[],
): Promise<Fulfilment[]> {
  if (!about.startsWith('sent:')) return [];
  const waiting = (await tx.list(orderLetters, { orderId })).filter(
    (one) => one.about !== about && one.about.startsWith('sent:') && one.nextAt !== null && one.tries === 0,
  );
  const locked = await tx.getForUpdate(
    orderLetters,
    waiting.map((one) => ({ orderId, about: one.about })),
  );
  const ids = locked.filter((one) => one.nextAt !== null && one.tries === 0).map((one) => one.about.split(':')[1]);
  return parcels.filter(({ id, how }) => how === 'shipped' && ids.includes(id));
}

/** What the letter says by now; undefined: it is so no more, or was said by another. */
async function saysNow(
  tx: Tx,
  { orderId, about }: OrderLetter,
  parcel: Fulfilment | null,
  fulfilmentStatus: string,
): Promise<ParcelLetter | undefined> {
  const [kind, id = ''] = about.split(':');
  if (kind === 'ready') return fulfilmentStatus === 'to-pick' || fulfilmentStatus === 'part-shipped' ? kind : undefined;
  if (!parcel || parcel.how === 'handed-over') return undefined;
  if (kind === 'sent') return fulfilmentStatus === 'part-shipped' ? 'part' : kind;
  if (kind === 'tracking') {
    const first = await tx.get(orderLetters, { orderId, about: `sent:${id}` });
    const waits = first && first.nextAt !== null && first.tries === 0;
    const known = waits || first?.tracking === parcel.tracking;
    return !known && about === `tracking:${id}:${parcel.tracking}` ? kind : undefined;
  }
  if (parcel.state !== kind) return undefined;
  if (kind === 'out-for-delivery') return 'out';
  return kind === 'ready-to-collect' ? 'point' : (kind as 'delivered' | 'exception' | 'returned');
}

interface Way {
  readonly link: string;
  readonly tokenHash: string;
}

/** Where who bought it sees how it stands, by a token of its own; null: it was not bought on a page. */
async function wayToOrder(tx: Tx, orderId: string): Promise<Way | null> {
  const [known] = await tx.list(checkouts, { orderId });
  const [checkout] = known ? await tx.getForUpdate(checkouts, [{ id: known.id }]) : [];
  const attempt = checkout?.attemptId ? await tx.get(checkoutAttempts, { id: checkout.attemptId }) : undefined;
  if (!checkout || !attempt?.returnUrl) return null;
  const token = newSecret();
  const tokenHash = hashOf(token);
  const tokenHashes = [...checkout.tokenHashes, tokenHash].slice(-MOST_TOKENS);
  await tx.update(checkouts, { id: checkout.id }, { tokenHashes });
  // Behind the #, where no server and no log sees it.
  return { link: `${attempt.returnUrl.split('#')[0]}#th-order=${orderId}&th-token=${token}`, tokenHash };
}
