import type { MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeAt } from '../access/stores.ts';
import { perVariant } from '../inventory/rules.ts';
import type { FrozenOrder } from '../orders/frozen-order.ts';
import { orderDeliveries } from '../orders/fulfilment-schema.ts';
import { locationFor } from '../orders/location-for.ts';
import type { Order, OrderLine } from '../orders/schema.ts';
import { writeOnlineOrder } from '../orders/write-online-order.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { type ClaimableLine, replacementLines } from './rules.ts';

interface Again {
  readonly orderId: string;
  readonly order: Order;
  readonly facts: ClaimFacts;
  readonly parts: readonly { readonly line: OrderLine & ClaimableLine; readonly quantity: number }[];
  /** Left out: the first place that has all of it */
  readonly locationId: string | undefined;
}

/**
 * The same goods as an order of their own for nothing, to where the first went: committed, picked and sent as any. In the cloud, whose
 * numbers and stock they are to give.
 * @throws DomainError `claims.nothing-replaceable`, `orders.not-enough-stock`
 */
export async function sendAgain(tx: Tx, ctx: MutationContext, again: Again): Promise<void> {
  const { orderId, order, facts, parts, locationId: only } = again;
  const lines = replacementLines(parts, order.pricesIncludeTax, facts.tracked);
  if (!ctx.authority) return;
  const locationId = await locationFor(tx, perVariant(lines.filter(({ tracked }) => tracked)), only);
  const store = await storeAt(tx, order.locationId);
  const went = await tx.get(orderDeliveries, { orderId: order.id });
  const { currency, pricesIncludeTax, customerId, customerName } = order;
  const frozen: FrozenOrder = {
    ...{ storeId: null, currency, pricesIncludeTax, customerId, customerName, locationId, relief: null, lines },
    ...{ timeZone: store?.timeZone ?? ctx.store.timeZone, shippingDiscounts: [], uses: [] },
    ...{ subtotal: sum(lines.map(({ discount }) => discount)), taxTotal: 0, shippingTotal: 0, total: 0 },
    delivery: went ? deliveryOf(went) : null,
  };
  await writeOnlineOrder(tx, ctx, { orderId, frozen, paid: true });
}

/** As the first went; when it comes nobody has promised yet. */
function deliveryOf({
  recipient,
  address,
  country,
  method,
  kind,
  email,
  phone,
}: {
  readonly [K in 'recipient' | 'address' | 'method']: string;
} & {
  readonly [K in 'country' | 'email' | 'phone']: string | null;
} & { readonly kind: 'ship' | 'pick-up' }): NonNullable<FrozenOrder['delivery']> {
  return { recipient, address, country, method, kind, email, phone, earliest: null, latest: null };
}
