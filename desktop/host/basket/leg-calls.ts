import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import * as z from 'zod';
import type { Basket } from '../../bridge/views.ts';
import { groundOf } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import { attemptById, lastFor, within } from '../devices/terminals/attempts.ts';
import { cannotVoid, stillOpen } from '../devices/terminals/card-problems.ts';
import { cardFlow } from '../devices/terminals/flow-of-host.ts';
import { releaseTake } from '../credit/release-take.ts';
import type { Host } from '../host.ts';
import { layawayInBasket } from '../layaways/problems.ts';
import type { WindowSession } from '../session/windows.ts';
import { insertLeg, legsOf, type NewLeg } from './legs.ts';
import { drawerOf } from './open-drawer.ts';
import { pay } from './pay.ts';
import { locationOfRegister, type PricedBasket, priceBasket, storeFacts } from './price-basket.ts';
import { choosePart, openPart } from './parts.ts';
import { basketChanged, basketEmpty, moreThanRemains, noPartOpen, noRegister, tooLittleCash } from './problems.ts';
import { type BasketRow, basketColumns, placeOf } from './rows.ts';
import { refuseCashTip, refuseTip } from './tips.ts';
import { basketView } from './view.ts';

const id = z.string().max(100);
const amount = z
  .number()
  .int()
  .min(1)
  .max(10 ** 13);
const seen = { basketId: id, due: z.number().int() };

interface Paying {
  readonly basket: BasketRow;
  readonly priced: PricedBasket;
  readonly registerId: string;
}

/**
 * The basket that is being paid, as the window showed it: something is in it, its drawer is open, and no terminal has a
 * payment of it in hand. @throws HostProblem, DomainError where one of these does not hold
 */
export function payingBasket(
  host: Host,
  window: WindowSession,
  connection: DeskConnection,
  shown: { readonly basketId: string; readonly due: number },
): Paying {
  const { registerId } = window;
  if (!registerId) throw noRegister();
  const { reader } = host.desk;
  const [row] = connection.allNow(`SELECT ${basketColumns} FROM desk_baskets WHERE place = ? AND parked_at IS NULL`, [
    placeOf(window),
  ]);
  const basket = row as unknown as BasketRow | undefined;
  if (!basket) throw basketEmpty(null);
  const locationId = locationOfRegister(reader, registerId);
  const priced = priceBasket(reader, basket.id, storeFacts(reader, locationId), { at: host.now(), locationId });
  if (priced.lines.length === 0) throw basketEmpty(null);
  if (basket.orderId !== shown.basketId || priced.remaining !== shown.due)
    throw basketChanged(shown.due, priced.remaining);
  drawerOf(connection, registerId);
  const last = lastFor(within(connection), basket.orderId);
  if (last?.state === 'open' && last.wanted) throw stillOpen(last.id);
  openPart(connection, basket.id, priced);
  return { basket, priced, registerId };
}

/** @throws HostProblem `basket.more-than-remains`, `basket.no-part-open` */
export function refuseMore({ split, remaining }: PricedBasket, amount: number): void {
  if (split && !split.open) throw noPartOpen();
  const most = split?.open?.left ?? remaining;
  if (amount > most) throw moreThanRemains(amount, most);
}

/** Cash for the whole of a part is rounded to the store’s coins, as its sale would be. */
function roundedLeg(leg: NewLeg, { split, cashTotal, cashRounding }: PricedBasket): NewLeg {
  const rounds = split?.open && leg.kind === 'cash' && leg.amount === cashTotal;
  return rounds ? { ...leg, rounding: cashRounding } : leg;
}

async function take(
  host: Host,
  window: WindowSession,
  { leg, ...shown }: { readonly basketId: string; readonly due: number; readonly leg: NewLeg },
): Promise<Basket> {
  const { window: fresh } = groundOf(host, window);
  await host.desk.transaction('foreground', async (connection) => {
    if (legsOf(within(connection), shown.basketId).some((one) => one.id === leg.id)) return;
    const { basket, priced, registerId } = payingBasket(host, fresh, connection, shown);
    const refuse = leg.kind === 'cash' ? refuseCashTip : refuseTip;
    refuse(host.desk.reader, registerId, leg.tip ?? 0);
    const rounded = roundedLeg(leg, priced);
    refuseMore(priced, leg.amount - (rounded.rounding ?? 0));
    insertLeg(connection, basket.orderId, rounded, host.now());
  });
  return basketView(host.desk.reader, fresh, host.now());
}

