import type { DeskFile } from '@tillhouse/desktop/host/database/open-desk.ts';
import { layRows } from '@tillhouse/desktop/host/testing/lay-rows.ts';
import { seedId, seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import { noQuantities } from '@tillhouse/shared/domains/inventory/rules.ts';
import { stockLevels } from '@tillhouse/shared/domains/inventory/schema.ts';
import { type Order, orderLines, orders, tenders } from '@tillhouse/shared/domains/orders/schema.ts';
import { buyerOf, firstName, lastName } from './lay-orders.ts';

export const deskOrderId = (n: number) => seedId('e0', n);
export const deskLineId = (n: number, at: number) => seedId('e1', n * 3 + at);

/** A desk's own orders of the last months, every third online; those numbered below `open` are still to send, three lines each. */
export async function layDeskOrders(desk: DeskFile, count: number, open: number): Promise<void> {
  const chunk = 2_000;
  const level = { ...noQuantities, locationId: seedIds.bath, onHand: 100_000, committed: 50_000 };
  const variants = Array.from({ length: 1_000 }, (_none, n) => ({ ...level, variantId: seedIds.variant(n) }));
  await desk.transaction('background', async (connection) => layRows(connection, stockLevels, variants));
  for (let start = 0; start < count; start += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, count - start) }, (_none, at) => start + at);
    await desk.transaction('background', async (connection) => {
      layRows(
        connection,
        orders,
        numbers.map((n) => orderOf(n, open)),
      );
      layRows(
        connection,
        orderLines,
        numbers.filter((n) => n < open).flatMap((n) => [0, 1, 2].map((position) => lineOf(n, position))),
      );
      layRows(
        connection,
        tenders,
        numbers
          .filter((n) => n < open)
          .map((n) => ({
            ...{
              id: seedId('e2', n),
              orderId: deskOrderId(n),
              kind: 'test' as const,
              amount: 3_000,
              given: 0,
              change: 0,
            },
            ...{
              currency: 'GBP',
              reference: 'test',
              originalTenderId: null,
              card: null,
              share: null,
              foreignCash: null,
              placedAt: placed(n),
              month: day(n).slice(0, 7),
            },
          })),
      );
    });
  }
}

const placed = (n: number) => Date.now() - (n % 100) * 86_400_000 - (n % 9) * 3_600_000;
const day = (n: number) => new Date(placed(n)).toISOString().slice(0, 10);

function orderOf(n: number, open: number): Order {
  const waits = n < open;
  const online = waits || n % 3 === 0;
  const { first, last } = buyerOf(n);
  return {
    ...{ id: deskOrderId(n), number: online ? `#${10_000 + n}` : `B1-${n}`, channel: online ? 'online' : 'till' },
    ...{ kind: n % 29 === 28 ? 'return' : 'sale', status: waits ? 'placed' : 'closed' },
    ...{ paymentStatus: n % 1_009 === 1_008 ? 'unpaid' : 'paid', fulfilmentStatus: waits ? 'to-pick' : 'handed-over' },
    ...{ customerId: null, customerName: `${firstName(first)} ${lastName(last)}`, locationId: seedIds.bath },
    ...{ registerId: null, sessionId: null, currency: 'GBP', pricesIncludeTax: true, taxRelief: null, subtotal: 3_000 },
    ...{
      discountTotal: 0,
      taxTotal: 501,
      shippingTotal: 0,
      shippingTax: 0,
      shippingTaxed: null,
      feeTotal: 0,
      rounding: 0,
      total: 3_000,
      paid: 3_000,
      due: 0,
    },
    ...{ units: 3, originalOrderId: null, historical: false, externalRef: null, actorId: seedIds.owner },
    ...{ actorName: 'Priya Nair', deviceId: null, placedAt: placed(n), businessDate: day(n) },
    ...{ businessHour: new Date(placed(n)).getUTCHours(), month: day(n).slice(0, 7), version: 1 },
  };
}

const lineOf = (n: number, position: number) => ({
  ...{ id: deskLineId(n, position), orderId: deskOrderId(n), originalLineId: null, position },
  ...{ variantId: seedIds.variant((n * 7 + position) % 1_000), title: 'Stoneware mug', variantTitle: '' },
  ...{ sku: `SKU-${(n * 7 + position) % 1_000}`, quantity: 1, scale: 0, unitPrice: 1_000, discount: 0, net: 833 },
  ...{ tax: 167, total: 1_000, taxClass: 'standard', taxRate: '20/100', taxes: null, byHand: null },
  ...{ businessDate: day(n), placedAt: placed(n), month: day(n).slice(0, 7) },
});
