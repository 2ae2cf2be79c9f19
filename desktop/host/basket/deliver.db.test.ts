import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptPaper } from '../devices/printers/receipt-paper.ts';
import { payCard } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
beforeAll(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const deliver = {
  kind: 'ship',
  locationId: seedIds.melksham,
  ...{ recipient: 'Ann Weaver', address: '1 Mill Lane\nFrome' },
  ...{ country: null, method: '', email: null, phone: null },
} as const;

test('a basket is paid at the till and leaves as an order does, from the place that was chosen', async () => {
  const { bridge } = desk;
  await bridge.call('basket.add', { variantId: seedIds.variant(6), quantity: 2 });
  expect(await bridge.call('basket.setDeliver', { deliver })).toMatchObject({ deliver });
  const receipt = await payCard(bridge, '77');
  expect(receipt.later).toEqual({
    kind: 'ship',
    recipient: 'Ann Weaver',
    address: '1 Mill Lane\nFrome',
    place: 'Melksham',
  });
  const paper = JSON.stringify(receiptPaper(receipt, 'receipt'));
  expect(paper).toContain('Will be sent to Ann Weaver');
  const { orderId } = receipt;
  const page = await bridge.query('orders.page', { id: orderId });
  expect(page).toMatchObject({ fulfilmentStatus: 'to-pick', paymentStatus: 'paid' });
  await bridge.mutate('orders.fulfil', { orderId, how: 'shipped', tracking: 'RM1' });
  expect(await bridge.query('orders.page', { id: orderId })).toMatchObject({ fulfilmentStatus: 'shipped' });
});

test('taken with them after all, it is sold as ever; a payment or a card is not sent', async () => {
  const { bridge } = desk;
  await bridge.call('basket.add', { variantId: seedIds.variant(6) });
  await bridge.call('basket.setDeliver', { deliver });
  expect(await bridge.call('basket.setDeliver', { deliver: null })).toMatchObject({ deliver: null });
  expect((await payCard(bridge, '78')).later).toBeUndefined();
  await bridge.call('basket.addGiftCard', { amount: 1_000 });
  await expect(bridge.call('basket.setDeliver', { deliver })).rejects.toMatchObject({ code: 'basket.not-to-send' });
});
