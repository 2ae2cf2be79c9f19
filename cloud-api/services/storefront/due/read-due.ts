import { type DuePayment, duePayments } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { languageFor } from '@tillhouse/shared/domains/invoices/document.ts';
import { orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { payable } from '@tillhouse/shared/domains/orders/payable.ts';
import { type Order, type OrderLine, orderLines, orders } from '@tillhouse/shared/domains/orders/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { storeOfOrder } from '../checkout/on-account.ts';

export interface DueOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  /** What of it may be paid now, minor units */
  readonly toPay: number;
  /** Its tries, the newest first */
  readonly tries: readonly DuePayment[];
  readonly store: { readonly id: string; readonly name: string };
  /** Of its buyer's country where there are words for it, else of the store */
  readonly locale: string;
  readonly country: string | null;
}

/** An order with what is due of it; undefined where there is none. */
export async function readDue(tx: Tx, orderId: string): Promise<DueOrder | undefined> {
  const order = await tx.get(orders, { id: orderId });
  const [checkout] = order ? await tx.list(checkouts, { orderId }) : [];
  const store = order && (checkout ? await storeOfOrder(tx, orderId) : await storeAt(tx, order.locationId));
  if (!order || !store) return undefined;
  const [delivery] = await tx.list(orderDeliveries, { orderId });
  const customer = order.customerId ? await tx.get(customers, { id: order.customerId }) : undefined;
  const country = delivery?.country ?? customer?.country ?? null;
  // English stands for countries that there is no word of: there the shop's own language is known better.
  const known = country === null ? 'en' : languageFor(country, store.locale);
  const language = known === 'en' ? store.locale : known;
  const tries = await tx.list(duePayments, { orderId });
  return {
    ...{ order, store, country, toPay: await payable(tx, order) },
    lines: (await tx.list(orderLines, { orderId })).sort((a, b) => a.position - b.position),
    tries: tries.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)),
    locale: store.locale.startsWith(language) ? store.locale : language,
  };
}
