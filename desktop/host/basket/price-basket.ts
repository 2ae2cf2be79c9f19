import { type CashRounding, settleInCash } from '@tillhouse/shared/domains/pricing/cash-rounding.ts';
import { priceOrder, type Totals } from '@tillhouse/shared/domains/pricing/rules.ts';
import type { Applied } from '@tillhouse/shared/domains/pricing/apply-promotions.ts';
import type { Buyer } from '@tillhouse/shared/domains/pricing/live-promotions.ts';
import type { Reason } from '@tillhouse/shared/domains/pricing/explain.ts';
import { lineDiscounts } from '@tillhouse/shared/domains/pricing/line-discounts.ts';
import { offByHand } from '@tillhouse/shared/domains/pricing/by-hand.ts';
import type { Order } from '@tillhouse/shared/domains/orders/schema.ts';
import type { LineShare } from '@tillhouse/shared/domains/register/share-lines.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { Standing } from '@tillhouse/shared/domains/customers/segments.ts';
import { extend } from '@tillhouse/shared/kernel/quantity.ts';
import type { Reader } from '../database/reader.ts';
import { outside } from '../devices/terminals/attempts.ts';
import { priceListAt, storeAt } from '../session/store-at.ts';
import type { Exchange } from './exchange-kept.ts';
import { type GivenByHand, handOf } from './by-hand.ts';
import { couponsShown, type EnteredCoupon, enteredCoupons } from './coupons.ts';
import { type Leg, legsOf, legsTotal } from './legs.ts';
import { inCashOf, settles, sharesOfLines, type Split, splitOf } from './parts.ts';
import { handOfQuote, type Quoted, quotesOf } from './quoted-lines.ts';
import { buyerOf } from './buyer-of.ts';
import { readPrices, termsOf } from './read-prices.ts';
import { readPromotions } from './read-promotions.ts';
import { readStanding } from './read-standing.ts';
import { containersOf, isBeside, withDeposits } from './deposits.ts';
import { readTaxes } from './read-taxes.ts';
import { type LineRow, lineColumns } from './rows.ts';

export interface ItemRow {
  readonly id: string;
  readonly productId: string;
  readonly category: string;
  /** JSON list, as `measure` is JSON of what is in one of it */
  readonly tags: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly image: string | null;
  readonly scale: number;
  readonly unit: string;
  readonly measure: string | null;
  /** The container whose deposit is paid with each */
  readonly depositId: string | null;
  readonly tracked: number;
  readonly taxClass: string;
  /** In years; null: for everybody */
  readonly minimumAge: number | null;
  readonly price: number | null;
  readonly compareAt: number | null;
}

export interface StoreFacts {
  readonly id: string;
  readonly main: boolean;
  readonly currency: string;
  readonly timeZone: string;
  readonly pricesIncludeTax: boolean;
  readonly taxRounding: 'line' | 'document';
  readonly cash: CashRounding;
  /** What it sells from; null: nothing has a price there */
  readonly priceListId: string | null;
  /** Its own rates, in place of the tenant's */
  readonly taxes: ReadonlyMap<string, string>;
}

export interface BasketItem {
  readonly line: LineRow;
  readonly item: ItemRow | undefined;
  /** What one unit costs: the line's own price, else what the lists give this buyer */
  readonly unitPrice: number;
  /** Sold below the price it is compared with */
  readonly reduced: boolean;
  /** What the lists give this buyer; null for a custom item */
  readonly listPrice: number | null;
  /** What a person gave on the line */
  readonly hand: GivenByHand | undefined;
  /** It is sold as it was quoted */
  readonly quoted: Quoted | undefined;
  /** Why that price; empty for one of its own */
  readonly reasons: readonly Reason[];
}

