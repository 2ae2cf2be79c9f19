import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import { chooseLocation, perVariant, type Wanted } from '@tillhouse/shared/domains/inventory/rules.ts';
import { locations, stockLevels } from '@tillhouse/shared/domains/inventory/schema.ts';
import { type PricedOnline, priceOnline } from '@tillhouse/shared/domains/orders/price-online.ts';
import { countriesOf, type ShippingOption, shippingOptions } from '@tillhouse/shared/domains/shipping/rules.ts';
import { pickUpPoints, shippingZones } from '@tillhouse/shared/domains/shipping/schema.ts';
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

/**
 * What a checkout comes to at this moment, from the cloud's own prices, stock and delivery: nothing that its shopper sent
 * but ids and quantities goes into it. It holds nothing.
 * @param lock when it is bought: what promotions are limited to is locked
 */
export async function priceCheckout(
  db: Connection,
  { tenantId, now }: At,
  basket: Basket,
  lock = false,
): Promise<PricedCheckout> {
  const known = await storeContext(db, tenantId);
  return withTx(db, tenantId, async (tx) => {
    const places = await deliveryOf(tx, basket);
    const today = localDayAndHour(now, known.timeZone).date;
    const { time } = localMoment(now, known.timeZone);
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
    const priced = await priceOnline(tx, asked(basket, shipping), contextOf(known, now), lock);
    const option = options.find(({ id }) => id === basket.shippingOptionId);
    const short = await shortOf(tx, priced, option?.locationId ?? null);
    return { priced, options, option, short, countries: countriesOf(places.zones) };
  });
}

const contextOf = (store: StoreContext, occurredAt: number) => ({ store, occurredAt });

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

/** As buying would find it, without waiting for anybody's lock. */
async function shortOf(tx: Tx, { lines }: PricedOnline, only: string | null): Promise<PricedCheckout['short']> {
  const wanted = perVariant(lines.filter(({ tracked }) => tracked));
  if (wanted.length === 0) return [];
  const open = (await tx.list(locations, { status: 'active', sellsOnline: 'yes' })).filter(
    ({ id }) => only === null || id === only,
  );
  const levels = await tx.getMany(
    stockLevels,
    open.flatMap(({ id: locationId }) => wanted.map(({ variantId }) => ({ variantId, locationId }))),
  );
  const choice = chooseLocation(
    open.map(({ id }) => id),
    wanted,
    levels,
  );
  return 'short' in choice ? choice.short : [];
}
