import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { devices } from '@tillhouse/shared/domains/access/schema.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeskFile, openSealedDesk } from '../database/open-desk.ts';
import { layRows } from '../testing/lay-rows.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { fileKeyStore } from './key-store.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
const spare = randomUUID();

const openFile = (): Promise<DeskFile> =>
  openSealedDesk(join(folder.dataDir, 'desk.sqlite'), fileKeyStore(join(folder.dataDir, 'data.key')), () => {});

/** As sync brings it: this desk and a spare one, which took the first till over or did not. */
async function layDevices(takenOver: boolean): Promise<void> {
  const file = await openFile();
  const device = { kind: 'till', publicKey: '', enrolledAt: 0, enrolledBy: null } as const;
  const status = 'enrolled' as const;
  const locationIds = [seedIds.bath];
  await file.transaction('foreground', async (connection) => {
    layRows(connection, devices, [
      { ...device, status, locationIds, months: null, id: seedIds.device, name: 'Counter', registerId: null },
      {
        ...device,
        status,
        locationIds,
        months: null,
        id: spare,
        name: 'Spare till',
        registerId: takenOver ? seedIds.till : null,
      },
    ]);
    if (takenOver) connection.runNow('UPDATE registers SET generation = 2 WHERE id = ?', [seedIds.till]);
  });
  await file.close();
}
const register = async (id: string) =>
  (await desk.bridge.query('session.state', {})).registers.find((one) => one.id === id);

beforeEach(async () => {
  folder = await seededFolder();
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

test('on a register that another device took over nothing is booked any more; its basket is parked for the next one', async () => {
  await layDevices(false);
  desk = await bootDesk(folder.dataDir);
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
  await desk.host.close();
  await layDevices(true);
  desk = await bootDesk(folder.dataDir);
  await desk.bridge.call('session.setRegister', { registerId: seedIds.till });

  expect(await register(seedIds.till)).toMatchObject({ takenBy: 'Spare till', soldBy: 'Spare till', generation: 2 });
  const taken = { code: 'desk.register-taken', message: expect.stringContaining('“Spare till” took it over') };
  await expect(payCash(desk.bridge, 1_000)).rejects.toMatchObject(taken);
  const args = { sessionId: seedIds.drawer, registerId: seedIds.till };
  const cash = desk.bridge.mutate('register.moveCash', { ...args, kind: 'paid-in', amount: 500, reason: 'change' });
  await expect(cash).rejects.toMatchObject(taken);
  const close = desk.bridge.mutate('register.closeSession', { ...args, counted: 0, note: '' });
  await expect(close).rejects.toMatchObject(taken);

  await desk.bridge.call('session.setRegister', { registerId: seedIds.secondTill });
  const basket = await desk.bridge.query('till.basket', {});
  expect(basket).toMatchObject({ lines: [], parked: [{ total: 202 }] });
  await desk.bridge.call('basket.resume', { parkedId: basket.parked[0]?.id ?? '' });
  await desk.bridge.mutate('register.openSession', {
    sessionId: randomUUID(),
    registerId: seedIds.secondTill,
    float: 0,
  });
  expect((await payCash(desk.bridge, 1_000)).number).toBe('B2-1');
});

test('the gun of a register is kept as it was measured there, by who may set devices up', async () => {
  desk = await bootDesk(folder.dataDir);
  const gun = { medianGap: 81, longestGap: 100, prefix: '', usPositions: false };
  const save = (settings: typeof gun | null) =>
    desk.bridge.call('devices.saveGun', { registerId: seedIds.till, settings });
  await save(gun);
  expect((await desk.bridge.query('till.devices', {})).gun).toEqual(gun);
  await expect(save({ ...gun, medianGap: 200 })).rejects.toMatchObject({ kind: 'invalid' });
  await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
  await expect(save(null)).rejects.toMatchObject({ code: 'access.forbidden' });
  expect((await desk.bridge.query('till.devices', {})).gun).toEqual(gun);
});

test('taken back, a register goes on in the next series, and the drawer that stood open there goes along', async () => {
  await layDevices(true);
  desk = await bootDesk(folder.dataDir);
  await desk.bridge.mutate('register.takeOver', { registerId: seedIds.till, generation: 2 });
  expect(await register(seedIds.till)).not.toHaveProperty('takenBy');
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  expect((await payCash(desk.bridge, 1_000)).number).toBe('B1-3-1');
});

test('who sold last on a register is named to who would choose it, and may be the same device', async () => {
  await layDevices(false);
  desk = await bootDesk(folder.dataDir);
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  await payCash(desk.bridge, 1_000);
  expect(await register(seedIds.till)).not.toHaveProperty('soldBy');
  await desk.host.close();
  const file = await openFile();
  await file.transaction('foreground', async (connection) =>
    connection.runNow('UPDATE orders SET device_id = ?', [spare]),
  );
  await file.close();
  desk = await bootDesk(folder.dataDir);
  const seen = await register(seedIds.till);
  expect(seen).toMatchObject({ soldBy: 'Spare till' });
  expect(seen).not.toHaveProperty('takenBy');
});

test('a register that nobody sold on is told to the cloud when it is chosen, once; one that sold is not', async () => {
  await layDevices(false);
  desk = await bootDesk(folder.dataDir);
  const claims = async () => {
    await desk.host.close();
    const file = await openFile();
    const rows = file.reader.all("SELECT args FROM sync_outbox WHERE name = 'register.claim'");
    await file.close();
    desk = await bootDesk(folder.dataDir);
    return rows.length;
  };
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  await payCash(desk.bridge, 1_000);
  await desk.bridge.call('session.setRegister', { registerId: seedIds.till });
  expect(await claims()).toBe(0);
  await desk.bridge.call('session.setRegister', { registerId: seedIds.secondTill });
  expect(await claims()).toBe(1);
  await desk.bridge.call('session.setRegister', { registerId: seedIds.secondTill });
  expect(await claims()).toBe(1);
});
