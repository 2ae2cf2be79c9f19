import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
beforeAll(async () => {
  folder = await seededFolder({ products: 20 });
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

test('a transfer is listed by where it stands, with what is available where it comes from', async () => {
  const { bridge } = desk;
  const [id, lineId, variantId] = [randomUUID(), randomUUID(), seedIds.variant(4)];
  const { levels, sku } = (await bridge.query('stock.variant', { variantId })) as unknown as {
    levels: { locationId: string; available: number }[];
    sku: string;
  };
  const there = levels.find(({ locationId }) => locationId === seedIds.bath)?.available ?? 0;
  expect(there).toBeGreaterThan(2);
  const found = await bridge.query('transfers.goods', { text: sku, locationId: seedIds.bath });
  expect(found).toMatchObject([{ variantId, sku, available: there }]);
  // A scan is of one item or of none, however well its letters match another.
  const part = { text: sku.slice(0, -1), locationId: seedIds.bath };
  expect((await bridge.query('transfers.goods', part)).length).toBeGreaterThan(0);
  expect(await bridge.query('transfers.goods', { ...part, scanned: true })).toEqual([]);
  expect(await bridge.query('transfers.goods', { text: sku, locationId: seedIds.bath, scanned: true })).toEqual(found);
  const transfer = {
    id,
    number: 'TR-1',
    fromId: seedIds.bath,
    toId: seedIds.melksham,
    note: 'x',
    expectedOn: '2026-11-27',
  };
  await bridge.mutate('inventory.saveTransfer', { transfer, lines: [{ id: lineId, variantId, quantity: 2 }] });
  const index = (view: 'open' | 'coming' | 'done') => bridge.query('transfers.index', { view });
  expect(await index('open')).toMatchObject({
    rows: [{ number: 'TR-1', fromName: 'Bath', toName: 'Melksham', status: 'draft', lines: 1, units: 2, told: 0 }],
    counts: { open: 1, coming: 0, done: 0 },
  });
  await bridge.mutate('inventory.readyTransfer', { transferId: id });
  expect((await bridge.query('transfers.one', { id }))?.items).toMatchObject([{ available: there - 2, quantity: 2 }]);
  await bridge.mutate('inventory.shipTransfer', { transferId: id, carrier: 'Van' });
  expect(await index('coming')).toMatchObject({ rows: [], counts: { coming: 0 } });
  await bridge.call('session.setLocation', { locationId: seedIds.melksham });
  expect(await index('coming')).toMatchObject({ rows: [{ id, status: 'in-transit' }], counts: { open: 1, coming: 1 } });
  const told = [{ lineId, received: 1, rejected: 1, cancelled: 0 }];
  await bridge.mutate('inventory.receiveTransfer', { transferId: id, lines: told, note: 'chipped' });
  expect(await index('done')).toMatchObject({
    rows: [{ id, status: 'received', told: 2 }],
    counts: { open: 0, done: 1 },
  });
  expect(await bridge.query('transfers.one', { id: randomUUID() })).toBeNull();
});
