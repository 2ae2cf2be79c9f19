import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { vi } from 'vitest';

/** The cloud has heard that it left, and who bought it would be written to. */
async function toldBuyer(databaseUrl: string, orderId: string): Promise<void> {
  const admin = new pg.Client(databaseUrl);
  await admin.connect();
  await vi.waitFor(
    async () => {
      const { rows } = await admin.query('SELECT next_at FROM order_letters WHERE order_id = $1', [orderId]);
      if (rows.length !== 1 || rows[0].next_at !== null) throw new Error('no letter about an order was laid down');
    },
    { timeout: 60_000, interval: 50 },
  );
  await admin.end();
}

/** An order that left and is on its way, of which something was damaged; a text wherever one can stand. */
export async function claimSomething(
  command: (name: string, args: unknown) => Promise<unknown>,
  rows: (path: string) => Promise<{ id: string }[]>,
  { variantId, text, databaseUrl }: { readonly variantId: string; readonly text: string; readonly databaseUrl: string },
): Promise<void> {
  const orderId = randomUUID();
  const lines = [{ key: 'a', variantId, quantity: 1 }];
  const order = { orderId, customerId: null, customerName: text, shipping: 0, payment: 'test', lines };
  await command('orders.placeOnline', order);
  await command('orders.fulfil', { orderId, how: 'shipped' });
  const [parcel] = await rows(`/v1/fulfilments?orderId=${orderId}`);
  const on = { fulfilmentId: parcel?.id, state: 'in-transit', at: Date.now(), place: text, words: text };
  await command('orders.trackParcel', on);
  await toldBuyer(databaseUrl, orderId);
  const [line] = await rows(`/v1/order-lines?orderId=${orderId}`);
  const claimed = { claimId: randomUUID(), orderId, reason: 'damaged', remedy: 'refund', goodsBack: true, note: text };
  await command('claims.record', { ...claimed, lines: [{ lineId: line?.id, quantity: 1 }] });
}
