import { expect, test } from 'vitest';
import { simActor, simStore } from '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { mutate } from './mutate.ts';
import { machinePlatform } from './platform.ts';
import { Puller, SetBack } from './pull.ts';
import { sendKeptAgain } from './renumber.ts';

const upTo = (lsn: number) => ({ messages: [{ t: 'up-to-date' as const, lsn }], handle: 'h-1', offset: '0_0' });

test('what a cloud told before it was set back is not laid down after it', async () => {
  const database = memoryDesk(deskTables());
  const puller = new Puller({ database, platform: machinePlatform(), onTablesChanged: () => {} });
  for (const name of puller.shapes.keys()) await puller.receive(name, upTo(1_000));
  const frontiers = () => [...new Set(database.read('SELECT frontier FROM sync_shapes').map((row) => row.frontier))];
  expect(frontiers()).toEqual([1_000]);

  await database.transaction('background', async (connection) => {
    sendKeptAgain(connection, crypto.randomUUID());
  });
  // It was on its way while the answer to a push told of it.
  for (const name of puller.shapes.keys()) await expect(puller.receive(name, upTo(2_000))).rejects.toThrow(SetBack);
  expect(frontiers()).toEqual([0]);

  puller.reload();
  for (const name of puller.shapes.keys()) await puller.receive(name, upTo(50));
  expect(frontiers()).toEqual([50]);
  database.close();
});

test('stock whose first count a cloud that was set back has lost is shown as the sales here make it', async () => {
  const database = memoryDesk(deskTables());
  const puller = new Puller({ database, platform: machinePlatform(), onTablesChanged: () => {} });
  const [itemId, deviceId, other] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const level = (id: string, onHand: string) => {
    const values = { item_id: id, on_hand: onHand, reserved: '2' };
    return { t: 'row' as const, op: 'upsert' as const, lsn: null, position: 0, values };
  };
  for (const name of puller.shapes.keys()) {
    const messages = name === 'sim_levels' ? [level(itemId, '20'), level(other, '7')] : [];
    await puller.receive(name, { ...upTo(1_000), messages: [...messages, ...upTo(1_000).messages] });
  }
  const sell = (units: number) =>
    mutate(database, {
      name: 'sim.recordSale',
      args: { itemId, units },
      ...{ actor: simActor, store: simStore, deviceId, occurredAt: 1_700_000_000_000, mutationId: crypto.randomUUID() },
    });
  const shown = () => database.read('SELECT item_id, on_hand, reserved FROM sim_levels ORDER BY on_hand');
  await sell(3);
  expect(shown()).toMatchObject([{ on_hand: 7 }, { item_id: itemId, on_hand: 17 }]);

  await database.transaction('background', async (connection) => sendKeptAgain(connection, crypto.randomUUID()));
  puller.reload();
  // Sold while the copy of the cloud that came back is on its way.
  await sell(1);
  for (const name of puller.shapes.keys()) await puller.receive(name, upTo(50));
  expect(shown()).toEqual([{ item_id: itemId, on_hand: -4, reserved: 0 }]);
  await sell(2);
  expect(shown()).toEqual([{ item_id: itemId, on_hand: -6, reserved: 0 }]);
  database.close();
});
