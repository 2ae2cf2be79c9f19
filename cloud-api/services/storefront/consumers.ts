import { storeChange } from '@tillhouse/shared/domains/access/events.ts';
import { menuChange, pageChange } from '@tillhouse/shared/domains/content/events.ts';
import { productChanged, productCreated } from '@tillhouse/shared/domains/catalog/events.ts';
import {
  goodsReceived,
  heldBackChanged,
  locationChanged,
  stockMoved,
} from '@tillhouse/shared/domains/inventory/events.ts';
import { priceListChanged, pricesChanged } from '@tillhouse/shared/domains/pricing/events.ts';
import { goodsReturned } from '@tillhouse/shared/domains/register/events.ts';
import {
  moneyBack,
  orderCancelled,
  orderFulfilled,
  orderNoted,
  refundDone,
  requestDecided,
  orderReady,
  parcelTracked,
  trackingChanged,
} from '@tillhouse/shared/domains/orders/events.ts';
import { attemptChanged } from '@tillhouse/shared/domains/payments/events.ts';
import { suggestionsChange } from '@tillhouse/shared/domains/recommendations/events.ts';
import { reviewChange, reviewSettingChange } from '@tillhouse/shared/domains/reviews/events.ts';
import { labelChanged } from '@tillhouse/shared/domains/shipping/events.ts';
import type { Bus, BusMessage, Subscription } from '../../platform/bus/bus.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { StorefrontContext } from './context.ts';
import { isOver, takeUp } from './checkout/take-up.ts';
import { takeUpDue } from './due/sweep-due.ts';
import { stockOf } from './live-streams.ts';
import { readAvailability } from './read-availability.ts';

const stockNames = [stockMoved.name, goodsReceived.name, heldBackChanged.name];
const productNames: readonly string[] = [productCreated.name, productChanged.name];
/** What can change which products are on sale, their order, or where their stock is sold from. */
const catalogueNames = [...productNames, priceListChanged.name, locationChanged.name];

/** What can change which store a page is, its currencies and look. */
const storeNames = [storeChange.name, priceListChanged.name, reviewSettingChange.name];

/** What a shop says beside its goods, and what it shows with them. */
const contentNames = [menuChange.name, pageChange.name, suggestionsChange.name];

/** By name, with what each hears; `tillhouse trace` tells them. */
export const storefrontConsumers = {
  'storefront-stock': stockNames,
  'storefront-prices': [pricesChanged.name],
  'storefront-catalogue': catalogueNames,
  'storefront-stores': storeNames,
  'storefront-content': contentNames,
  'storefront-payments': [attemptChanged.name],
  'storefront-reviews': [reviewChange.name],
  'storefront-orders': [
    ...[orderNoted.name, refundDone.name, parcelTracked.name, trackingChanged.name, goodsReturned.name],
    ...[labelChanged.name, requestDecided.name],
  ],
  'storefront-news': [
    ...[orderFulfilled.name, orderCancelled.name, attemptChanged.name],
    ...[trackingChanged.name, parcelTracked.name, orderReady.name, moneyBack.name, goodsReturned.name],
  ],
} as const;

/**
 * What shoppers are shown follows what was committed: answers that an event touches leave the cache, and open pages
 * are told. It has no effect beyond this process, so it needs no inbox; every process hears every event.
 */
export async function followEvents(context: StorefrontContext, bus: Bus): Promise<void> {
  const handlers = {
    'storefront-stock': (message) => onStock(context, message),
    'storefront-prices': async (message) => onPrices(context, message),
    'storefront-stores': async (message) => onStores(context, message),
    'storefront-content': async ({ tenantId }) => context.cache.dropTenant(tenantId),
    'storefront-reviews': (message) => onReviews(context, message),
    'storefront-catalogue': async (message) => onCatalogue(context, message),
  } satisfies Partial<Record<keyof typeof storefrontConsumers, Subscription['handle']>>;
  // All at once: each joins a group of its own, which takes a broker its time.
  await Promise.all(
    Object.entries(handlers).map(([consumer, handle]) => {
      const names = storefrontConsumers[consumer as keyof typeof handlers];
      return bus.subscribe({ consumer, everyProcess: true, names, handle });
    }),
  );
}

function onStores(context: StorefrontContext, { tenantId }: BusMessage): void {
  context.views.drop(tenantId);
  context.shops.forget();
  context.cache.dropTenant(tenantId);
  context.facts.dropTenant(tenantId);
  context.hot.forget();
}

/** Which products a list holds may be another now; what a search knows of them, only of the product that changed. */
function onCatalogue(context: StorefrontContext, { tenantId, name, payload }: BusMessage): void {
  context.cache.dropTenant(tenantId);
  const { productId } = payload as { productId?: string };
  if (productId !== undefined && productNames.includes(name)) context.facts.drop(tenantId, [productId]);
  else context.facts.dropTenant(tenantId);
}

/**
 * A provider said how a payment went, perhaps before it answered us, or long after anybody waited: its attempt is looked at
 * at once. Told twice it is looked at twice, which changes nothing; so it needs no inbox.
 */
export async function followPayments(context: StorefrontContext, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'storefront-payments',
    names: storefrontConsumers['storefront-payments'],
    handle: async ({ tenantId, payload }) => {
      const { attemptId, state } = payload as { attemptId: string; state: string };
      if (context.driving.has(attemptId) || (await isOver(context, tenantId, attemptId))) return;
      const taken = await takeUp(context, tenantId, attemptId, state);
      if (taken || (await takeUpDue(context, tenantId, attemptId, state))) context.checkouts.wake();
    },
  });
}

async function onStock(context: StorefrontContext, message: BusMessage): Promise<void> {
  const { tenantId } = message;
  const variantIds = variantsOf(message.payload);
  if (variantIds.length === 0) return;
  context.cache.dropVariants(tenantId, variantIds);
  context.facts.drop(tenantId, variantIds);
  if (!context.streams.has(stockOf(tenantId))) return;
  const changes = await withTenant(context.pool, tenantId, (db) => readAvailability(db, tenantId, variantIds));
  context.streams.tell(stockOf(tenantId), 'availability', changes);
}

/** Whatever shows this product may say how many stars it has. */
async function onReviews(context: StorefrontContext, { tenantId, payload }: BusMessage): Promise<void> {
  const { productId } = payload as { productId: string };
  const rows = await withTenant(context.pool, tenantId, (db) =>
    db.rows<{ id: string }>('SELECT id FROM variants WHERE tenant_id = $1 AND product_id = $2', [tenantId, productId]),
  );
  context.cache.dropVariants(
    tenantId,
    rows.map(({ id }) => id),
  );
}

function onPrices(context: StorefrontContext, { tenantId, payload }: BusMessage): void {
  const { changes } = payload as { changes: { variantId: string; amount: number | null; before?: number | null }[] };
  // With its first price a product comes on sale, without one it leaves; an event of before this was told may be either.
  const lists = changes.some(({ amount, before }) => before === undefined || (amount === null) !== (before === null));
  if (lists) context.cache.dropTenant(tenantId);
  const variantIds = changes.map(({ variantId }) => variantId);
  context.cache.dropVariants(tenantId, variantIds);
  context.facts.drop(tenantId, variantIds);
}

function variantsOf(payload: unknown): string[] {
  const { changes, variantId } = payload as { changes?: { variantId: string }[]; variantId?: string };
  return [...new Set([...(changes ?? []).map((change) => change.variantId), ...(variantId ? [variantId] : [])])];
}
