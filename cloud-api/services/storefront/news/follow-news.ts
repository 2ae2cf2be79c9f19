import { goodsReturned } from '@tillhouse/shared/domains/register/events.ts';
import {
  moneyBack,
  orderCancelled,
  orderFulfilled,
  orderReady,
  parcelTracked,
  trackingChanged,
} from '@tillhouse/shared/domains/orders/events.ts';
import { fulfilments } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import { orders, tenders } from '@tillhouse/shared/domains/orders/schema.ts';
import { orderLetters } from '@tillhouse/shared/domains/shoppers/order-letter-schema.ts';
import { type OrderPush, orderPushes } from '@tillhouse/shared/domains/shoppers/order-push-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Bus, BusMessage } from '../../../platform/bus/bus.ts';
import { askLater } from '../reviews/ask-review.ts';
import { storefrontConsumers } from '../consumers.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';

const DAY_MS = 86_400_000;
/** Who has all of it, or was told that nothing comes, may still hear that money comes back. */
export const STAYS_MS = 14 * DAY_MS;
/** All of it left, and nobody says where it is. */
const ON_ITS_WAY_MS = 45 * DAY_MS;
/** News that are remembered; older ones are delivered again by no bus. */
const MOST_TOLD = 50;

/** A carrier that tells of last week tells no news. */
const OLD_MS = 3 * DAY_MS;

interface News {
  readonly orderId: string;
  readonly key: string;
  /** For browsers, by a letter */
  readonly push: boolean;
  readonly letter: boolean;
  /** For how long there may be more of it to tell; left out: nothing is over by it */
  readonly stays?: number;
}

interface Said {
  readonly orderId: string;
  readonly attemptId?: string;
  readonly refunded?: number;
  readonly fulfilmentId?: string;
  readonly complete?: boolean;
  readonly how?: string;
  readonly tracking?: string;
  readonly tenderId?: string;
  readonly state?: ParcelState;
  readonly at?: number;
}

/** What of a parcel is told, and how; that it goes on is told by its leaving. Which letters a store writes is looked at when they are sent. */
const ofParcels: Partial<Record<ParcelState, Pick<News, 'push' | 'letter'>>> = {
  'out-for-delivery': { push: true, letter: true },
  'ready-to-collect': { push: true, letter: true },
  delivered: { push: true, letter: true },
  exception: { push: true, letter: true },
  returned: { push: true, letter: true },
};

function newsIn({ name, payload }: BusMessage, now: number): News | null {
  const said = payload as Said;
  const { orderId, attemptId, refunded = 0, fulfilmentId, complete = true, how = 'shipped', state, at = now } = said;
  const both = { orderId, push: true, letter: true };
  switch (name) {
    case orderCancelled.name:
      return { ...both, key: 'cancelled', letter: false, stays: STAYS_MS };
    case orderFulfilled.name: {
      if (!fulfilmentId) return null;
      const stays = how === 'shipped' ? ON_ITS_WAY_MS : STAYS_MS;
      return { ...both, key: `sent:${fulfilmentId}`, letter: how === 'shipped', ...(complete && { stays }) };
    }
    case trackingChanged.name:
      return { ...both, key: `tracking:${fulfilmentId}:${said.tracking}` };
    case moneyBack.name:
      return { ...both, key: `refunded:${said.tenderId}`, letter: false };
    case orderReady.name:
      return { ...both, key: 'ready' };
    case parcelTracked.name: {
      const told = state && at > now - OLD_MS ? ofParcels[state] : undefined;
      // A parcel may be held up and come back more than once; delivered and out for delivery it is on one day.
      return told ? { ...both, ...told, key: `${state}:${fulfilmentId}:${Math.floor(at / DAY_MS)}` } : null;
    }
    default:
      return refunded > 0 ? { ...both, key: `refunded:${attemptId}:${refunded}`, letter: false } : null;
  }
}

/**
 * What happened to an order is laid down for the browsers that are to show it and as a letter; the sweeper sends both. Each of the news has
 * a name of its own that its row remembers, so that hearing of it twice is hearing of it once, and no inbox is needed.
 */
export async function followNews(context: StorefrontContext, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'storefront-news',
    names: storefrontConsumers['storefront-news'],
    handle: async (message) => {
      const { tenantId, name, payload } = message;
      const now = context.now();
      const said = name === goodsReturned.name ? null : newsIn(message, now);
      if (!said && name !== goodsReturned.name) return;
      const waits = await within(context, tenantId, async (tx) => {
        const news = said ?? (await backAtTill(tx, (payload as Said).orderId));
        return news !== null && layDown(tx, now, news);
      });
      if (waits) context.news.wake();
    },
  });
}

/** What a till gave back of an order: from its drawer, onto a card. What goes back through a provider is told by its attempt. */
async function backAtTill(tx: Tx, returnId: string): Promise<News | null> {
  const of = await tx.get(orders, { id: returnId });
  const given = of?.originalOrderId ? await tx.list(tenders, { orderId: returnId }) : [];
  if (!of?.originalOrderId || !given.some(({ kind, amount }) => amount < 0 && kind !== 'online')) return null;
  return { orderId: of.originalOrderId, key: `refunded:${returnId}`, push: true, letter: false };
}

/** @returns whether anything waits by it */
async function layDown(tx: Tx, now: number, { orderId, key, push, letter, stays }: News): Promise<boolean> {
  const fresh = { nextAt: now, tries: 0, sentAt: null, tracking: '' };
  const there = await allThere(tx, orderId);
  if (there) await askLater(tx, now, orderId);
  const written = letter && (await tx.insertOnce(orderLetters, { orderId, about: key, ...fresh }));
  const found = push ? await tx.list(orderPushes, { orderId }) : [];
  if (found.length === 0) return written;
  const rows = await tx.getForUpdate(
    orderPushes,
    found.map(({ id }) => ({ id })),
  );
  const left = there ? STAYS_MS : stays;
  for (const { id, waiting, told, endsAt } of rows) {
    if (waiting.includes(key) || told.includes(key)) continue;
    const ends = left === undefined ? {} : { endsAt: Math.min(endsAt, now + left) };
    await tx.update(orderPushes, { id }, { waiting: [...waiting, key], nextAt: now, tries: 0, ...ends });
  }
  return true;
}

/** Whether all of it left, and arrived or came back as far as anybody said. */
async function allThere(tx: Tx, orderId: string): Promise<boolean> {
  const order = await tx.get(orders, { id: orderId });
  if (order?.fulfilmentStatus !== 'shipped' && order?.fulfilmentStatus !== 'handed-over') return false;
  const parcels = await tx.list(fulfilments, { orderId });
  return parcels.every(({ how, state }) => how === 'handed-over' || state === 'delivered' || state === 'returned');
}

/** A row after one of its news was shown or given up. */
export function after({ waiting, told, endsAt }: OrderPush, key: string, now: number): Partial<OrderPush> {
  const left = waiting.filter((each) => each !== key);
  const nextAt = left.length > 0 ? now : endsAt;
  return { waiting: left, told: [...told, key].slice(-MOST_TOLD), tries: 0, nextAt };
}
