import { type Measure, unitPriceOf } from '@tillhouse/shared/domains/catalog/measure.ts';
import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { formatQuantity } from '@tillhouse/shared/kernel/quantity.ts';
import { unitsOf } from '@tillhouse/shared/domains/register/rules.ts';
import type { SplitBasket } from '../../bridge/split-views.ts';
import type { Basket, BasketLine } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';
import { lastFor, outside } from '../devices/terminals/attempts.ts';
import { shownAttempt } from '../devices/shown-attempt.ts';
import type { WindowSession } from '../session/windows.ts';
import { amountText, reliefText, unitText } from '../words.ts';
import { accountOfBuyer } from '../queries/customer-account.ts';
import { shownAge } from './age.ts';
import { isBeside } from './deposits.ts';
import { foreignAt } from './foreign.ts';
import { shownPoints } from '../loyalty/points-of.ts';
import type { GivenByHand } from './by-hand.ts';
import { shownBacks } from './exchange-backs.ts';
import { parkedOf, takenTwice } from './parked-view.ts';
import type { Split } from './parts.ts';
import { type ItemRow, type PricedBasket, priceBasket, locationOfRegister, storeFacts } from './price-basket.ts';
import { shownSerials } from './serials.ts';
import { shownLayaway } from '../layaways/shown-layaway.ts';
import { shownDraft } from './quoted.ts';
import { type BasketRow, basketColumns, type LineRow, placeOf } from './rows.ts';

/** CROSS JOIN: the goods first, each level by its key; left to itself SQLite goes through all levels of the location at each scan. */
export const available = `SELECT k.variant_id AS id, k.on_hand - k.committed - k.reserved - k.damaged - k.safety - k.quality_control AS left
  FROM json_each(?) j CROSS JOIN stock_now k ON k.variant_id = j.value AND k.location_id = ?`;

function leftInStock(reader: Reader, priced: PricedBasket, locationId: string | null): Map<string, number> {
  if (!locationId) return new Map();
  const ids = priced.lines.flatMap(({ item }) => (item?.tracked ? item.id : []));
  const rows = reader.all<{ id: string; left: number }>(available, [JSON.stringify(ids), locationId]);
  return new Map(rows.map((row) => [row.id, row.left]));
}

interface Said {
  readonly line: LineRow;
  readonly item: ItemRow | undefined;
  readonly unitPrice: number;
  readonly left: number | null;
  readonly newest: boolean;
  readonly currency: string;
  readonly given: PricedBasket['discounts'][number];
  readonly hand: string;
}

/** A card that is sold has a code from now on, which its paper shows once it is paid. */
function cardNote(text: string): string {
  const { kind, codeHash, codeEnd } = JSON.parse(text) as { kind: string; codeHash?: string; codeEnd?: string };
  if (kind === 'layaway') return 'Kept for its goods, no tax yet';
  return codeHash === undefined ? `Put on card …${codeEnd}` : `New card …${codeEnd}, no tax yet`;
}

/** The small line under a line's title: what is worth saying about it, the most urgent first. */
function noteOf({ line, item, unitPrice, left, newest, currency, given, hand }: Said): string {
  if (line.loads !== null) return cardNote(line.loads);
  if (!item) return line.variantId === null ? 'Custom item' : 'No longer known at this desk';
  const price = amountText(unitPrice, currency);
  const unit = unitText(item.unit);
  // What is weighed shows weight and price of a unit, whatever else there is to say.
  const weighed = item.scale > 0 ? [`${formatQuantity(line.quantity, item.scale)} ${unit} × ${price} per ${unit}`] : [];
  if (left !== null && left < line.quantity) {
    const short = `${formatQuantity(Math.max(0, left), item.scale)} left`;
    return [...(weighed.length > 0 ? weighed : [item.sku]), short].join(' · ');
  }
  if (line.depositOf !== undefined) return 'Deposit';
  if (line.empties) return 'Brought back';
  if (hand) return [...weighed, hand, ...given.map(({ name }) => name)].join(' · ');
  if (given.length > 0)
    return [...weighed, ...given.map(({ name, amount }) => `${name} −${amountText(amount, currency)}`)].join(' · ');
  if (weighed.length > 0) return weighed.join('');
  if (newest && line.touchedBy === 'scan') return `${item.sku} · just scanned`;
  return line.quantity > 1 ? `${item.sku} · ${price} each` : item.sku;
}

