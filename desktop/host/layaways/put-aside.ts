import type { PutAsideArgs } from '@tillhouse/shared/domains/register/layaway-args.ts';
import { layawayNumber, leastPart } from '@tillhouse/shared/domains/register/layaway.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Basket } from '../../bridge/views.ts';
import { isBeside } from '../basket/deposits.ts';
import { refuseTaken } from '../basket/legs.ts';
import { drawerOf } from '../basket/open-drawer.ts';
import { locationOfRegister, type PricedBasket, priceBasket, storeFacts } from '../basket/price-basket.ts';
import { basketChanged, basketEmpty, noRegister } from '../basket/problems.ts';
import { type BasketRow, basketColumns, dropBasket, openBasket, placeOf } from '../basket/rows.ts';
import { saleOf } from '../basket/sale-of.ts';
import { basketView } from '../basket/view.ts';
import { groundOf, runWithin } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { addPayment } from './add-payment.ts';
import { refuseChanged } from './lay-layaway.ts';
import { layawayTermsAt } from './layaway-terms.ts';
import { nobodyToKeepFor, notAside, partTooMuch, partTooSmall } from './problems.ts';

export interface PutAside extends Pick<PutAsideArgs, 'kind' | 'dueOn' | 'note' | 'tellTo'> {
  /** The basket that the window showed, and what it came to */
  readonly basketId: string;
  readonly total: number;
  /** To be paid now */
  readonly part: number;
}

function refuseOthers({ lines, exchange, legs }: PricedBasket): void {
  const wrong = lines.some(({ line }) => line.loads !== null || (isBeside(line) && line.depositOf === undefined));
  if (wrong || exchange || legs.length > 0) throw notAside();
}

/**
 * Puts what lies in the basket aside for its customer, and lays the first payment of it there instead: one durable transaction, and the payment is
 * then taken as any sale.
 * @throws HostProblem `layaway.no-customer`, `layaway.not-these`, `layaway.part-too-small`, `basket.changed` and its like
 */
export async function putAside(
  host: Host,
  window: WindowSession,
  asked: PutAside,
): Promise<{ basket: Basket; layawayId: string }> {
  const ground = groundOf(host, window);
  const { registerId } = ground.window;
  if (!registerId) throw noRegister();
  const { reader } = host.desk;
  const layawayId = host.newId();
  await host.desk.transaction('foreground', async (connection: DeskConnection) => {
    const place = placeOf(ground.window);
    const [row] = connection.allNow(`SELECT ${basketColumns} FROM desk_baskets WHERE place = ? AND parked_at IS NULL`, [
      place,
    ]);
    const basket = row as unknown as BasketRow | undefined;
    if (!basket) throw basketEmpty(null);
    const [at, locationId] = [host.now(), locationOfRegister(reader, registerId)];
    const priced = priceBasket(reader, basket.id, storeFacts(reader, locationId), { at, locationId });
    const { total } = priced.totals;
    if (priced.lines.length === 0) throw basketEmpty(null);
    if (basket.orderId !== asked.basketId || total !== asked.total) throw basketChanged(asked.total, total);
    const { customerId } = basket;
    if (customerId === null) throw nobodyToKeepFor();
    refuseTaken(connection, basket.id);
    refuseChanged(connection, basket.id);
    refuseOthers(priced);
    const { leastPercent } = layawayTermsAt(reader, locationId);
    const least = leastPart(total, leastPercent);
    if (asked.part < least) throw partTooSmall(least, asked.part);
    if (asked.part > total) throw partTooMuch(total);
    const sessionId = drawerOf(connection, registerId);
    const { lines, coupons, buyer } = saleOf(basket, priced, { registerId, sessionId }, []);
    const { kind, dueOn, note, tellTo, part } = asked;
    const args = {
      ...{ layawayId, kind, registerId, sessionId, customerId, dueOn, note, tellTo },
      lines: lines.map(({ serials: _serials, ...line }) => line),
      ...(coupons && { coupons }),
      ...(buyer && { buyer }),
    };
    await runWithin(connection, ground, { name: 'register.putAside', args, mutationId: host.newId() }, at);
    dropBasket(connection, basket.id);
    const fresh = openBasket(connection, place, at, host.newId);
    if (part > 0) {
      const of = { id: layawayId, number: layawayNumber(layawayId), customerId };
      addPayment(connection, fresh.id, of, part, host);
    }
  });
  host.changed('basket');
  return { basket: basketView(reader, ground.window, host.now()), layawayId };
}
