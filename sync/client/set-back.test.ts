import { expect, test } from 'vitest';
import '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
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
