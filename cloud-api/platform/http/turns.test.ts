import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Turns } from './turns.ts';

const limits = { running: 2, waiting: 3, waitMs: 1_000, perDevice: { running: 1, waiting: 1 } };
let now = 0;
const turns = (more: object = {}) => new Turns({ ...limits, random: () => 0.5, clock: () => now, ...more });

beforeEach(() => {
  now = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('so many run at once; the others follow in their order', async () => {
  const gate = turns();
  const began: string[] = [];
  const enter = (id: string) =>
    gate.enter(id).then((done) => {
      began.push(id);
      return done;
    });
  const [first, second] = [await enter('a'), await enter('b')];
  const third = enter('c');
  const fourth = enter('d');
  await vi.advanceTimersByTimeAsync(10);
  expect(began).toEqual(['a', 'b']);
  second();
  // Ending a turn twice frees one place.
  second();
  await third;
  await vi.advanceTimersByTimeAsync(10);
  expect(began).toEqual(['a', 'b', 'c']);
  first();
  await fourth;
  expect(began).toEqual(['a', 'b', 'c', 'd']);
});

test('a place that is given away is not given twice', async () => {
  const gate = turns({ running: 1 });
  const done = await gate.enter('a');
  const waits = gate.enter('b');
  done();
  let began = false;
  const late = gate.enter('c').then(() => {
    began = true;
  });
  await waits;
  await vi.advanceTimersByTimeAsync(10);
  expect(began).toBe(false);
  (await waits)();
  await late;
});

test('a device takes no place of others: its second request waits although there is room, its third is turned away', async () => {
  const gate = turns();
  const done = await gate.enter('greedy');
  const second = gate.enter('greedy');
  await expect(gate.enter('greedy')).rejects.toMatchObject({ status: 503, code: 'service.busy' });
  (await gate.enter('other'))();
  done();
  (await second)();
});

test('beyond what may wait, and after waiting too long, one is turned away and told when to come back', async () => {
  const gate = turns({ perDevice: { running: 1, waiting: 9 } });
  for (const id of ['a', 'b']) await gate.enter(id);
  const waits = ['c', 'd', 'e'].map((id) =>
    gate.enter(id).then(
      () => 'ran',
      (error: unknown) => error,
    ),
  );
  await expect(gate.enter('f')).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  await vi.advanceTimersByTimeAsync(1_000);
  for (const each of await Promise.all(waits)) expect(each).toMatchObject({ code: 'service.busy' });
});

test('the longer requests take and the more wait, the later one is told to come back, apart by chance', async () => {
  const slow = async (random: number) => {
    const gate = turns({ random: () => random });
    for (let round = 0; round < 200; round += 1) {
      const done = await gate.enter('a');
      now += 8_000;
      done();
    }
    for (const id of ['a', 'b']) await gate.enter(id);
    for (const id of ['c', 'd', 'e']) void gate.enter(id).catch(() => {});
    const refused = await gate.enter('f').catch((error: unknown) => error);
    return Number((refused as { headers: Record<string, string> }).headers['retry-after']);
  };
  expect([await slow(0), await slow(0.5), await slow(0.999)]).toEqual([20, 30, 40]);
});

test('whoever waited, ran and is answered takes no place of those who wait behind', async () => {
  const gate = turns({ running: 1 });
  const done = await gate.enter('a');
  const answered = new AbortController();
  const second = gate.enter('b', answered.signal);
  const third = gate.enter('c');
  done();
  const end = await second;
  answered.abort();
  end();
  (await third)();
});

test('whoever had hung up before waits for nothing', async () => {
  const gate = turns({ running: 1 });
  await gate.enter('a');
  await expect(gate.enter('b', AbortSignal.abort())).rejects.toMatchObject({ code: 'service.busy' });
});

test('whoever hung up waits no more', async () => {
  const gate = turns({ running: 1 });
  const done = await gate.enter('a');
  const gone = new AbortController();
  const waits = gate.enter('b', gone.signal).catch(() => 'left');
  gone.abort();
  expect(await waits).toBe('left');
  const next = gate.enter('c');
  done();
  (await next)();
});
