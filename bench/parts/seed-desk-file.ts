import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { type DeskFile, openDesk } from '@tillhouse/desktop/host/database/open-desk.ts';
import { keepLists } from '@tillhouse/desktop/host/lists/keep-lists.ts';
import { layRows } from '@tillhouse/desktop/host/testing/lay-rows.ts';
import { seedDesk } from '@tillhouse/desktop/host/testing/seed-desk.ts';
import { seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import '@tillhouse/shared/domains/commands.ts';
import { orderLines, orders } from '@tillhouse/shared/domains/orders/schema.ts';

export const deskPin = '260418';

/** A desk's file with so many variants and past orders, made once and then measured. */
export async function seedDeskFile(
  dataDir: string,
  variants: number,
  pastOrders = 0,
  more: (desk: DeskFile) => Promise<void> = async () => {},
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const desk = openDesk(join(dataDir, 'desk.sqlite'), () => {});
  const pinHash = await hash(deskPin, { memoryCost: 8_192, timeCost: 2, parallelism: 1 });
  await seedDesk(desk, { products: variants, pinHash });
  await layHistory(desk, pastOrders);
  await more(desk);
  // As a desk is some seconds after its first copy: its lists derived.
  await keepLists(desk, () => {}).settled();
  await desk.close();
}

/** Orders of the last sixty days, three lines each, for reports to work on. */
async function layHistory(desk: ReturnType<typeof openDesk>, count: number): Promise<void> {
  const uuid = (kind: string, n: number) => `${kind.padEnd(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
  const chunk = 1_000;
  for (let start = 0; start < count; start += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, count - start) }, (_, index) => start + index);
    await desk.transaction('background', async (connection) => {
      const placed = (n: number) => Date.now() - (n % 60) * 86_400_000 - (n % 9) * 3_600_000;
      const day = (n: number) => new Date(placed(n)).toISOString().slice(0, 10);
      layRows(
        connection,
        orders,
        numbers.map((n) => ({
          id: uuid('e0', n),
          number: `B1-${n}`,
          channel: 'till' as const,
          kind: 'sale' as const,
          status: 'closed' as const,
          paymentStatus: 'paid' as const,
          fulfilmentStatus: 'handed-over' as const,
          customerId: null,
          customerName: '',
          locationId: seedIds.bath,
          registerId: seedIds.till,
          sessionId: null,
          currency: 'GBP',
          pricesIncludeTax: true,
          taxRelief: null,
          subtotal: 3_000,
          discountTotal: 0,
          taxTotal: 500,
          shippingTotal: 0,
          shippingTax: 0,
          shippingTaxed: null,
          feeTotal: 0,
          rounding: 0,
          total: 3_000,
          paid: 3_000,
          due: 0,
          units: 3,
          originalOrderId: null,
          historical: false,
          externalRef: null,
          actorId: seedIds.owner,
          actorName: 'Priya Nair',
          deviceId: seedIds.device,
          placedAt: placed(n),
          businessDate: day(n),
          version: 1,
          businessHour: new Date(placed(n)).getUTCHours(),
          month: day(n).slice(0, 7),
        })),
      );
      layRows(
        connection,
        orderLines,
        numbers.flatMap((n) =>
          [0, 1, 2].map((position) => ({
            id: uuid('e1', n * 3 + position),
            orderId: uuid('e0', n),
            originalLineId: null,
            position,
            variantId: seedIds.variant((n * 7 + position) % 1_000),
            title: 'Stoneware mug',
            variantTitle: '',
            sku: `SKU-${(n * 7 + position) % 1_000}`,
            quantity: 1,
            scale: 0,
            unitPrice: 1_000,
            discount: 0,
            net: 833,
            tax: 167,
            total: 1_000,
            taxClass: 'standard',
            taxRate: '20/100',
            ...{ taxes: null, byHand: null },
            businessDate: day(n),
            placedAt: placed(n),
            month: day(n).slice(0, 7),
          })),
        ),
      );
    });
  }
}
