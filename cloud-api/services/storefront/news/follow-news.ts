import { orderCancelled, orderFulfilled } from '@tillhouse/shared/domains/orders/events.ts';
import { type OrderPush, orderPushes } from '@tillhouse/shared/domains/shoppers/order-push-schema.ts';
import type { Bus, BusMessage } from '../../../platform/bus/bus.ts';
import { storefrontConsumers } from '../consumers.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';

/** Who was told that all of it left, or that nothing comes, may still hear that money comes back. */
export const STAYS_MS = 14 * 86_400_000;
/** News that are remembered; older ones are delivered again by no bus. */
const MOST_TOLD = 50;

interface News {
  readonly orderId: string;
  readonly key: string;
  readonly last: boolean;
}

function newsIn({ name, payload }: BusMessage): News | null {
  const said = payload as {
    orderId: string;
    attemptId?: string;
    refunded?: number;
    fulfilmentId?: string;
    complete?: boolean;
  };
  const { orderId, attemptId, refunded = 0, fulfilmentId, complete = true } = said;
  if (name === orderCancelled.name) return { orderId, key: 'cancelled', last: true };
  if (name === orderFulfilled.name)
    return fulfilmentId ? { orderId, key: `sent:${fulfilmentId}`, last: complete } : null;
  return refunded > 0 ? { orderId, key: `refunded:${attemptId}:${refunded}`, last: false } : null;
}

/**
 * What happened to an order is laid down for the browsers that are to show it; the sweeper sends it. Each of the news has a name of
 * its own that its row remembers, so that hearing of it twice is hearing of it once, and no inbox is needed.
 */
export async function followNews(context: StorefrontContext, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'storefront-news',
    names: storefrontConsumers['storefront-news'],
    handle: async (message) => {
      const news = newsIn(message);
      if (news && (await layDown(context, message.tenantId, news))) context.news.wake();
    },
  });
}

function layDown(context: StorefrontContext, tenantId: string, { orderId, key, last }: News): Promise<boolean> {
  return within(context, tenantId, async (tx) => {
    const found = await tx.list(orderPushes, { orderId });
    if (found.length === 0) return false;
    const rows = await tx.getForUpdate(
      orderPushes,
      found.map(({ id }) => ({ id })),
    );
    const now = context.now();
    for (const { id, waiting, told, endsAt } of rows) {
      if (waiting.includes(key) || told.includes(key)) continue;
      const ends = last ? { endsAt: Math.min(endsAt, now + STAYS_MS) } : {};
      await tx.update(orderPushes, { id }, { waiting: [...waiting, key], nextAt: now, tries: 0, ...ends });
    }
    return true;
  });
}

/** A row after one of its news was shown or given up. */
export function after({ waiting, told, endsAt }: OrderPush, key: string, now: number): Partial<OrderPush> {
  const left = waiting.filter((each) => each !== key);
  const nextAt = left.length > 0 ? now : endsAt;
  return { waiting: left, told: [...told, key].slice(-MOST_TOLD), tries: 0, nextAt };
}
