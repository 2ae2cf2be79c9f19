import { productChanged, productCreated } from '@tillhouse/shared/domains/catalog/events.ts';
import { goodsReceived, locationChanged, stockMoved } from '@tillhouse/shared/domains/inventory/events.ts';
import { pricesChanged } from '@tillhouse/shared/domains/pricing/events.ts';
import type { Bus, BusMessage } from '../../platform/bus/bus.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { StorefrontContext } from './context.ts';
import { readAvailability } from './read-availability.ts';

const stockNames = [stockMoved.name, goodsReceived.name];
/** What can change which products are on sale, their prices, or where their stock is sold from. */
const catalogueNames = [productCreated.name, productChanged.name, pricesChanged.name, locationChanged.name];

/** By name, with what each hears; `tillhouse trace` tells them. */
export const storefrontConsumers = {
  'storefront-stock': stockNames,
  'storefront-catalogue': catalogueNames,
} as const;

/**
 * What shoppers are shown follows what was committed: answers that an event touches leave the cache, and open pages
 * are told. It has no effect beyond this process, so it needs no inbox; every process hears every event.
 */
export async function followEvents(context: StorefrontContext, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'storefront-stock',
    everyProcess: true,
    names: storefrontConsumers['storefront-stock'],
    handle: (message) => onStock(context, message),
  });
  await bus.subscribe({
    consumer: 'storefront-catalogue',
    everyProcess: true,
    names: storefrontConsumers['storefront-catalogue'],
    handle: async (message) => context.cache.dropTenant(message.tenantId),
  });
}

async function onStock(context: StorefrontContext, message: BusMessage): Promise<void> {
  const { tenantId } = message;
  const variantIds = variantsOf(message.payload);
  if (variantIds.length === 0) return;
  // First of all: what is being read from the database at this moment may be of before.
  context.cache.dropProducts(tenantId, []);
  const changes = await withTenant(context.pool, tenantId, (db) => readAvailability(db, tenantId, variantIds));
  context.cache.dropProducts(tenantId, [...new Set(changes.map((change) => change.productId))]);
  context.streams.tell(tenantId, changes);
}

function variantsOf(payload: unknown): string[] {
  const { changes, variantId } = payload as { changes?: { variantId: string }[]; variantId?: string };
  return [...new Set([...(changes ?? []).map((change) => change.variantId), ...(variantId ? [variantId] : [])])];
}
