import { join } from 'node:path';
import { parkedBaskets, type ParkedBasket } from '@tillhouse/shared/domains/register/parked-schema.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeskFile, openSealedDesk } from '../database/open-desk.ts';
import { openSealedReader } from '../keys/sealed-reader.ts';
import { fileKeyStore } from '../session/key-store.ts';
import { layRows } from '../testing/lay-rows.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

/** What other tills of the location parked, as sync brings it; this desk is alone with its file. */
const THERE = '00000000-0000-4000-8000-000000000601';
const OTHER_SALE = '00000000-0000-4000-8000-000000000602';
const lies: ParkedBasket = {
  ...{ id: THERE, locationId: seedIds.bath, registerId: seedIds.secondTill, name: 'green coat', customerId: null },
  ...{ units: 2, total: 9_999, currency: 'GBP', parkedByName: 'Tom Reed', parkedAt: 1 },
  content: {
    lines: [
      { variantId: seedIds.variant(1), quantity: 2, touchedBy: 'scan' },
      { variantId: null, title: 'Gift wrap', unitPrice: 350, taxClass: 'standard', quantity: 1, touchedBy: 'hand' },
      {
        ...{ variantId: seedIds.variant(2), quantity: 1, touchedBy: 'hand' },
        given: { percent: '10/100', reason: 'chip on base' },
      },
    ],
    coupons: [],
    draftId: null,
  },
  ...{ ended: null, endedAt: null, endedRegisterId: null, endedByName: null, orderId: null },
};

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

const openFile = (): Promise<DeskFile> =>
  openSealedDesk(join(folder.dataDir, 'desk.sqlite'), fileKeyStore(join(folder.dataDir, 'data.key')), () => {});

/** The till is off while what the cloud says is laid into its file. */
async function hears(row: ParkedBasket): Promise<void> {
  await desk?.host.close();
  const file = await openFile();
  await file.transaction('foreground', async (connection) => {
    connection.runNow('DELETE FROM parked_baskets WHERE id = ?', [row.id]);
    layRows(connection, parkedBaskets, [row]);
  });
  await file.close();
  desk = await bootDesk(folder.dataDir);
}
const basket = () => desk.bridge.query('till.basket', {});
/** What waits for the cloud, by name. */
function queued(name: string): Record<string, unknown>[] {
  const reader = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
  const rows = reader.all<{ args: string }>('SELECT args FROM sync_outbox WHERE name = ? ORDER BY order_no', [name]);
  reader.close();
  return rows.map(({ args }) => JSON.parse(args) as Record<string, unknown>);
}

