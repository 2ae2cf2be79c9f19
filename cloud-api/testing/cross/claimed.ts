import { randomUUID } from 'node:crypto';

/** An order that left, of which something was damaged; a text wherever one can stand. */
export async function claimSomething(
  command: (name: string, args: unknown) => Promise<unknown>,
  rows: (path: string) => Promise<{ id: string }[]>,
  variantId: string,
  text: string,
): Promise<void> {
  const orderId = randomUUID();
  const lines = [{ key: 'a', variantId, quantity: 1 }];
  const order = { orderId, customerId: null, customerName: text, shipping: 0, payment: 'test', lines };
  await command('orders.placeOnline', order);
  await command('orders.fulfil', { orderId, how: 'shipped' });
  const [line] = await rows(`/v1/order-lines?orderId=${orderId}`);
  const claimed = { claimId: randomUUID(), orderId, reason: 'damaged', remedy: 'refund', goodsBack: true, note: text };
  await command('claims.record', { ...claimed, lines: [{ lineId: line?.id, quantity: 1 }] });
}