const signs: Partial<Record<string, string>> = { m2: 'm²', '100g': '100 g', '100ml': '100 ml' };

function perUnitText(item: ItemRow | undefined, unitPrice: number, currency: string): string {
  const contents = item?.measure ? (JSON.parse(item.measure) as Measure) : null;
  const unit = unitPriceOf(unitPrice, contents);
  return unit ? `${amountText(unit.amount, currency)} / ${signs[unit.per] ?? unit.per}` : '';
}

interface Handed {
  readonly listPrice: number | null;
  readonly currency: string;
  readonly taken: number;
  /** Why something is off the whole sale */
  readonly onAll: string;
}

/** `15 % off, chip on base`, `12.00 instead of 14.00, price promised`. */
function handText(hand: GivenByHand | undefined, { listPrice, currency, taken, onAll }: Handed): string {
  const parts: string[] = [];
  if (hand?.unitPrice !== undefined) {
    const before = listPrice === null ? '' : ` instead of ${amountText(listPrice, currency)}`;
    parts.push(`${amountText(hand.unitPrice, currency)}${before}, ${hand.reason}`);
  } else if (hand) {
    const off = hand.percent === undefined ? amountText(hand.amount ?? 0, currency) : rateText(hand.percent);
    parts.push(`${off} off, ${hand.reason}`);
  }
  if (onAll && taken > 0) parts.push(`off the sale, ${onAll}`);
  return parts.join(' · ');
}

const takenText = ({ name, amount }: PricedBasket['discounts'][number][number], currency: string) =>
  `${amountText(amount, currency)} off by “${name}”`;

function viewLines(
  reader: Reader,
  priced: PricedBasket,
  left: ReadonlyMap<string, number>,
  currency: string,
): BasketLine[] {
  const last = Math.max(...priced.lines.map(({ line }) => line.touchedAt));
  return priced.lines.map(({ line, item, unitPrice, listPrice, hand, reasons }, index) => {
    const { discount = 0, total = 0 } = priced.totals.lines[index] ?? {};
    const given = priced.discounts[index] ?? [];
    const taken = priced.byHand[index] ?? 0;
    const said = handText(hand, { listPrice, currency, taken, onAll: priced.handOnAll?.reason ?? '' });
    const serials = shownSerials(reader, line, item);
    const onHand = item?.tracked ? (left.get(item.id) ?? 0) : null;
    return {
      id: line.id,
      variantId: line.variantId,
      title: item?.title ?? line.title ?? '',
      variantTitle: item?.variantTitle ?? '',
      sku: item?.sku ?? '',
      image: item?.image ?? null,
      quantity: line.quantity,
      ...(line.depositOf !== undefined && { depositOf: line.depositOf }),
      ...(serials && { serials }),
      scale: item?.scale ?? 0,
      unit: item?.unit ?? 'H87',
      unitPrice,
      perUnit: perUnitText(item, unitPrice, currency),
      discount,
      total,
      note: noteOf({
        line,
        item,
        unitPrice,
        left: onHand,
        newest: line.touchedAt === last,
        currency,
        given,
        hand: said,
      }),
      onHand,
      why: [
        ...reasons.map(({ text }) => text),
        ...(said ? [taken > 0 ? `${amountText(taken, currency)} off: ${said}` : said] : []),
        ...given.map((one) => takenText(one, currency)),
      ],
      byHand: hand ?? null,
    };
  });
}

function shownExchange(
  reader: Reader,
  { exchange, part }: NonNullable<PricedBasket['exchange']>,
): NonNullable<Basket['exchange']> {
  const { args, number, worth, against = 0, lines } = exchange;
  const backs = worth > part ? shownBacks(reader, exchange, part) : [];
  return {
    orderId: args.originalOrderId,
    returnId: args.orderId,
    number,
    worth,
    against,
    part,
    back: worth - part,
    backs,
    lines,
  };
}