beforeEach(async () => {
  folder = await seededFolder({ products: 4 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

test('what another till parked is seen with who and what, taken up as it was at the prices of now, and sold as that basket', async () => {
  await hears(lies);
  const { parked } = await basket();
  expect(parked).toEqual([
    {
      ...{ id: THERE, name: 'green coat', total: 9_999, parkedAt: 1, units: 2 },
      ...{ at: 'Bath till 2', by: 'Tom Reed', elsewhere: true },
    },
  ]);
  const taken = await desk.bridge.call('basket.resume', { parkedId: THERE });
  // 2 × 1.01, 3.50 and 1.02 less ten per cent
  expect(taken).toMatchObject({ total: 202 + 350 + 92, parked: [], twice: null });
  expect(taken.lines.map(({ quantity }) => quantity)).toEqual([2, 1, 1]);
  expect(queued('register.endParked')).toMatchObject([{ parkedId: THERE, orderId: taken.id }]);
  await expect(desk.bridge.call('basket.resume', { parkedId: THERE })).rejects.toMatchObject({
    code: 'basket.parked-gone',
  });
  await payCash(desk.bridge, 1_000);
  expect(queued('register.recordSale')).toMatchObject([{ orderId: taken.id, parkedId: THERE }]);
});

test('where it goes to is parked with it, at this till and for every other one', async () => {
  const deliver = {
    ...{
      kind: 'ship' as const,
      locationId: seedIds.bath,
      recipient: 'Bo Field',
      address: '3 Mill Lane\nFrome BA11 1AA',
    },
    ...{ country: 'GB', method: '', email: 'bo@people.example', phone: null },
  };
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 3 });
  await desk.bridge.call('basket.setDeliver', { deliver });
  const { parked } = await desk.bridge.call('basket.park', { name: 'for Bo' });
  expect(queued('register.parkBasket')).toMatchObject([{ content: { deliver } }]);
  expect(await basket()).toMatchObject({ deliver: null });
  expect(await desk.bridge.call('basket.resume', { parkedId: parked[0]?.id ?? '' })).toMatchObject({ deliver });
  await desk.bridge.call('basket.clear', {});
  await hears({
    ...lies,
    content: { ...lies.content, lines: lies.content?.lines ?? [], coupons: [], draftId: null, deliver },
  });
  const taken = await desk.bridge.call('basket.resume', { parkedId: THERE });
  expect(taken).toMatchObject({ deliver });
  await payCash(desk.bridge, 1_000);
  expect(queued('register.recordSale')).toMatchObject([{ orderId: taken.id, deliver: { recipient: 'Bo Field' } }]);
});

test('where the cloud gave it to another till meanwhile this one is told, and goes on if it must', async () => {
  await hears(lies);
  const { id } = await desk.bridge.call('basket.resume', { parkedId: THERE });
  const ended = { ended: 'taken', endedAt: 5, endedRegisterId: seedIds.secondTill, endedByName: 'Tom Reed' } as const;
  await hears({ ...lies, ...ended, orderId: OTHER_SALE, name: '', content: null });
  expect(await basket()).toMatchObject({ id, twice: { by: 'Tom Reed', at: 'Bath till 2', number: null } });
  await payCash(desk.bridge, 1_000);
  expect(queued('register.recordSale')).toMatchObject([{ orderId: id, parkedId: THERE }]);
  // Another basket is none of that.
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  expect(await basket()).toMatchObject({ twice: null });
});

test('what was parked here is told to the others, and is gone here once one of them took it up', async () => {
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 3 });
  const { parked } = await desk.bridge.call('basket.park', { name: 'lady with the dog' });
  expect(parked).toMatchObject([{ name: 'lady with the dog', total: 303, by: expect.any(String), units: 3 }]);
  expect(parked[0]).not.toHaveProperty('elsewhere');
  const [said] = queued('register.parkBasket');
  expect(said).toMatchObject({
    ...{ fromRegisterId: seedIds.till, locationId: seedIds.bath, total: 303, units: 3 },
    content: { lines: [{ variantId: seedIds.variant(1), quantity: 3 }] },
  });
  const ended = { ended: 'taken', endedAt: 5, endedRegisterId: seedIds.secondTill, endedByName: 'Tom Reed' } as const;
  await hears({ ...lies, ...ended, id: String(said?.parkedId), orderId: OTHER_SALE, name: '', content: null });
  expect(await basket()).toMatchObject({ parked: [] });
  await expect(desk.bridge.call('basket.resume', { parkedId: parked[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'basket.parked-gone',
  });
});

test('thrown away it is gone here and at every till; a gift card stays at the till that knows its code', async () => {
  await hears(lies);
  expect(await desk.bridge.call('basket.discardParked', { parkedId: THERE })).toMatchObject({ parked: [] });
  expect(queued('register.endParked')).toEqual([expect.objectContaining({ parkedId: THERE, orderId: null })]);
  await desk.bridge.call('basket.addGiftCard', { amount: 2_500 });
  const { parked } = await desk.bridge.call('basket.park', {});
  expect(parked).toMatchObject([{ total: 2_500 }]);
  expect(queued('register.parkBasket')).toEqual([]);
  expect(await desk.bridge.call('basket.discardParked', { parkedId: parked[0]?.id ?? '' })).toMatchObject({
    parked: [],
  });
});
