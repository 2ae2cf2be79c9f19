import type { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { type PlainRow, plainTable } from '@tillhouse/shared/data/plain-tx.ts';
import { duePayments } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import { type CheckoutAttempt, checkoutAttempts, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { perVariant } from '@tillhouse/shared/domains/inventory/rules.ts';
import { reservations, stockLevels, stockPeriods } from '@tillhouse/shared/domains/inventory/schema.ts';
import { onlinePoint } from '@tillhouse/shared/domains/invoices/document.ts';
import { invoiceCounters, invoices } from '@tillhouse/shared/domains/invoices/schema.ts';
import { orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { paymentAttempts } from '@tillhouse/shared/domains/orders/payment-attempt-schema.ts';
import { orderChanges, orderCounters, orderLines, orders, tenders } from '@tillhouse/shared/domains/orders/schema.ts';
import { localDayAndHour, localMonth } from '@tillhouse/shared/kernel/instant.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { RulesKept } from './rules-kept.ts';
import type { Ahead } from './saga-writes.ts';

/**
 * What the commands of the saga are going to read, in the order in which they lock. It is a guess that saves trips: what is missing
 * here is read when it is asked for, what is too much was read for nothing.
 */
export function placing(rules: RulesKept, tenantId: string, attempt: CheckoutAttempt, now: number): Ahead {
  const { id: attemptId, orderId, checkoutId, frozen } = attempt;
  const { locationId, lines, shippingDiscounts } = frozen;
  const goods = perVariant(lines.filter(({ tracked }) => tracked)).map(({ variantId }) => ({ variantId, locationId }));
  const reserved = idFor(attemptId, 'reserve');
  const held = goods.map(({ variantId }) => ({ id: idFor(reserved, `reservation:${variantId}:${locationId}`) }));
  const month = localMonth(now, rules.guess(tenantId)?.context.timeZone ?? frozen.timeZone);
  // Offers with limits are locked before numbers and stock.
  const offers = shippingDiscounts.length > 0 || lines.some(({ discounts }) => discounts.length > 0);
  const withLocks = (late: LateWrites) => [
    late.learn(plainTable(orderCounters), [{ series: 'online' }], true),
    late.learn(plainTable(reservations), held, true),
    late.learn(plainTable(stockLevels), goods, true),
    late.learn(
      plainTable(stockPeriods),
      goods.map((key) => ({ ...key, month })),
      true,
    ),
  ];
  return {
    name: 'orders.placeHeld',
    label: 'place',
    learn: (late) => [
      late.learn(plainTable(orders), [{ id: orderId }]),
      late.learn(plainTable(checkouts), [{ id: checkoutId }]),
      late.learnLists(plainTable(checkoutAttempts), [{ checkoutId }]),
      ...(offers ? [] : withLocks(late)),
      late.learnLists(plainTable(reservations), [{ orderId }]),
    ],
  };
}

export function capturing(
  rules: RulesKept,
  tenantId: string,
  attempt: CheckoutAttempt,
  { captured, now }: { readonly captured: number; readonly now: number },
): Ahead | undefined {
  if (captured <= attempt.captured) return undefined;
  const { id: attemptId, orderId } = attempt;
  const { storeId, customerId } = attempt.frozen;
  const label = `captured ${captured}`;
  const changeId = idFor(idFor(attemptId, label), 'change');
  const store = rules.guess(tenantId)?.storeOf(storeId);
  const series = (): PlainRow[] => {
    if (!store) return [];
    const year = Number(localDayAndHour(now, store.timeZone).date.slice(0, 4));
    return [{ registerId: store.id, generation: onlinePoint(store).generation, year, kind: 'invoice' }];
  };
  return {
    name: 'orders.recordCapture',
    label,
    learn: (late) => [
      late.learn(plainTable(orders), [{ id: orderId }], true),
      late.learn(plainTable(paymentAttempts), [{ id: attemptId }], true),
      late.learn(plainTable(orderChanges), [{ id: changeId }]),
      ...[tenders, duePayments, invoices, checkouts, orderLines, orderDeliveries].map((table) =>
        late.learnLists(plainTable<never>(table as never), [{ orderId }]),
      ),
      late.learn(plainTable(customers), customerId === null ? [] : [{ id: customerId }]),
      late.learn(plainTable(invoiceCounters), series(), true),
    ],
  };
}
