import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
beforeAll(async () => {
  folder = await seededFolder({ products: 10, variantsEach: 1 });
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

test('parcels of an order are suggested from boxes that are used and from what is known of its goods', async () => {
  const { bridge } = desk;
  const variantId = seedIds.variant(4);
  await bridge.call('basket.add', { variantId, quantity: 2 });
  const { orderId } = await payCash(bridge, 2_000);
  const size = { length: 120, width: 95, height: 100 };
  const box = { id: randomUUID(), name: 'Mug box', length: 140, width: 120, height: 120, wall: 3, ownGrams: 60 };
  await bridge.mutate('shipping.saveBox', { box: { ...box, mostGrams: null, active: true } });
  await bridge.mutate('shipping.saveBox', { box: { ...box, id: randomUUID(), mostGrams: 900, active: false } });
  const { rows } = await bridge.query('products.index', {
    offset: 0,
    limit: 10,
    view: 'selling',
    search: 'SKU-000004',
  });
  const facts = [{ variantId: null, hsCode: '', origin: '', grams: 380, size }];
  await bridge.mutate('catalog.setCustoms', { productId: rows[0]?.id, facts });
  expect(await bridge.query('orders.packing', { id: orderId })).toEqual({
    boxes: [{ ...box, mostGrams: null, active: true }],
    facts: { [variantId]: { hsCode: '', origin: '', grams: 380, size } },
  });
  expect((await bridge.query('delivery.index', {})).boxes).toMatchObject([{ active: true }, { active: false }]);
});
