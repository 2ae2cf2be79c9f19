import { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { AccountTerms } from '@tillhouse/shared/domains/customers/account-schema.ts';
import { perVariant, type Wanted } from '@tillhouse/shared/domains/inventory/rules.ts';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { locations } from '@tillhouse/shared/domains/inventory/schema.ts';
import { shortOnline } from '@tillhouse/shared/domains/orders/location-for.ts';
import { termsForMore } from '@tillhouse/shared/domains/orders/on-account.ts';
import { type PricedOnline, priceOnline } from '@tillhouse/shared/domains/orders/price-online.ts';
import { isPartial } from '@tillhouse/shared/domains/pricing/published-rates.ts';
import { countsFor, type TaxAnswer, type TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import type { RegisterAnswer, ReverseCharge } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import { taxRules } from '@tillhouse/shared/domains/pricing/schema.ts';
import { reverseChargeAt } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { checkVatId } from '@tillhouse/shared/domains/pricing/vat-id.ts';
import { taxAccounts } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import type { CarrierAsk } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { countriesOf, type ShippingOption, shippingOptions } from '@tillhouse/shared/domains/shipping/rules.ts';
import { pickUpPoints, shippingZones } from '@tillhouse/shared/domains/shipping/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { localDayAndHour, localMoment } from '@tillhouse/shared/kernel/instant.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { type CreditPays, creditsPay, leftToPay } from './credits.ts';
import { homeCountry } from '../home-country.ts';
import { liveDelivery } from './live-delivery.ts';
import { type GoodsOf, knowGoods, readGoods } from './read-goods.ts';
import type { RulesKept } from './rules-kept.ts';

export interface PricedCheckout {
  readonly priced: PricedOnline;
  readonly options: readonly ShippingOption[];
  /** The one that is chosen, while it is still offered */
  readonly option: ShippingOption | undefined;
  readonly countries: readonly string[];
  /** `US-NY`, where its tax is that of the state alone, as it is published; null: it is all that is due, or none */
  readonly stateOnly: string | null;
  /** Whether a firm accounts for its tax by the VAT number that was typed; null: that is no question here */
  readonly reverseCharge: ReverseCharge | null;
  /** What carriers are still to be asked: until they are, their choices are not shown */
  readonly carrierAsks: readonly CarrierAsk[];
  /** Of who may buy this on account, by what is open now; null: nobody, or not so much */
  readonly account: AccountTerms | null;
  /** What gift cards and store credit pay of its total */
  readonly pays: readonly CreditPays[];
  /** Of goods that are counted: what no one place that sells online has enough of now, in steps of its unit */
  readonly short: readonly (Wanted & { readonly available: number })[];
}

type Basket = Pick<
  Checkout,
  | ('storeId' | 'customerId' | 'currency' | 'lines' | 'coupons' | 'credits' | 'delivery' | 'shippingOptionId')
  | ('taxQuote' | 'business' | 'vatAnswer' | 'carrierQuotes')
>;

/** Rows by the shared declarations, in the open transaction of the tenant; the storefront's own rows raise no event. */
export async function withTx<T>(db: Connection, tenantId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
  try {
    return await fn(tx);
  } finally {
    end();
  }
}

export interface At {
  readonly tenantId: string;
  /** Epoch milliseconds */
  readonly now: number;
}

/** What a basket is priced from: the rules as they stand and its goods, read at the beginning of a transaction. */
export interface Shop {
  /** Reads as of then; what a command of the cloud itself writes waits in it */
  readonly late: LateWrites;
  readonly tx: Tx;
  readonly context: StoreContext;
}

interface AskShop {
  readonly db: Connection;
  readonly tx: Tx;
  readonly tenantId: string;
  readonly rules: RulesKept;
  readonly goods: GoodsOf;
  /** Of the movements of what is about to be held: stock is locked */
  readonly month?: string | null;
  /** Where what is read is known from then on; left out: one of its own */
  readonly late?: LateWrites;
}

/** All of it in one trip, which may be that of the checkout itself; a second one where the rules changed. */
export async function readShop({ db, tx: inner, tenantId, rules, goods, month = null, ...of }: AskShop): Promise<Shop> {
  const late = of.late ?? new LateWrites(inner);
  const { tx } = late.open(async () => {});
  const [found, context] = await atOnce([
    readGoods(db, tenantId, goods, month),
    rules.into(late, { db, tx: inner, tenantId }),
  ]);
  await knowGoods(late, tx, found);
  return { late, tx, context };
}

/**
 * What a checkout comes to at this moment, from the cloud's own prices, stock and delivery: nothing that its shopper sent
 * but ids and quantities goes into it. It holds nothing.
 * @param lock when it is bought: what promotions are limited to is locked, and stock is for the caller to lock
 */
export async function priceCheckout(
  { tx, context }: Shop,
  now: number,
  basket: Basket,
  lock = false,
): Promise<PricedCheckout> {
  const places = await deliveryOf(tx, basket);
  const today = localDayAndHour(now, context.timeZone).date;
  const { time } = localMoment(now, context.timeZone);
  const live = await liveDelivery(tx, basket, places.zones, { now, lock, today, time });
  const optionsFor = (goods: number): ShippingOption[] =>
    shippingOptions(places.zones, places.points, {
      address: basket.delivery,
      currency: basket.currency,
      goods,
      ...{ today, time, live: live.answer },
    });
  let options: ShippingOption[] = [];
  const shipping = (goods: number): number => {
    options = optionsFor(goods);
    return options.find(({ id }) => id === basket.shippingOptionId)?.amount ?? 0;
  };
  const collected = places.points.some(({ locationId }) => locationId === basket.shippingOptionId);
  const goesTo = collected ? null : basket.delivery;
  const taxProvider = await providerFor(tx, basket, goesTo, { now, lock });
  const buyer = await dueByBuyerOf(tx, basket, goesTo, { now, lock });
  const dueByBuyer = buyer?.is === 'due-by-buyer' ? buyer.evidence.number : null;
  const wanted = { ...asked(basket, shipping), goesTo, taxProvider, dueByBuyer };
  const priced = await priceOnline(tx, wanted, { store: context, occurredAt: now }, lock);
  const option = options.find(({ id }) => id === basket.shippingOptionId);
  const tracked = perVariant(priced.lines.filter((line) => line.tracked));
  const short = lock ? [] : await shortOnline(tx, tracked, option?.locationId ?? null);
  const countries = countriesOf(places.zones, await homeCountry(tx, basket.storeId));
  const pays = await creditsPay(tx, basket, priced.totals.total, today);
  const whole = priced.taxing?.by === 'provider' || priced.totals.taxTotal === 0;
  const stateOnly = !whole ? await partOnly(tx, goesTo) : null;
  const account = await accountFor(tx, basket, { amount: leftToPay(priced.totals.total, pays), own: context.currency });
  // What the shop says of its customer needs no number of theirs.
  const reverseCharge = priced.reliefGiven ? null : buyer;
  return {
    ...{ priced, options, option, short, countries, stateOnly, pays, account, reverseCharge },
    carrierAsks: live.asks,
  };
}

/** A limit is in the store's own money, so that it says nothing of what is bought in another. */
async function accountFor(
  tx: Tx,
  { customerId, currency }: Basket,
  { amount, own }: { readonly amount: number; readonly own: string },
): Promise<AccountTerms | null> {
  if (customerId === null || amount === 0) return null;
  const terms = await termsForMore(tx, { customerId, currency, amount }).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  return terms && (terms.creditLimit === null || currency === own) ? terms : null;
}

/** That the register knows a number counts for the basket as long as taxes do; anything else is asked again after a minute. */
async function dueByBuyerOf(
  tx: Tx,
  { storeId, business, vatAnswer }: Basket,
  goesTo: Basket['delivery'],
  { now, lock }: { readonly now: number; readonly lock: boolean },
): Promise<ReverseCharge | null> {
  if (!business?.vatId) return null;
  const stores = await tx.list(storeSettings, {});
  const store = storeId ? stores.find(({ id }) => id === storeId) : mainOf(stores);
  const holds = ({ at, answer }: RegisterAnswer) => lock || now - at < (answer === 'valid' ? KEPT_MS : SILENT_MS);
  const answer = vatAnswer && holds(vatAnswer) ? vatAnswer : undefined;
  return reverseChargeAt(tx, store ?? {}, { vatId: business.vatId, goesTo: goesTo?.country ?? null }, answer);
}

/** Rates of the store's own are taken for whole. */
async function partOnly(tx: Tx, goesTo: Basket['delivery']): Promise<string | null> {
  if (!goesTo || !isPartial(goesTo.country)) return null;
  const jurisdiction = `${goesTo.country}-${goesTo.region}`;
  const rules = await tx.list(taxRules, { jurisdiction });
  return rules.some(({ source }) => source !== '') ? jurisdiction : null;
}

const asked = ({ storeId, customerId, currency, lines, coupons }: Basket, shipping: (goods: number) => number) => ({
  storeId: storeId ?? undefined,
  currency,
  customerId,
  lines: lines.map(({ variantId, quantity }, at) => ({ key: String(at), variantId, quantity })),
  shipping,
  coupons,
  leaveOut: true,
});

async function deliveryOf(tx: Tx, { storeId }: Basket) {
  const zones = (await tx.list(shippingZones, { active: true })).filter((zone) => zone.storeId === storeId);
  const open = await tx.list(pickUpPoints, { active: true });
  const named = new Map(
    (
      await tx.getMany(
        locations,
        open.map(({ locationId }) => ({ id: locationId })),
      )
    ).map((row) => [row.id, row]),
  );
  const points = open.flatMap((point) => {
    const place = named.get(point.locationId);
    const sells = place?.status === 'active' && place.sellsOnline === 'yes';
    return sells ? [{ ...point, name: place.name }] : [];
  });
  return { zones, points };
}

/** What was answered is shown so long without being asked anew … */
const KEPT_MS = 24 * 3_600_000;
/** … and that nobody answered so long. */
const SILENT_MS = 60_000;

/**
 * The provider that taxes what goes there, once it is a whole address.
 * @param lock it is bought: what was shown holds, however long ago it was asked
 */
async function providerFor(
  tx: Tx,
  { storeId, taxQuote, business }: Basket,
  to: Basket['delivery'],
  { now, lock }: { readonly now: number; readonly lock: boolean },
) {
  const accounts = await tx.list(taxAccounts, { status: 'active' });
  const account = to && accounts.find((each) => each.storeId === storeId && countsFor(each.places, to));
  if (!account || addressLacks(to).length > 0) return null;
  // Field by field: the same address makes the same text, however its row has its fields in order.
  const { line1, line2, city, region, postcode, country } = to;
  const address = { line1, line2, city, region, postcode, country };
  const answerTo = (ask: TaxAsk): TaxAnswer | null | undefined => {
    if (taxQuote?.ask !== JSON.stringify(ask)) return undefined;
    const { at, answer } = taxQuote;
    return lock || now - at < (answer ? KEPT_MS : SILENT_MS) ? answer : undefined;
  };
  const taxId = business?.vatId ?? '';
  return { account, to: address, answerTo, ...(taxId && !checkVatId(taxId).problem && { taxId }) };
}
