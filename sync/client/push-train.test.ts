import { expect, test } from 'vitest';
import '../testing/sim-domain.ts';
import type { PushRequest, PushResponse } from '../protocol/push.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { simActor, simStore } from '../testing/sim-domain.ts';
import { ensureClientId } from './meta.ts';
import { mutate } from './mutate.ts';
import { pushOnce, type PushStep } from './push.ts';
import type { PushResult } from './push-transport.ts';

type Desk = ReturnType<typeof memoryDesk>;

/** A desk that has met its cloud, with so many sales queued. */
async function deskWith(sales: number): Promise<Desk> {
  const database = memoryDesk(deskTables());
  await database.transaction('background', async (connection) => {
    ensureClientId(connection, () => crypto.randomUUID());
  });
  await pushOnce({ database, platform, transport: { send: async (request) => answerTo(request) } }, true);
  for (let at = 0; at < sales; at += 1) {
    const args = { itemId: crypto.randomUUID(), units: 1 };
    await mutate(database, {
      ...{ name: 'sim.recordSale', args, actor: simActor, deviceId: crypto.randomUUID(), store: simStore },
      ...{ occurredAt: 1_700_000_000_000, mutationId: crypto.randomUUID() },
    });
  }
  return database;
}

const platform = { now: () => 1, newId: () => crypto.randomUUID() };
const train = { sends: () => () => {}, mayGoOn: () => true };
const applied = { status: 'applied', code: null, message: null, details: null } as const;
let lsn = 100;
const answerTo = ({ mutations }: PushRequest, more: Partial<PushResponse> = {}): PushResult => ({
  kind: 'answered',
  response: {
    lastSeq: mutations.at(-1)?.seq ?? 0,
    outcomes: mutations.map(({ seq, id }) => ({ seq, id, ...applied })),
    ...{ cloud: { systemId: '1', timeline: 1 }, lsn: String(lsn++), now: 1 },
    ...more,
  },
});

const states = (database: Desk) =>
  Object.fromEntries(
    database
      .read('SELECT state, count(*) AS n FROM sync_outbox GROUP BY state')
      .map((row) => [row.state as string, row.n as number]),
  );

/** Steps until nothing waits, as the loop does, with a train each time. */
async function drain(database: Desk, send: (request: PushRequest) => Promise<PushResult>): Promise<PushStep[]> {
  const steps: PushStep[] = [];
  for (let step: PushStep | undefined; step?.kind !== 'idle' && steps.length < 20; ) {
    step = await pushOnce({ database, platform, transport: { send }, most: 10 }, false, train);
    steps.push(step);
  }
  return steps;
}
test('a queue goes as one train: the next batch leaves before the last answer is written, and never two at once', async () => {
  const database = await deskWith(35);
  let underWay = 0;
  const seen: { seqs: (number | undefined)[]; queued: number | undefined }[] = [];
  await drain(database, async (request) => {
    underWay += 1;
    expect(underWay).toBe(1);
    const { mutations } = request;
    seen.push({ seqs: [mutations[0]?.seq, mutations.at(-1)?.seq], queued: states(database).queued });
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
    return answerTo(request);
  });
  expect(seen.map(({ seqs }) => seqs)).toEqual([
    [1, 10],
    [11, 20],
    [21, 30],
    [31, 35],
  ]);
  // The answer to the batch before is still in memory only.
  expect(seen.map(({ queued }) => queued)).toEqual([35, 35, 25, 15]);
  expect(states(database)).toEqual({ answered: 35 });
  database.close();
});

test.each([
  ['only a part of it was taken in', { outcomes: [], lastSeq: 0 }],
  ['the cloud is another one', { cloud: { systemId: '2', timeline: 1 } }],
  ['the cloud was set back', { lsn: '1' }],
  ['the rest is held', { held: { seq: 9, id: 'x', code: 'sync.cloud-too-old', message: 'Update the cloud.' } }],
] as const)('no batch follows an answer that says: %s', async (_words, more) => {
  const database = await deskWith(25);
  let sent = 0;
  const send = async (request: PushRequest) => {
    sent += 1;
    return answerTo(request, more as Partial<PushResponse>);
  };
  await pushOnce({ database, platform, transport: { send }, most: 10 }, false, train);
  expect(sent).toBe(1);
  database.close();
});

test('where an answer cannot be written down, the batch under way is waited for and all of it is sent again', async () => {
  const database = await deskWith(25);
  let writes = 0;
  const failing: Desk = {
    ...database,
    repeatable: (work) => {
      writes += 1;
      // The first batch is made, the second read, then the answer to the first is written.
      if (writes === 3) return Promise.reject(new Error('the disk is full'));
      return database.repeatable(work);
    },
  };
  const sent: (number | undefined)[] = [];
  let ended = 0;
  const send = async (request: PushRequest) => {
    sent.push(request.mutations[0]?.seq);
    await new Promise((resolve) => setTimeout(resolve, 5));
    ended += 1;
    return answerTo(request);
  };
  await expect(drain(failing, send)).rejects.toThrow('the disk is full');
  expect([sent, ended]).toEqual([[1, 11], 2]);
  await drain(database, send);
  expect(sent.slice(2)).toEqual([1, 11, 21]);
  expect(states(database)).toEqual({ answered: 25 });
  database.close();
});

test('a line that goes away in the middle of a train leaves the rest queued', async () => {
  const database = await deskWith(35);
  let sent = 0;
  const send = async (request: PushRequest): Promise<PushResult> => {
    sent += 1;
    return sent === 3 ? { kind: 'later', afterMs: 0, reason: 'offline' } : answerTo(request);
  };
  const steps = await drain(database, send);
  expect(steps[0]).toMatchObject({ kind: 'later', reason: 'offline' });
  expect(states(database)).toEqual({ answered: 35 });
  database.close();
});
