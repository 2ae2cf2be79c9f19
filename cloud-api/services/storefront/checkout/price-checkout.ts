import { readAhead } from '@tillhouse/shared/data/read-ahead.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { products as productTable, variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import { perVariant, type Wanted } from '@tillhouse/shared/domains/inventory/rules.ts';
import { heldBack, locations, stockLevels } from '@tillhouse/shared/domains/inventory/schema.ts';
import { sellingOnline, shortOnline } from '@tillhouse/shared/domains/orders/location-for.ts';
import { type PricedOnline, priceOnline } from '@tillhouse/shared/domains/orders/price-online.ts';
import { pointsOf } from '@tillhouse/shared/domains/pricing/list-prices.ts';
import { priceLists, promotions, taxRates, taxZones } from '@tillhouse/shared/domains/pricing/schema.ts';
import { STORE } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { countriesOf, type ShippingOption, shippingOptions } from '@tillhouse/shared/domains/shipping/rules.ts';
import { pickUpPoints, shippingZones } from '@tillhouse/shared/domains/shipping/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { localDayAndHour, localMoment } from '@tillhouse/shared/kernel/instant.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { storeContext } from '../../../platform/access/directory.ts';
import type { Connection } from '../../../platform/db/connection.ts';

export interface PricedCheckout {
  readonly priced: PricedOnline;
  readonly options: readonly ShippingOption[];
  /** The one that is chosen, while it is still offered */
  readonly option: ShippingOption | undefined;
  readonly countries: readonly string[];
  /** Of goods that are counted: what no one place that sells online has enough of now, in steps of its unit */
  readonly short: readonly (Wanted & { readonly available: number })[];
}

type Basket = Pick<
  Checkout,
  'storeId' | 'customerId' | 'currency' | 'lines' | 'coupons' | 'delivery' | 'shippingOptionId'
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

/** What is the same for every basket of a tenant, read at the beginning of a transaction, for what is priced in it. */
export interface Shop {
  /** Reads as of then */
  readonly tx: Tx;
  readonly context: StoreContext;
}

/** All of it in one trip, which may be that of the checkout itself. */
export async function readShop(db: Connection, inner: Tx, tenantId: string): Promise<Shop> {
  const tx = readAhead(inner);
  const [context] = await atOnce([
    storeContext(db, tenantId),
    tx.list(storeSettings, {}),
    tx.list(shippingZones, { active: true }),
    tx.list(pickUpPoints, { active: true }),
    tx.list(locations, sellingOnline),
    tx.list(priceLists, { isDefault: true }),
    tx.list(priceLists, {}),
    tx.list(taxRates, {}),
    tx.getMany(taxZones, [{ place: STORE }]),
    tx.list(promotions, { status: 'live' }),
  ]);
  return { tx, context };
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
  await readGoods(tx, basket, now, lock);
  const places = await deliveryOf(tx, basket);
  const today = localDayAndHour(now, context.timeZone).date;
  const { time } = localMoment(now, context.timeZone);
  const optionsFor = (goods: number): ShippingOption[] =>
    shippingOptions(places.zones, places.points, {
      address: basket.delivery,
      currency: basket.currency,
      goods,
      ...{ today, time },
    });
  let options: ShippingOption[] = [];
  const shipping = (goods: number): number => {
    options = optionsFor(goods);
    return options.find(({ id }) => id === basket.shippingOptionId)?.amount ?? 0;
  };
  const priced = await priceOnline(tx, asked(basket, shipping), { store: context, occurredAt: now }, lock);
  const option = options.find(({ id }) => id === basket.shippingOptionId);
  const tracked = perVariant(priced.lines.filter((line) => line.tracked));
  const short = lock ? [] : await shortOnline(tx, tracked, option?.locationId ?? null);
  return { priced, options, option, short, countries: countriesOf(places.zones) };
}

/** Asks at once for what pricing is going to ask for one after the other: it finds it there. */
async function readGoods(tx: Tx, { storeId, currency, lines }: Basket, at: number, lock: boolean): Promise<void> {
  const ids = [...new Set(lines.map(({ variantId }) => variantId))];
  const [stores, places] = [await tx.list(storeSettings, {}), await tx.list(locations, sellingOnline)];
  const store = storeId ? stores.find(({ id }) => id === storeId) : mainOf(stores);
  const goods = tx.getMany(variants, keysOf(ids));
  const products = goods.then((found) => tx.getMany(productTable, keysOf(found.map(({ productId }) => productId))));
  const levels = places.flatMap(({ id: locationId }) => ids.map((variantId) => ({ variantId, locationId })));
  await atOnce([
    products,
    store && pointsOf(tx, store, ids, { at, currency }),
    lock ? [] : tx.getMany(stockLevels, levels),
    tx.getMany(heldBack, levels),
  ]);
}

const keysOf = (ids: readonly string[]) => [...new Set(ids)].map((id) => ({ id }));

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
