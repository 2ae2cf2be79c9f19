import { decimalsOf } from '../../kernel/currencies.ts';
import type { Instant } from '../../kernel/instant.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { StoreSettings } from '../access/schema.ts';
import type { AccountTerms } from '../customers/account-schema.ts';
import { dueDayOf } from '../orders/on-account.ts';
import type { Product, Variant } from '../catalog/schema.ts';
import type { QuotedLine } from '../orders/quoted.ts';
import type { PricePoint } from '../pricing/calculation-args.ts';
import { type CashRounding, settleInCash } from '../pricing/cash-rounding.ts';
import { moneyIn } from '../pricing/explain.ts';
import { lineDiscounts } from '../pricing/line-discounts.ts';
import type { TaxLookup } from '../pricing/store-taxes.ts';
import { priceHere } from '../pricing/price-points.ts';
import type { Promotion } from '../pricing/promotion-args.ts';
import { type CountedUse, usesToCount } from '../pricing/promotion-uses.ts';
import { priceOrder } from '../pricing/rules.ts';
import { isBesidePromotions, soldQuantity } from './deposits.ts';
import { itemUnknown, itemUnnamed, noPrice, tendersDiffer } from './errors.ts';
import { receiptNumber } from './rules.ts';
import type { Decided, LineSnapshot, SaleArgs, SaleLine, SaleTender } from './sale-args.ts';
import type { Register } from './schema.ts';

export interface SoldItem {
  readonly variant: Pick<Variant, 'id' | 'title' | 'sku' | 'scale' | 'tracked'>;
  readonly product: Pick<Product, 'title' | 'taxClass'> &
    Partial<Pick<Product, 'id' | 'category' | 'tags' | 'minimumAge'>>;
  /** All that may count; none where it has no price */
  readonly points: readonly PricePoint[];
}

/** What a till knows when it completes a sale. */
export interface SaleFacts {
  readonly register: Pick<Register, 'code' | 'generation' | 'locationId'>;
  /** The number to take */
  readonly sequence: number;
  readonly items: ReadonlyMap<string, SoldItem>;
  /** How an item is taxed where and when it is sold */
  readonly taxes: TaxLookup;
  readonly settings: Pick<
    StoreSettings,
    'currency' | 'timeZone' | 'pricesIncludeTax' | 'taxRounding' | 'cashRoundingIncrement' | 'cashRoundingMode'
  >;
  /** Those that hold now, with what is left of their budgets */
  readonly promotions?: readonly Promotion[];
  readonly customerName: string;
  /** Of the customer */
  readonly groups?: readonly string[];
  /** Why the customer pays no tax today */
  readonly relief?: Decided['taxRelief'];
  /** Terms of a customer who pays later */
  readonly account?: Pick<AccountTerms, 'days'>;
  /** Lines of quotes, by the key of the line that sells them */
  readonly quoted?: ReadonlyMap<string, QuotedLine>;
  /** Promotions of which quotes counted a use */
  readonly quotedUses?: readonly CountedUse[];
  readonly occurredAt: Instant;
}

type Draft = Omit<LineSnapshot, 'net' | 'tax' | 'total'> & { readonly reduced: boolean };

/** What a list asks for it here and now; null where it has no price. */
export function listedPrice(
  { points, variant: { scale } }: SoldItem,
  { quantity }: Pick<SaleLine, 'quantity'>,
  {
    settings: { currency },
    register: { locationId },
    occurredAt: at,
    groups = [],
  }: Pick<SaleFacts, 'occurredAt' | 'groups'> & {
    readonly settings: Pick<SaleFacts['settings'], 'currency'>;
    readonly register: Pick<SaleFacts['register'], 'locationId'>;
  },
) {
  const now = { currency, at, channel: 'till', locationId, groups } as const;
  return priceHere(points, { quantity, scale }, now, moneyIn(decimalsOf(currency) ?? 2));
}