/** Taking a sale's money in several parts; each is durable when its call resolves. */
export const legCalls = {
  'basket.takeCash': call(
    z.strictObject({ ...seen, legId: id, amount, given: amount.optional(), tip: amount.optional() }),
    (host, window, { legId, amount, tip = 0, given = amount + tip, ...shown }) => {
      if (given < amount + tip) throw tooLittleCash(given, amount + tip);
      const leg = { id: legId, kind: 'cash' as const, amount, given: given - tip, tip, reference: '', attemptId: null };
      return take(host, window, { ...shown, leg });
    },
  ),
  /** Whose turn it is: the lines, or so much of them, that one person pays. Nothing chosen takes the open part back. */
  'basket.choosePart': call(
    z.strictObject({ ...seen, lines: z.array(z.strictObject({ key: id, quantity: amount })).max(500) }),
    async (host, window, { lines, ...shown }) => {
      const { window: fresh } = groundOf(host, window);
      await host.desk.transaction('foreground', async (connection) => {
        const { basket, priced } = payingBasket(host, fresh, connection, shown);
        choosePart(connection, basket.id, priced, lines);
      });
      return basketView(host.desk.reader, fresh, host.now());
    },
  ),
  'basket.ownReceipts': call(z.strictObject({ on: z.boolean() }), async (host, window, { on }) => {
    const { window: fresh } = groundOf(host, window);
    await host.desk.transaction('foreground', async (connection) => {
      const sql = 'UPDATE desk_baskets SET own_receipts = ? WHERE place = ? AND parked_at IS NULL';
      connection.runNow(sql, [on ? 1 : 0, placeOf(fresh)]);
    });
    return basketView(host.desk.reader, fresh, host.now());
  }),
  'basket.takeCard': call(
    z.strictObject({ ...seen, legId: id, amount, reference: z.string().trim().max(120), tip: amount.optional() }),
    (host, window, { legId, amount, reference, tip = 0, ...shown }) =>
      take(host, window, { ...shown, leg: { id: legId, kind: 'card', amount, tip, reference, attemptId: null } }),
  ),
  /** Gives one part back: cash over the counter, a card through its terminal, a gift card to its balance. */
  'basket.voidLeg': call(z.strictObject({ legId: id }), async (host, window, { legId }) => {
    const ground = groundOf(host, window);
    const fresh = ground.window;
    await host.desk.transaction('foreground', async (connection) => {
      const [leg] = connection.allNow(
        `SELECT kind, attempt_id AS attemptId, credit_id AS creditId, order_id AS orderId, points, reference
           FROM desk_basket_legs WHERE id = ?`,
        [legId],
      );
      if (!leg) throw cannotVoid();
      // What was paid before belongs to what is handed over.
      if (leg.kind === 'layaway') throw layawayInBasket(String(leg.reference));
      // Whether the cloud set it aside is not always known here; where it did not, giving it back does nothing.
      // Points are used by the sale alone.
      if (leg.creditId !== null && leg.points === null)
        await releaseTake(
          connection,
          ground,
          { takeId: legId, creditId: String(leg.creditId), orderId: String(leg.orderId) },
          host.now(),
        );
      connection.runNow('DELETE FROM desk_basket_legs WHERE id = ?', [legId]);
      const attempt = leg.attemptId === null ? undefined : attemptById(within(connection), String(leg.attemptId));
      if (attempt)
        connection.runNow(
          "UPDATE desk_card_attempts SET state = 'reversing', reason = '', changed_at = ? WHERE id = ?",
          [host.now(), attempt.id],
        );
    });
    cardFlow(host).wake();
    return basketView(host.desk.reader, fresh, host.now());
  }),
  'basket.finish': call(z.strictObject({ basketId: id, keyed: z.boolean().optional() }), (host, window, args) =>
    pay(host, window, { kind: 'taken', due: 0, ...args }),
  ),
} satisfies Partial<Calls>;
