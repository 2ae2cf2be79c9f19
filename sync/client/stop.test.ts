import { expect, test } from 'vitest';
import '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { items, simActor, simStore } from '../testing/sim-domain.ts';
import { writeMeta } from './meta.ts';
import { machinePlatform } from './platform.ts';
import type { Signal } from './aborter.ts';
import type { PushTransport } from './push-transport.ts';
import type { ShapeFeedRequest, ShapeMessage } from './shape-feed.ts';
import { startSync } from './start-sync.ts';
import type { Sync } from './sync-options.ts';

const busy: PushTransport = { send: async () => ({ kind: 'later', afterMs: 60_000, reason: 'busy' }) };

/** A desk that knows its cloud, whose file tells of each transaction, with a cloud that never takes a push. */
async function started(transport = busy): Promise<{
  database: ReturnType<typeof memoryDesk>;
  sync: Sync;
  feed: ShapeFeedRequest;
  written: () => number;
  refreshed: () => number;
  close: () => void;
}> {
  const database = memoryDesk(deskTables());
  await database.transaction('background', async (connection) => writeMeta(connection, 'system_id', '1'));
  const feeds: ShapeFeedRequest[] = [];
  let written = 0;
  let refreshed = 0;
  const sync = await startSync({
    database: {
      ...database,
      transaction: (priority, work) => {
        written += 1;
        return database.transaction(priority, work);
      },
      repeatable: (work) => {
        written += 1;
        return database.repeatable(work);
      },
    },
    platform: machinePlatform(),
    transport,
    openFeed: (request) => {
      feeds.push(request);
      return { stop: () => {}, refresh: () => (refreshed += 1) };
    },
    onTablesChanged: () => {},
    onStatus: () => {},
    onBug: (error) => {
      throw error;
    },
  });
  const feed = feeds.find(({ table }) => table === items.name) as ShapeFeedRequest;
  return { database, sync, feed, written: () => written, refreshed: () => refreshed, close: () => database.close() };
}

const rows = (count: number): ShapeMessage[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ t: 'row', op: 'upsert', lsn: null, position: 0 },
    values: { id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, sku: `s-${at}`, title: 't', price: '100' },
  }));

test('sync that is stopped in the middle of a first copy writes nothing after it said so', async () => {
  const { sync, feed, written, close } = await started();
  const before = written();
  void feed.onBatch({ messages: rows(20_000), handle: 'h-1', offset: '0_0' });
  while (written() < before + 3) await new Promise((resolve) => setImmediate(resolve));
  await sync.stop();
  const atStop = written();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(written()).toBe(atStop);
  close();
});

test('sync that is stopped while a copy waits for the cloud to answer a push stops all the same', async () => {
  const { sync, feed, close } = await started();
  void feed.onBatch({ messages: [{ t: 'refetch' }], handle: 'h-2', offset: '-1' });
  await sync.stop();
  close();
});

test('who asks again and again ends no answer that is on its way', async () => {
  const { sync, refreshed, close } = await started();
  sync.now();
  const once = refreshed();
  expect(once).toBeGreaterThan(0);
  for (let time = 0; time < 20; time += 1) sync.now();
  expect(refreshed()).toBe(once);
  await sync.stop();
  close();
});

const nothingNew = { lastSeq: 0, outcomes: [], cloud: { systemId: '1', timeline: 1 }, lsn: '100', now: 1 };

test.each(['hears of it', 'hears nothing'])(
  'sync that is stopped lets go of a push that is never answered, where the line %s, and keeps what it carried',
  async (line) => {
    let given: Signal | undefined;
    let sent = () => {};
    const sending = new Promise<void>((resolve) => {
      sent = resolve;
    });
    const { database, sync, close } = await started({
      send: async ({ mutations }, signal) => {
        if (mutations.length === 0) return { kind: 'answered', response: nothingNew };
        given = signal;
        sent();
        return new Promise((_, reject) => {
          if (line === 'hears of it')
            signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        });
      },
    });
    const sale = { name: 'sim.recordSale', args: { itemId: crypto.randomUUID(), units: 1 } };
    const mutationId = crypto.randomUUID();
    await sync.mutate({ ...sale, mutationId, actor: simActor, deviceId: crypto.randomUUID(), store: simStore });
    await sending;
    await sync.stop();
    expect(given?.aborted).toBe(true);
    expect(database.read('SELECT mutation_id, seq, state FROM sync_outbox')).toEqual([
      { mutation_id: mutationId, seq: 1, state: 'queued' },
    ]);
    close();
  },
);
