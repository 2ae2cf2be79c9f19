import { expect, test } from 'vitest';
import '../testing/sim-domain.ts';
import { defineMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import type { PushRequest, PushResponse } from '../protocol/push.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { simActor, simStore } from '../testing/sim-domain.ts';
import { ensureClientId } from './meta.ts';
import { mutate } from './mutate.ts';
import { machinePlatform, type Platform } from './platform.ts';
import { pushOnce } from './push.ts';
import { startPushLoop, waitAfter } from './push-loop.ts';
import type { PushResult } from './push-transport.ts';
import type { DeskTable } from './row-sql.ts';
import * as z from 'zod/mini';

defineMutator({
  name: 'sim.noteLong',
  version: 1,
  kind: 'fact',
  permission: 'sim.all',
  doc: 'A fact of any size.',
  args: z.object({ text: z.string() }),
  run: async () => {},
});

async function desk(): Promise<ReturnType<typeof memoryDesk>> {
  const database = memoryDesk(deskTables() as unknown as DeskTable[]);
  await database.transaction('background', async (connection) => {
    ensureClientId(connection, () => crypto.randomUUID());
  });
  return database;
}

const note = (database: Awaited<ReturnType<typeof desk>>, text: string) =>
  mutate(database, {
    ...{ name: 'sim.noteLong', args: { text }, actor: simActor, deviceId: crypto.randomUUID(), store: simStore },
    ...{ occurredAt: 1_700_000_000_000, mutationId: crypto.randomUUID() },
  });

const answerTo = ({ mutations }: PushRequest, more: Partial<PushResponse> = {}): PushResult => ({
  kind: 'answered',
  response: {
    lastSeq: mutations.at(-1)?.seq ?? 0,
    outcomes: mutations.map(({ seq, id }) => ({
      seq,
      id,
      status: 'applied',
      code: null,
      message: null,
      details: null,
    })),
    ...{ cloud: { systemId: '1', timeline: 1 }, lsn: '100', now: 1 },
    ...more,
  },
});

const queued = (database: Awaited<ReturnType<typeof desk>>): number =>
  Number(database.read(`SELECT count(*) AS n FROM sync_outbox WHERE state = 'queued'`)[0]?.n);

test('a batch that is too large for the cloud is halved until it goes, and grows again', async () => {
  const database = await desk();
  for (let at = 0; at < 40; at += 1) await note(database, 'n');
  const sizes: number[] = [];
  const done = Promise.withResolvers<void>();
  const loop = startPushLoop({
    database,
    platform: machinePlatform(),
    transport: {
      send: async (request) => {
        sizes.push(request.mutations.length);
        if (request.mutations.length > 12) return { kind: 'too-large' };
        return answerTo(request);
      },
    },
    onChange: () => {
      if (queued(database) === 0) done.resolve();
    },
    onBug: (error) => done.reject(error),
  });
  await done.promise;
  await loop.stop();
  expect(sizes.slice(0, 4)).toEqual([40, 20, 10, 20]);
  expect(queued(database)).toBe(0);
  database.close();
});

test('long arguments go in several requests, and what could never travel is refused before it is written', async () => {
  const database = await desk();
  for (let at = 0; at < 3; at += 1) await note(database, 'x'.repeat(1_500_000));
  const sizes: number[] = [];
  const transport = {
    send: async (request: PushRequest) => {
      sizes.push(request.mutations.length);
      return answerTo(request);
    },
  };
  const platform: Pick<Platform, 'now' | 'newId'> = { now: () => 1, newId: () => crypto.randomUUID() };
  while ((await pushOnce({ database, platform, transport })).kind === 'sent');
  expect(sizes).toEqual([2, 1]);
  await expect(note(database, 'x'.repeat(3_000_000))).rejects.toMatchObject({ code: 'sync.too-large' });
  expect(queued(database)).toBe(0);
  database.close();
});

test('what the cloud is too old for stays queued with all that follows, and the status says what to update', async () => {
  const database = await desk();
  for (let at = 0; at < 3; at += 1) await note(database, 'n');
  const message = 'Update the cloud.';
  const transport = {
    send: async (request: PushRequest): Promise<PushResult> => {
      const [first, second] = request.mutations;
      if (!first || !second) throw new Error('nothing was sent');
      const taken = answerTo({ ...request, mutations: [first] });
      if (taken.kind !== 'answered') throw new Error('no answer');
      const held = { seq: second.seq, id: second.id, code: 'sync.cloud-too-old', message };
      return { kind: 'answered', response: { ...taken.response, held } };
    },
  };
  const platform: Pick<Platform, 'now' | 'newId'> = { now: () => 1, newId: () => crypto.randomUUID() };
  expect(await pushOnce({ database, platform, transport })).toEqual({
    ...{ kind: 'denied', status: 409, code: 'sync.cloud-too-old', message },
  });
  expect(database.read('SELECT seq, state FROM sync_outbox ORDER BY seq')).toEqual([
    { seq: 1, state: 'answered' },
    { seq: 2, state: 'queued' },
    { seq: 3, state: 'queued' },
  ]);
  database.close();
});

test('a command travels with its own time and with how far the clock was off when it was done', async () => {
  const database = await desk();
  const platform: Pick<Platform, 'now' | 'newId'> = { now: () => 1_000, newId: () => crypto.randomUUID() };
  const sent: PushRequest[] = [];
  const transport = {
    send: async (request: PushRequest) => {
      sent.push(request);
      return answerTo(request, { now: 61_000 });
    },
  };
  await note(database, 'before the first answer');
  await pushOnce({ database, platform, transport });
  await note(database, 'after it');
  await pushOnce({ database, platform, transport });
  expect(
    sent.map(({ mutations }) => mutations.map(({ occurredAt, clockOffset }) => [occurredAt, clockOffset])),
  ).toEqual([[[1_700_000_000_000, null]], [[1_700_000_000_000, 60_000]]]);
  database.close();
});

test('tries are spread over the whole wait, and what the cloud asks for is the least', () => {
  expect(waitAfter(1, 0, 0)).toBe(0);
  expect(waitAfter(3, 0.5, 0)).toBe(4_000);
  expect(waitAfter(50, 1, 0)).toBe(32_000);
  // On top of what the cloud asks for, or all who were told the same would come back together.
  expect(waitAfter(1, 0, 120_000)).toBe(120_000);
  expect(waitAfter(1, 0.5, 120_000)).toBe(121_000);
});

test('who asks for the cloud’s word while a request is under way hears of the next: this answer may be of a cloud that is gone', async () => {
  const database = await desk();
  const requests: { request: PushRequest; answer: (result: PushResult) => void }[] = [];
  const asked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const loop = startPushLoop({
    database,
    platform: machinePlatform(),
    transport: {
      send: (request) =>
        new Promise((answer) => {
          requests.push({ request, answer });
          asked[requests.length - 1]?.resolve();
        }),
    },
    onChange: () => {},
    onBug: () => {},
  });
  const heard: string[] = [];
  // One who asked before it went out keeps the list from being empty.
  void loop.hearFromCloud().then(() => heard.push('before'));
  await asked[0]?.promise;
  void loop.hearFromCloud().then(() => heard.push('while'));
  const answer = (at: number) => {
    const one = requests[at] as (typeof requests)[number];
    one.answer(answerTo(one.request));
  };
  answer(0);
  // The next request goes out once all of the first answer is done with.
  await asked[1]?.promise;
  expect(heard).toEqual(['before']);
  answer(1);
  await expect.poll(() => heard).toEqual(['before', 'while']);
  await loop.stop();
  database.close();
});