function draftOf(line: SaleLine, facts: Omit<SaleFacts, 'sequence'>): Draft {
  const item = line.variantId === null ? undefined : facts.items.get(line.variantId);
  if (line.variantId !== null && !item) throw itemUnknown({ variantId: line.variantId });
  if (line.loads) return cardDraft(line);
  const listed = item ? listedPrice(item, line, facts) : null;
  const price = line.unitPrice ?? listed?.amount ?? null;
  if (item && price === null) throw noPrice({ variantId: item.variant.id, sku: item.variant.sku });
  if (price === null || (!item && line.title === undefined)) throw itemUnnamed({ key: line.key });
  const taxClass = item?.product.taxClass ?? line.taxClass ?? 'standard';
  return {
    title: line.title ?? item?.product.title ?? '',
    variantTitle: item?.variant.title ?? '',
    sku: item?.variant.sku ?? '',
    scale: item?.variant.scale ?? 0,
    tracked: item?.variant.tracked ?? false,
    unitPrice: price,
    ownPrice: !item || (line.unitPrice !== undefined && line.unitPrice !== listed?.amount),
    reduced: line.unitPrice === undefined && listed?.compareAt != null,
    taxClass,
    ...facts.taxes(item?.product.id ?? null, taxClass),
    ...(facts.relief && { relief: facts.relief.kind }),
    discount: line.discount ?? 0,
    ...given(line, item ? (listed?.amount ?? null) : null),
  };
}

/** A gift card that is sold, or money put on one: what is owed to its holder is neither reduced nor taxed. */
function cardDraft({ key, variantId, title, unitPrice, quantity }: SaleLine): Draft {
  if (variantId !== null || title === undefined || unitPrice === undefined || unitPrice <= 0 || quantity !== 1)
    throw itemUnnamed({ key });
  const none = { variantTitle: '', sku: '', scale: 0, tracked: false, reduced: false, discount: 0 };
  return { ...none, title, unitPrice, ownPrice: true, taxClass: 'gift-card', taxRate: '0' };
}

/** A price off the label of a piece, and that of a custom item, nobody gave away. */
function given({ variantId, unitPrice, priceOnLabel, discount = 0, reason = '' }: SaleLine, listPrice: number | null) {
  const ownPrice = variantId !== null && unitPrice !== undefined && !priceOnLabel && unitPrice !== listPrice;
  return ownPrice || discount > 0 ? { byHand: { listPrice, discount, reason } } : {};
}

function promotionsOn(
  { coupons = [], customerId, buyer }: Pick<SaleArgs, 'coupons' | 'customerId' | 'buyer'>,
  drafts: readonly { line: SaleLine; draft: Draft }[],
  facts: Omit<SaleFacts, 'sequence'>,
) {
  const { settings, register, items } = facts;
  // A quote was priced with the promotions of its day.
  const goods = drafts.filter(({ line }) => !isBesidePromotions(line));
  const lines = goods.map(({ line, draft }) => {
    const item = line.variantId === null ? undefined : items.get(line.variantId);
    const product = item?.product;
    const { sku, title, scale, unitPrice, discount, reduced } = draft;
    return {
      ...{ key: line.key, variantId: line.variantId, quantity: line.quantity, sku, title, scale, unitPrice, discount },
      reduced,
      ...{ productId: product?.id ?? null, category: product?.category ?? '', tags: product?.tags ?? [] },
    };
  });
  const { timeZone, currency } = settings;
  const moment = {
    at: facts.occurredAt,
    timeZone,
    currency,
    channel: 'till',
    locationId: register.locationId,
    coupons,
    customerKnown: customerId !== null,
    groups: facts.groups ?? [],
    ...buyer,
  } as const;
  const promotions = facts.promotions ?? [];
  const applied = lineDiscounts(promotions, lines, moment);
  const byKey = new Map(goods.map(({ line }, index) => [line.key, applied.byLine[index] ?? []]));
  const quoted = (key: string) =>
    (facts.quoted?.get(key)?.discounts ?? []).map(({ promotionId: id, name, amount }) => ({ id, name, amount }));
  const own = usesToCount(promotions, applied.promotions, coupons);
  const had = new Set(own.map(({ promotionId }) => promotionId));
  return {
    given: drafts.map(({ line }) => (line.quoted ? quoted(line.key) : (byKey.get(line.key) ?? []))),
    uses: [...own, ...(facts.quotedUses ?? []).filter(({ promotionId }) => !had.has(promotionId))],
  };
}

