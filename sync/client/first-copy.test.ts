import { expect, test, vi } from 'vitest';
import { simActor, simStore } from '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { writeMeta } from './meta.ts';
import { mutate } from './mutate.ts';
import { machinePlatform } from './platform.ts';
import type { PushResult } from './push-transport.ts';
import type { ShapeFeedRequest } from './shape-feed.ts';
import { startSync } from './start-sync.ts';
import type { SyncStatus } from './status.ts';

const row = {
  t: 'row',
  op: 'upsert',
  lsn: null,
  position: 0,
  values: { id: crypto.randomUUID(), sku: 's-1', title: 't', price: '100' },
} as const;
const known = { lastSeq: 0, outcomes: [], cloud: { systemId: '1', timeline: 1 }, lsn: '100', now: 1 };

test('a desk that begins asks for no shape before the cloud has said which one it is, and stops all the same', async () => {
  const database = memoryDesk(deskTables());
  const feeds: string[] = [];
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<PushResult>();
  const sync = await startSync({
    database,
    platform: machinePlatform(),
    transport: {
      send: () => {
        asked.resolve();
        return answer.promise;
      },
    },
    openFeed: ({ table }) => {
      feeds.push(table);
      return { stop: () => {}, refresh: () => {} };
    },
    onTablesChanged: () => {},
    onStatus: () => {},
    onBug: (error) => {
      throw error;
    },
  });
  await asked.promise;
  expect(feeds).toEqual([]);
  answer.resolve({ kind: 'answered', response: known });
  await vi.waitUntil(() => feeds.length > 0);
  await sync.stop();
  database.close();
});

test('the end of the first copy is told, though its last batch comes in the same second and the cloud is quiet after', async () => {
  const database = memoryDesk(deskTables());
  const told: SyncStatus[] = [];
  const feeds: ShapeFeedRequest[] = [];
  const sync = await startSync({
    database,
    // The clock stands still: all comes within one second.
    platform: { ...machinePlatform(), now: () => 1_700_000_000_000 },
    transport: { send: async () => ({ kind: 'answered', response: known }) },
    openFeed: (request) => {
      feeds.push(request);
      return { stop: () => {}, refresh: () => {} };
    },
    onTablesChanged: () => {},
    onStatus: (status) => told.push(status),
    onBug: (error) => {
      throw error;
    },
  });
  await vi.waitUntil(() => feeds.length > 0);
  for (const { onBatch } of feeds) {
    await onBatch({ messages: [{ t: 'up-to-date', lsn: 100 }], handle: 'h-1', offset: '0_0' });
    // Long enough for each batch to be told apart from the next.
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  expect(sync.status().initial).toBeNull();
  expect(told.at(-1)?.initial).toBeNull();
  await sync.stop();
  database.close();
});

test('a copy that a restart broke off replaces nothing of a desk that has work of its own before the cloud was heard', async () => {
  const database = memoryDesk(deskTables());
  await database.transaction('background', async (connection) => {
    writeMeta(connection, 'client_id', crypto.randomUUID());
    writeMeta(connection, 'next_seq', '1');
    writeMeta(connection, 'system_id', '1');
    writeMeta(connection, 'timeline', '1');
  });
  const sale = { name: 'sim.recordSale', args: { itemId: crypto.randomUUID(), units: 1 }, occurredAt: 1 };
  const who = { actor: simActor, deviceId: crypto.randomUUID(), store: simStore, mutationId: crypto.randomUUID() };
  await mutate(database, { ...sale, ...who });
  const answer = Promise.withResolvers<PushResult>();
  const answers = [answer.promise];
  const feeds: ShapeFeedRequest[] = [];
  const sync = await startSync({
    database,
    platform: machinePlatform(),
    transport: { send: async () => answers.pop() ?? { kind: 'later', afterMs: 60_000, reason: 'busy' } },
    openFeed: (request) => {
      feeds.push(request);
      return { stop: () => {}, refresh: () => {} };
    },
    onTablesChanged: () => {},
    onStatus: () => {},
    onBug: (error) => {
      throw error;
    },
  });
  await vi.waitUntil(() => feeds.length > 0);
  const phases = () => database.read(`SELECT phase FROM sync_shapes WHERE table_name = 'sim_items'`);
  const items = feeds.find(({ table }) => table === 'sim_items');
  let isIn = false;
  const takenIn = items?.onBatch({ messages: [row], handle: 'h-1', offset: '0_0' }).then(() => {
    isIn = true;
  });
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect([isIn, phases()]).toEqual([false, []]);
  answer.resolve({ kind: 'answered', response: { ...known, lastSeq: 1 } });
  await takenIn;
  expect(phases()).toEqual([{ phase: 'filling' }]);
  await sync.stop();
  database.close();
});
