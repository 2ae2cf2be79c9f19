import type { Instant } from '../../kernel/instant.ts';
import type { SampleCommand } from '../larkhall.ts';
import { larkhallGoods, shelves } from './catalogue.ts';
import { daysAgo } from './days.ts';
import { variantIdOf } from './goods.ts';
import { historyOf } from './history.ts';
import { onlineDay, type OnlineOrder } from './online-days.ts';
import { actorOf, ewa, priya } from './people.ts';
import { larkhallRegisters, melksham } from './places.ts';
import { FLOAT, type TillDay, tillDays } from './till-days.ts';

const HISTORY_FROM = 70;
/** Days that the tills of the sample recorded themselves: today and the week before, so that today meets its weekday. */
const RECORDED_FROM = 7;
const SHIPPED_AFTER = 26 * 3_600_000;

export interface Story {
  readonly commands: readonly SampleCommand[];
  /** Units that leave a location in the story, by `variant location`: they were on the shelf before it */
  readonly sold: ReadonlyMap<string, number>;
}

const untracked = new Set(
  larkhallGoods.flatMap((goods) => (goods.untracked ? goods.variants.map(([sku]) => variantIdOf(sku)) : [])),
);

export function storyCommands(now: Instant): Story {
  const commands: SampleCommand[] = [];
  const sold = new Map<string, number>();
  const take = (locationId: string, lines: readonly { variantId: string | null; quantity: number }[]) => {
    for (const { variantId, quantity } of lines) {
      if (variantId === null || untracked.has(variantId)) continue;
      const key = `${variantId} ${locationId}`;
      sold.set(key, (sold.get(key) ?? 0) + quantity);
    }
  };
  const sequences = new Map<string, number>();
  const committed = new Map<string, number>();
  for (const date of daysAgo(now, RECORDED_FROM, 0)) {
    for (const day of tillDays(date, now, sequences)) {
      commands.push(...dayAtTill(day, now));
      const register = larkhallRegisters.find(({ id }) => id === day.registerId);
      for (const { args } of day.sales) take(register?.locationId ?? '', args.lines);
    }
    for (const order of onlineDay(date, now)) {
      const shipsAt = order.at + SHIPPED_AFTER;
      if (shipsAt > now && !canPromise(order, committed)) continue;
      commands.push(placed(order));
      if (shipsAt > now || order.unpaid) continue;
      commands.push({
        name: 'orders.fulfil',
        args: { orderId: order.orderId, how: 'shipped' },
        actor: actorOf(ewa),
        at: shipsAt,
      });
      take(melksham.id, order.lines);
    }
  }
  commands.sort((a, b) => a.at - b.at);
  return { commands: [...history(now), ...commands], sold };
}

const lastOnHand = new Map(
  shelves().map(({ variantId, locationId, onHand }) => [`${variantId} ${locationId}`, onHand]),
);

/** Whether the warehouse can keep this order beside those that have not left yet. */
function canPromise({ lines }: OnlineOrder, committed: Map<string, number>): boolean {
  const after = lines.map(
    ({ variantId, quantity }) => [variantId, (committed.get(variantId) ?? 0) + quantity] as const,
  );
  if (after.some(([variantId, units]) => units > (lastOnHand.get(`${variantId} ${melksham.id}`) ?? 0) / 2))
    return false;
  for (const [variantId, units] of after) committed.set(variantId, units);
  return true;
}

function placed({ at, orderId, customer, lines, shipping, unpaid }: OnlineOrder): SampleCommand {
  const args = {
    orderId,
    customerId: customer.id,
    customerName: customer.name,
    lines,
    shipping,
    payment: unpaid ? 'unpaid' : 'test',
    locationId: melksham.id,
  };
  return { name: 'orders.placeOnline', args, actor: actorOf(priya), at };
}

function dayAtTill(
  { registerId, sessionId, seller, opensAt, closesAt, sales }: TillDay,
  now: Instant,
): SampleCommand[] {
  const actor = actorOf(seller);
  // Before opening time the drawer is open already: a demo that starts at night can sell at once.
  const at = Math.min(opensAt, now - 60_000);
  const open = { name: 'register.openSession', args: { sessionId, registerId, float: FLOAT }, actor, at };
  const sold = sales.map(({ at, args }) => ({ name: 'register.recordSale', args, actor, at }));
  if (closesAt > now || closesAt > now - 6 * 3_600_000) return [open, ...sold];
  const cash = sales
    .flatMap(({ args }) => args.tenders)
    .reduce((sum, { kind, amount }) => sum + (kind === 'cash' ? amount : 0), 0);
  const counted = FLOAT + cash;
  const close = { sessionId, registerId, counted, expected: counted, note: '' };
  return [open, ...sold, { name: 'register.closeSession', args: close, actor, at: closesAt }];
}

function history(now: Instant): SampleCommand[] {
  const orders = historyOf(daysAgo(now, HISTORY_FROM, RECORDED_FROM + 1), now);
  const batches = Array.from({ length: Math.ceil(orders.length / 400) }, (_, index) =>
    orders.slice(index * 400, (index + 1) * 400),
  );
  const at = now - (RECORDED_FROM + 1) * 86_400_000;
  return batches.map((batch) => ({ name: 'orders.importHistory', args: { orders: batch }, actor: actorOf(priya), at }));
}