export interface PricedBasket {
  readonly lines: readonly BasketItem[];
  readonly totals: Totals;
  /** By line: what each promotion takes off it */
  readonly discounts: Applied['byLine'];
  /** By line: what a person took off it, on the line and on the whole basket together */
  readonly byHand: readonly number[];
  /** Why the buyer pays no tax */
  readonly relief: Order['taxRelief'];
  /** What a person gave on the whole basket */
  readonly handOnAll: GivenByHand | undefined;
  /** What became of each code entered */
  readonly coupons: readonly EnteredCoupon[];
  /** The codes that go with the sale */
  readonly counted: readonly string[];
  /** What promotions could ask of the buyer, by what they bought before */
  readonly standing: Standing;
  /** Goods that come back with it; `part` of their worth counts for what is bought */
  readonly exchange: { readonly exchange: Exchange; readonly part: number } | null;
  /** Its lines as what they come to, and how they are split where they are paid by item */
  readonly whole: readonly LineShare[];
  readonly split: Split | null;
  /** What was taken for it already */
  readonly legs: readonly Leg[];
  /** What is still to be taken by card; negative where more was taken than it comes to now */
  readonly remaining: number;
  /** What is still to be taken in cash, and what its coins round */
  readonly cashTotal: number;
  readonly cashRounding: number;
}
const items = `SELECT v.id, p.id AS productId, p.category, p.tags, p.title, v.title AS variantTitle, v.sku, coalesce(v.image, p.image) AS image, v.scale, v.unit,
    v.measure, v.deposit_id AS depositId, v.tracked, p.tax_class AS taxClass, p.minimum_age AS minimumAge, r.amount AS price, r.compare_at AS compareAt
  FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
    LEFT JOIN prices r ON r.variant_id = v.id AND r.price_list_id = ?`;