/** @throws DomainError `register.tenders-differ` where it is not what the coins of the store make of it */
function roundedOnPart({ kind, amount, share }: SaleTender, coins: CashRounding): number {
  const rounding = share?.rounding ?? 0;
  if (rounding === 0) return 0;
  const right = settleInCash(amount - rounding, 0, coins);
  if (kind !== 'cash' || right.cash !== amount) throw tendersDiffer({ expected: right.cash, got: amount });
  return rounding;
}

/** Lines with their snapshots, what they come to, and the promotions of which a use counts. @throws DomainError where an item has no price */
export function pricedLines(
  args: Pick<SaleArgs, 'lines' | 'coupons' | 'customerId' | 'buyer'>,
  facts: Omit<SaleFacts, 'sequence'>,
) {
  const drafts = args.lines.map((line) => ({ line, draft: draftOf(line, facts) }));
  const { given, uses } = promotionsOn(args, drafts, facts);
  const totals = priceOrder(
    facts.settings,
    drafts.map(({ line, draft }, index) => {
      const off = sum((given[index] ?? []).map(({ amount }) => amount));
      return { ...draft, key: line.key, quantity: soldQuantity(line), discount: sum([draft.discount, off]) };
    }),
  );
  const lines = drafts.map(({ line, draft: { reduced: _reduced, ...draft } }, index) => {
    const { discount, net, tax, total, taxes } = totals.lines[index] ?? { discount: 0, net: 0, tax: 0, total: 0 };
    const discounts = (given[index] ?? []).map(({ id, name, amount }) => ({ promotionId: id, name, amount }));
    const why = discounts.length > 0 ? { discounts } : {};
    const split = taxes && !draft.relief ? { taxAmounts: [...taxes] } : {};
    // What was asked for and what is taken differ where it was more than the line is worth.
    const hand = draft.byHand && {
      byHand: { ...draft.byHand, discount: discount - sum(discounts.map(({ amount }) => amount)) },
    };
    return { ...line, snapshot: { ...draft, ...hand, discount, net, tax, total, ...split, ...why } };
  });
  return { lines, totals, uses };
}

/**
 * Snapshots, totals, cash rounding and receipt number of a sale: what its till decides and the cloud only compares.
 * Throws DomainError where an item has no price or the tenders do not settle the total.
 */
export function completeSale(args: SaleArgs, facts: SaleFacts): SaleArgs & { decided: Decided } {
  const { settings, register } = facts;
  const { lines, totals, uses } = pricedLines(args, facts);
  const coins = { increment: settings.cashRoundingIncrement, mode: settings.cashRoundingMode };
  // Of a bill that is split each part is rounded that is paid in cash; else what is left for cash.
  const ofParts = sum(args.tenders.map((tender) => roundedOnPart(tender, coins)));
  const cash = args.tenders.filter(({ kind, share }) => kind === 'cash' && !share);
  const paidInCash = sum(cash.map(({ amount }) => amount));
  const paid = sum([args.onAccount ?? 0, ...args.tenders.map(({ amount }) => amount)]);
  const settled = settleInCash(totals.total, paid - paidInCash - ofParts, coins);
  // A card may pay the rest to the cent after cash, so an exact sum needs no rounding.
  const loose = cash.length > 0 && paid - ofParts !== totals.total ? settled.rounding : 0;
  const rounding = sum([ofParts, loose]);
  const total = sum([totals.total, rounding]);
  if (paid !== total) throw tendersDiffer({ expected: total, got: paid });
  const day = localDayAndHour(facts.occurredAt, settings.timeZone);
  const { code, generation, locationId } = register;
  return {
    ...args,
    lines,
    decided: {
      generation,
      sequence: facts.sequence,
      number: receiptNumber(code, generation, facts.sequence),
      locationId,
      customerName: facts.customerName,
      currency: settings.currency,
      pricesIncludeTax: settings.pricesIncludeTax,
      ...(facts.relief && { taxRelief: facts.relief }),
      businessDate: day.date,
      businessHour: day.hour,
      subtotal: totals.subtotal,
      discountTotal: totals.discountTotal,
      taxTotal: totals.taxTotal,
      rounding,
      total,
      ...(facts.account && {
        account: { days: facts.account.days, dueOn: dueDayOf(facts.account, day.date) },
      }),
      ...(uses.length > 0 && { uses }),
    },
  };
}