function shownSplit({ parts, open, rest, ownReceipts }: Split): SplitBasket {
  const shown = (lines: Split['rest']) => lines.map(({ key, quantity, total }) => ({ key, quantity, total }));
  return {
    parts: parts.map(({ lines, ...part }) => ({ ...part, lines: shown(lines) })),
    open: open?.number ?? null,
    rest: shown(rest),
    ownReceipts,
  };
}

const staffName = (reader: Reader, id: string): string =>
  reader.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', [id])?.name ?? '';

/** The basket of a window's till as the screen shows it. */
export function basketView(reader: Reader, window: WindowSession, now: number): Basket {
  const basket = reader.get<BasketRow>(
    `SELECT ${basketColumns} FROM desk_baskets WHERE place = ? AND parked_at IS NULL`,
    [placeOf(window)],
  );
  const sale = { at: now, locationId: locationOfRegister(reader, window.registerId) };
  const store = storeFacts(reader, sale.locationId || window.locationId);
  const priced = priceBasket(reader, basket?.id ?? '', store, sale);
  const inStock = leftInStock(reader, priced, sale.locationId || window.locationId);
  const lines = viewLines(reader, priced, inStock, store.currency);
  const customer = basket?.customerId
    ? reader.get<{ id: string; name: string }>('SELECT id, name FROM customers WHERE id = ?', [basket.customerId])
    : undefined;
  const { leftBy = null, leftAt = null } = basket ?? {};
  const left = leftBy !== null && leftBy !== window.staffId ? staffName(reader, leftBy) : null;
  const { totals } = priced;
  const returnId = priced.exchange?.exchange.args.orderId;
  const last = basket && ((returnId && lastFor(outside(reader), returnId)) || lastFor(outside(reader), basket.orderId));
  return {
    id: basket?.orderId ?? '',
    currency: store.currency,
    lines,
    customer: customer ?? null,
    account: customer
      ? accountOfBuyer(reader, customer.id, { currency: store.currency, at: now, timeZone: store.timeZone })
      : null,
    points: customer ? shownPoints(reader, customer.id, priced, { currency: store.currency, at: now }) : null,
    units: unitsOf(priced.lines.flatMap(({ line }, index) => (isBeside(line) ? [] : (lines[index] ?? [])))),
    subtotal: totals.subtotal,
    discountTotal: totals.discountTotal,
    taxTotal: totals.taxTotal,
    taxByRate: totals.taxByRate,
    total: totals.total,
    ...(priced.split && { split: shownSplit(priced.split) }),
    legs: priced.legs.map(
      ({ attemptId: _, given: _given, rounding: _rounding, creditId, setAside, codeEnd, points, ...leg }) => ({
        ...leg,
        credit: creditId === null ? null : { creditId, codeEnd: codeEnd ?? '', setAside },
        ...(points !== null && { points }),
      }),
    ),
    remaining: priced.remaining,
    exchange: priced.exchange && shownExchange(reader, priced.exchange),
    card: last ? shownAttempt(last) : null,
    cashTotal: priced.cashTotal,
    cashRounding: priced.cashRounding,
    coin: Math.max(1, store.cash.increment),
    foreign: foreignAt(reader, sale.locationId || (window.locationId ?? ''), now),
    byHand: priced.handOnAll ?? null,
    age: shownAge(priced, basket, { at: now, timeZone: store.timeZone }),
    draft: shownDraft(reader, basket?.draftId, now),
    layaway: shownLayaway(reader, basket?.layawayId),
    deliver: basket?.deliver ? (JSON.parse(basket.deliver) as Basket['deliver']) : null,
    relief: reliefText(priced.relief),
    coupons: priced.coupons.map(({ code, status, reason, saved }) => ({
      code,
      applied: status === 'applied',
      reason,
      saved,
    })),
    left: left === null ? null : { by: left, at: leftAt ?? 0 },
    twice: takenTwice(reader, basket),
    parked: parkedOf(reader, placeOf(window), store, sale),
  };
}
