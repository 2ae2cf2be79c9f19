import type { SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { ReceiptView } from '../../bridge/views.ts';
import { groundOf, runWithin } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import { deviceAt } from '../devices/device-settings.ts';
import { enqueue } from '../devices/printers/print-queue.ts';
import { printing } from '../devices/printers/queue-of-host.ts';
import { lastFor, markRecorded, within } from '../devices/terminals/attempts.ts';
import { stillOpen } from '../devices/terminals/card-problems.ts';
import type { WindowSession } from '../session/windows.ts';
import { approvalOf, forgetApproval } from './approve.ts';
import { recordExchange } from './give-back.ts';
import { attemptsOf, dropLegs, tenderOf, tipsOf } from './legs.ts';
import { drawerOf } from './open-drawer.ts';
import { type ForeignGiven, inForeignCash } from './foreign.ts';
import { sharesOfTenders } from './parts.ts';
import { locationOfRegister, type PricedBasket, priceBasket, storeFacts } from './price-basket.ts';
import {
  basketChanged,
  basketEmpty,
  draftNotOpen,
  emptiesInCash,
  foreignAlone,
  noRegister,
  notAllTaken,
  nothingForCard,
  tooLittleCash,
  tooMuchTaken,
} from './problems.ts';
import { mayHandOver, refuseOverpaid } from '../layaways/lay-layaway.ts';
import { practise } from './practise.ts';
import { isOpenDraft, shownDraft } from './quoted.ts';
import { receiptView } from './receipt.ts';
import { saleOf } from './sale-of.ts';
import { refuseCashTip, refuseTip } from './tips.ts';
import { type BasketRow, basketColumns, dropBasket, linesOf, placeOf } from './rows.ts';

interface Seen {
  /** The basket the window showed; its order has the same id */
  readonly basketId: string;
  /** What was still to be taken there: rounded for cash */
  readonly due: number;
  /** Given to who sells beside it */
  readonly tip?: number | undefined;
}

export type Payment = Seen &
  /** `foreign`: of another currency; `given` is then not looked at */
  (
    | { readonly kind: 'cash'; readonly given: number; readonly foreign?: ForeignGiven | undefined }
    | { readonly kind: 'card'; readonly reference: string }
    /** `cash` lies in the drawer, the card pays the rest */
    | { readonly kind: 'split'; readonly cash: number; readonly reference: string }
    /** What is left is paid later, by the terms of the customer */
    | { readonly kind: 'account' }
    /** All of it was taken before, in legs */
    | { readonly kind: 'taken'; readonly keyed?: boolean | undefined }
  );

const isSold = (connection: DeskConnection, orderId: string): boolean =>
  connection.allNow('SELECT 1 FROM receipts WHERE order_id = ?', [orderId]).length > 0;

function lastSaleOf(host: Host, registerId: string): string | null {
  return (
    host.desk.reader.get<{ number: string }>(
      'SELECT number FROM receipts WHERE register_id = ? ORDER BY generation DESC, sequence DESC LIMIT 1',
      [registerId],
    )?.number ?? null
  );
}

/**
 * Records the sale of a window's basket and empties it, in one durable transaction. The order's id was born with the
 * basket, so that a basket is sold once: asked again, its receipt is the answer.
 * @throws HostProblem `basket.empty`, `basket.changed`, `basket.no-register`, `basket.too-little-cash`, `basket.nothing-for-card`, `basket.tip-off-coins`; DomainError `register.session-not-open` and those of `register.recordSale`
 */
export async function pay(host: Host, window: WindowSession, payment: Payment): Promise<ReceiptView> {
  const ground = groundOf(host, window);
  const { registerId } = ground.window;
  if (!registerId) throw noRegister();
  const { reader } = host.desk;
  let kicks = false;
  const sell = async (connection: DeskConnection): Promise<string> => {
    const [row] = connection.allNow(`SELECT ${basketColumns} FROM desk_baskets WHERE place = ? AND parked_at IS NULL`, [
      placeOf(ground.window),
    ]);
    const basket = row as unknown as BasketRow | undefined;
    if (basket?.orderId !== payment.basketId && isSold(connection, payment.basketId)) return payment.basketId;
    const lines = basket ? linesOf(connection, basket.id) : [];
    if (!basket || lines.length === 0) throw basketEmpty(lastSaleOf(host, registerId));
    // Nothing is pending in this transaction yet, so the reader prices what the writer holds.
    const at = host.now();
    const sale = { at, locationId: locationOfRegister(reader, registerId) };
    const priced = priceBasket(reader, basket.id, storeFacts(reader, sale.locationId), sale);
    const due = payment.kind === 'cash' ? priced.cashTotal : priced.remaining;
    if (basket.orderId !== payment.basketId) throw basketChanged(payment.due, due);
    const paysOut = priced.totals.total < 0 && priced.legs.length === 0;
    if (paysOut && payment.kind !== 'cash') throw emptiesInCash(-priced.totals.total);
    if (priced.remaining < 0 && !paysOut)
      throw tooMuchTaken(priced.totals.total - priced.remaining, priced.totals.total);
    if (payment.kind !== 'taken' && due !== payment.due) throw basketChanged(payment.due, due);
    for (const orderId of [basket.orderId, priced.exchange?.exchange.args.orderId ?? '']) {
      const last = lastFor(within(connection), orderId);
      if (last?.state === 'open' && last.wanted) throw stillOpen(last.id);
    }
    const { draftId } = basket;
    // With money taken already it is sold all the same: somebody looks at the other order.
    if (draftId && priced.legs.length === 0 && !isOpenDraft(connection, draftId))
      throw draftNotOpen(shownDraft(reader, draftId, at)?.number ?? '');
    if (priced.legs.length === 0) refuseOverpaid(reader, lines);
    const { layawayId } = basket;
    const handsOver = layawayId ? mayHandOver(connection, reader, layawayId, basket.orderId) : false;
    const sessionId = drawerOf(connection, registerId);
    const keyed = payment.kind === 'taken' && payment.keyed === true;
    const brought = priced.exchange
      ? await recordExchange(host, connection, ground, { ...priced.exchange, sessionId, at, keyed })
      : [];
    const { tip = 0 } = payment;
    if (payment.kind === 'cash' && payment.foreign && tip > 0) throw foreignAlone();
    const { currency: own, cash: coins } = storeFacts(reader, sale.locationId);
    const place = { ...sale, own, coin: coins.increment };
    const foreign =
      payment.kind === 'cash' && payment.foreign
        ? inForeignCash(reader, priced.cashTotal, payment.foreign, place)
        : undefined;
    const taken = [...brought, ...tendersFor(payment, priced, foreign)];
    if (payment.kind === 'cash') refuseCashTip(reader, registerId, tip);
    else refuseTip(reader, registerId, tip);
    const tips = [...tipsOf(priced.legs), ...(tip > 0 ? [{ key: payment.kind, amount: tip }] : [])];
    const later = payment.kind === 'account' ? { onAccount: priced.remaining } : {};
    const args = {
      ...saleOf(basket, priced, { registerId, sessionId }, taken),
      ...later,
      ...(tips.length > 0 && { tips }),
    };
    const approval = approvalOf(host, args);
    const sold = { name: 'register.recordSale', args, mutationId: host.newId(), ...(approval && { approval }) };
    // Before the sale, so that what was reserved for it is free when it leaves.
    if (layawayId && handsOver) {
      const ends = { layawayId, end: 'handed-over', orderId: basket.orderId, kept: 0 };
      await runWithin(connection, ground, { name: 'register.endLayaway', args: ends, mutationId: host.newId() }, at);
    }
    await runWithin(connection, ground, sold, at);
    if (draftId && isOpenDraft(connection, draftId)) {
      const closes = { name: 'orders.sellDraft', args: { draftId, orderId: basket.orderId }, mutationId: host.newId() };
      await runWithin(connection, ground, closes, at);
    }
    markRecorded(connection, attemptsOf(priced.legs), at);
    dropLegs(connection, basket.orderId);
    const printer = deviceAt(reader, registerId, 'printer');
    if (printer?.auto) {
      const parts = priced.split?.ownReceipts ? priced.split.parts.map(({ number }) => number) : [null];
      for (const part of parts) enqueue(connection, { registerId, kind: 'receipt', orderId: basket.orderId, part }, at);
      // A card that was sold comes out with its code; without the paper nobody could spend it.
      for (const { loads } of args.lines)
        if (loads?.codeHash)
          enqueue(connection, { registerId, kind: 'card', orderId: basket.orderId, creditId: loads.creditId }, at);
        else if (loads?.kind === 'layaway')
          enqueue(connection, { registerId, kind: 'layaway', orderId: loads.creditId }, at);
    }
    kicks = (printer?.drawer ?? false) && taken.some(({ kind }) => kind === 'cash');
    dropBasket(connection, basket.id);
    return basket.orderId;
  };
  if (ground.window.training) return practise(host, ground, sell);
  const orderId = await host.desk.transaction('foreground', sell);
  // The sale is durable: the drawer opens for the change, then the receipt is printed.
  const { queue } = printing(host);
  void (kicks ? queue.openDrawer(registerId) : Promise.resolve()).then(() => queue.wake());
  forgetApproval(host, orderId);
  host.changed('basket');
  const receipt = receiptView(reader, orderId);
  if (!receipt) throw new Error(`the sale ${orderId} was committed and is not there`);
  return receipt;
}

const inCash = (amount: number, given: number): SaleTender => ({
  ...{ key: 'cash', kind: 'cash', amount, given, change: given - amount, reference: '' },
});
const byCard = (amount: number, reference: string): SaleTender => ({
  ...{ key: 'card', kind: 'card', amount, given: amount, change: 0, reference },
});

/** Only what is left to be paid in cash is rounded: where a card pays the rest, nothing is. */
function tendersFor(payment: Payment, priced: PricedBasket, foreign: SaleTender | undefined): SaleTender[] {
  const { legs, remaining, cashTotal, split } = priced;
  if (split && payment.kind !== 'taken') throw notAllTaken(remaining);
  const shares = sharesOfTenders(priced);
  const before = legs.map((leg): SaleTender => {
    const share = shares.get(leg.id);
    return { ...tenderOf(leg), ...(share && { share }) };
  });
  if (payment.kind === 'taken') {
    if (remaining > 0) throw notAllTaken(remaining);
    return before;
  }
  if (payment.kind === 'account') return before;
  if (payment.kind === 'card') return [...before, byCard(remaining, payment.reference)];
  if (payment.kind === 'split') {
    if (payment.cash >= remaining) throw nothingForCard(payment.cash, remaining);
    return [...before, inCash(payment.cash, payment.cash), byCard(remaining - payment.cash, payment.reference)];
  }
  if (foreign) return [...before, foreign];
  const { given, tip = 0 } = payment;
  if (given < cashTotal + tip) throw tooLittleCash(given, cashTotal + tip);
  return [...before, inCash(cashTotal, given - tip)];
}