/** With the price in a list; null: none has one. */
export function itemsOf(
  reader: Reader,
  variantIds: readonly string[],
  priceListId: string | null,
): Map<string, ItemRow> {
  const rows = reader.all<ItemRow>(items, [JSON.stringify([...new Set(variantIds)]), priceListId]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a basket at a location is priced by: its store. */
export function storeFacts(reader: Reader, locationId: string | null): StoreFacts {
  const store = storeAt(reader, locationId);
  const own = JSON.parse(store?.taxes ?? '[]') as { taxClass: string; rate: string }[];
  return {
    id: store?.id ?? '',
    main: store?.main ?? true,
    currency: store?.currency ?? 'EUR',
    timeZone: store?.timeZone ?? 'UTC',
    pricesIncludeTax: store?.pricesIncludeTax ?? false,
    taxRounding: store?.taxRounding ?? 'line',
    cash: { increment: store?.cashRoundingIncrement ?? 1, mode: store?.cashRoundingMode ?? 'half-up' },
    priceListId: priceListAt(reader, store),
    taxes: new Map(own.map(({ taxClass, rate }) => [taxClass, rate])),
  };
}

/** When and where a basket is sold, as its sale will say. */
export interface SaleMoment {
  readonly at: number;
  readonly locationId: string;
}

export function locationOfRegister(reader: Reader, registerId: string | null): string {
  const sql = 'SELECT location_id AS id FROM registers WHERE id = ?';
  return (registerId && reader.get<{ id: string }>(sql, [registerId])?.id) || '';
}

type Promoted = Pick<PricedBasket, 'discounts' | 'coupons' | 'counted' | 'standing'>;

function promotionsOn(
  reader: Reader,
  lines: PricedBasket['lines'],
  byHand: readonly number[],
  buyer: Buyer & { readonly groups: readonly string[] },
  { timeZone, currency }: StoreFacts,
  { at, locationId }: SaleMoment,
): Promoted {
  const live = readPromotions(reader, buyer);
  const entered = enteredCoupons(reader, buyer.coupons, live, at);
  const { counted } = entered;
  const shown = (outcomes: Applied['promotions']) => couponsShown(buyer.coupons, live, outcomes, entered);
  const ofQuote = ({ quoted }: BasketItem) =>
    (quoted?.line.discounts ?? []).map(({ promotionId: id, name, amount }) => ({ id, name, amount }));
  const standing = readStanding(reader, buyer.customerId, live, at);
  if (live.length === 0) return { discounts: lines.map(ofQuote), coupons: shown([]), counted, standing };
  // What is put on a gift card is not sold, so that nothing comes off it and it counts for nothing.
  // A quote was priced with the promotions of its day.
  const goods = lines.flatMap((one, index) =>
    one.line.loads === null && !one.quoted && !isBeside(one.line) ? [{ ...one, off: byHand[index] ?? 0 }] : [],
  );
  const selling = goods.map(({ line, item, unitPrice, reduced, off }) => ({
    key: line.id,
    variantId: line.variantId,
    productId: item?.productId ?? null,
    sku: item?.sku ?? '',
    title: item?.title ?? line.title ?? '',
    category: item?.category ?? '',
    tags: item ? (JSON.parse(item.tags) as string[]) : [],
    quantity: line.quantity,
    scale: item?.scale ?? 0,
    unitPrice,
    reduced,
    discount: off,
  }));
  const customerKnown = buyer.customerId !== null;
  const { groups } = buyer;
  const where = { at, timeZone, currency, channel: 'till', locationId } as const;
  const moment = { ...where, coupons: counted, customerKnown, groups, ...standing };
  const { byLine, promotions } = lineDiscounts(live, selling, moment);
  const byKey = new Map(goods.map(({ line }, index) => [line.id, byLine[index] ?? []]));
  const discounts = lines.map((one) => (one.quoted ? ofQuote(one) : (byKey.get(one.line.id) ?? [])));
  return { discounts, coupons: shown(promotions), counted, standing };
}

/** Prices a basket by the same rule by which the sale will be frozen (`register/complete-sale.ts`). */
export function priceBasket(reader: Reader, basketId: string, store: StoreFacts, sale: SaleMoment): PricedBasket {
  const kept = reader.all<LineRow>(
    `SELECT ${lineColumns} FROM desk_basket_lines WHERE basket_id = ? AND removed_at IS NULL ORDER BY position`,
    [basketId],
  );
  const own = itemsOf(
    reader,
    kept.flatMap(({ variantId }) => variantId ?? []),
    store.priceListId,
  );
  const known = new Map([...own, ...itemsOf(reader, containersOf(own), store.priceListId)]);
  const rows = withDeposits(kept, own);
  const taxes = readTaxes(reader, store, sale);
  const asked = buyerOf(reader, basketId);
  const { groups, relief } = termsOf(reader, asked.customerId, localDayAndHour(sale.at, store.timeZone).date);
  const buyer = { ...asked, groups };
  const now = { ...sale, currency: store.currency, channel: 'till', groups: buyer.groups } as const;
  const prices = readPrices(reader, [...known.keys()], store.priceListId, now);
  const quoteOf = quotesOf(reader, rows, sale.at);
  const lines = rows.map((line): BasketItem => {
    const item = line.variantId === null ? undefined : known.get(line.variantId);
    const quoted = quoteOf(line);
    // A quote that is over leaves its line the price of now.
    const labelled = line.quoted === null ? line.unitPrice : null;
    const here = item && labelled === null ? prices.of(item.id, Math.abs(line.quantity), item.scale) : null;
    const { compareAt = null, reasons = [], amount: listPrice = null } = here ?? {};
    const hand = quoted ? handOfQuote(quoted) : handOf(line.byHand);
    const unitPrice = quoted?.line.unitPrice ?? hand?.unitPrice ?? labelled ?? listPrice ?? 0;
    return {
      line,
      item,
      unitPrice,
      listPrice,
      hand,
      quoted,
      reduced: compareAt !== null && hand?.unitPrice === undefined && !quoted,
      reasons,
    };
  });
  const byHand = offByHand(
    lines.map(({ line, item, unitPrice, hand }) => ({
      amount: line.loads === null && !isBeside(line) ? extend(unitPrice, line.quantity, item?.scale ?? 0) : 0,
      off: hand && hand.unitPrice === undefined ? hand : undefined,
    })),
    asked.hand,
  );
  const promoted = promotionsOn(reader, lines, byHand, buyer, store, sale);
  const { discounts } = promoted;
  const totals = priceOrder(
    store,
    lines.map(({ line, item, unitPrice }, index) => ({
      key: line.id,
      quantity: line.quantity,
      scale: item?.scale ?? 0,
      unitPrice,
      discount: sum([byHand[index] ?? 0, ...(discounts[index] ?? []).map(({ amount }) => amount)]),
      ...(line.loads === null
        ? {
            ...taxes(item?.productId ?? null, item?.taxClass ?? line.taxClass ?? 'standard'),
            ...(relief && { relief: relief.kind }),
          }
        : { taxRate: '0' }),
    })),
  );
  const legs = legsOf(outside(reader), asked.orderId);
  // Cash for one part of a bill was rounded then; other cash is rounded with what is left of all.
  const inCash = legsTotal(legs.filter(({ kind, part: of }) => kind === 'cash' && of === null));
  const taken = sum(legs.map(settles));
  const part = Math.max(0, Math.min(asked.exchange?.worth ?? 0, totals.total));
  const whole = sharesOfLines(lines, totals.lines);
  const split = splitOf(asked.kept, whole, legs);
  const settled = split?.open
    ? inCashOf(split.open, store.cash)
    : settleInCash(totals.total, taken - inCash + part, store.cash);
  return {
    lines,
    totals,
    byHand,
    handOnAll: asked.hand,
    relief: relief ?? null,
    ...promoted,
    ...{ whole, split, legs },
    exchange: asked.exchange && { exchange: asked.exchange, part },
    remaining: totals.total - taken - part,
    cashTotal: settled.cash - (split?.open ? 0 : inCash),
    cashRounding: settled.rounding,
  };
}
