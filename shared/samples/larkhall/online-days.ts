import type { CalendarDate, Instant } from '../../kernel/instant.ts';
import { basket, type BasketLine } from './baskets.ts';
import { onlineHours, pullOf, shopTime } from './days.ts';
import { chance, sampleId } from './ids.ts';
import { larkhallCustomers } from './people.ts';

export interface OnlineOrder {
  readonly at: Instant;
  readonly orderId: string;
  readonly customer: (typeof larkhallCustomers)[number];
  readonly lines: readonly BasketLine[];
  readonly shipping: number;
  readonly unpaid: boolean;
}

/** The online orders of a day up to `now`, earliest first. */
export function onlineDay(date: CalendarDate, now: Instant): OnlineOrder[] {
  const luck = chance(`online:${date}`);
  const count = Math.round(16 * pullOf(date) * (0.85 + luck.next() * 0.3));
  const orders = Array.from({ length: count }, (_, index) => ({
    at: shopTime(date, luck.pick(onlineHours) * 60 + luck.between(0, 59)) + index,
    orderId: sampleId(`online:${date}:${index}`),
    customer: luck.pick(larkhallCustomers.map((customer) => [customer, 1] as const)),
    lines: basket(luck, true),
    shipping: luck.pick([
      [500, 5],
      [395, 3],
      [0, 2],
    ]),
    unpaid: luck.next() < 0.07,
  }));
  return orders.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
}
