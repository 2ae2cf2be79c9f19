import { expect, test } from 'vitest';
import type { FirstAnswersRequest } from '../protocol/first-answers.ts';
import { BeginShapes } from './begin-shapes.ts';

interface Asked {
  readonly request: FirstAnswersRequest;
  answer(status: number, body?: unknown): void;
  fail(): void;
}

/** A cloud whose answers the test gives by hand, and a clock that only runs where it is told to. */
function aCloud() {
  const asked: Asked[] = [];
  const sleeping: { milliseconds: number; wake: () => void }[] = [];
  const shapes = new BeginShapes({
    cloudUrl: 'http://cloud',
    headers: async () => ({}),
    fetch: ((url: string, init: { body: string }) =>
      new Promise((resolve, reject) => {
        expect(url).toBe('http://cloud/sync/v1/shapes');
        asked.push({
          request: JSON.parse(init.body) as FirstAnswersRequest,
          answer: (status, body) => resolve(new Response(JSON.stringify(body ?? {}), { status })),
          fail: () => reject(new TypeError('no line')),
        });
      })) as never,
    platform: { sleep: (milliseconds) => new Promise((wake) => sleeping.push({ milliseconds, wake })) },
  });
  const pass = async (milliseconds: number): Promise<void> => {
    for (const sleeper of sleeping.splice(0)) {
      if (sleeper.milliseconds <= milliseconds) sleeper.wake();
      else sleeping.push(sleeper);
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  const begin = (...tables: string[]) => Promise.all(tables.map((table) => shapes.begin({ table })));
  return { asked, pass, begin, shapes };
}

const first = (handle: string) => ({ handle, offset: '0_0', messages: [] });

test('shapes that begin together are asked for together, and each hears its own answer or that it has to ask', async () => {
  const cloud = aCloud();
  const heard = Promise.all([cloud.begin('goods', 'stock'), cloud.shapes.begin({ table: 'orders', month: '2026-11' })]);
  await cloud.pass(10);
  expect(cloud.asked[0]?.request).toEqual({
    shapes: [{ table: 'goods' }, { table: 'stock' }, { table: 'orders', month: '2026-11' }],
  });
  cloud.asked[0]?.answer(200, { told: { stock: first('s'), 'orders@2026-11': first('o') }, ask: ['goods'] });
  expect(await heard).toEqual([[null, first('s')], first('o')]);
  expect(cloud.asked).toHaveLength(1);
});

test('one or two shapes ask by themselves', async () => {
  const cloud = aCloud();
  const heard = cloud.begin('goods', 'stock');
  await cloud.pass(10);
  expect(await heard).toEqual([null, null]);
  expect(cloud.asked).toHaveLength(0);
});

const wrong: readonly (readonly [string, (asked: Asked) => void])[] = [
  ['no line', (asked) => asked.fail()],
  ['a cloud that is busy', (asked) => asked.answer(503, { code: 'service.busy' })],
  ['something else that answers', (asked) => asked.answer(200, { hello: 'there' })],
];
test.each(wrong)(
  '%s: each shape asks by itself, and those that begin later are asked for together again',
  async (_, fail) => {
    const cloud = aCloud();
    const heard = cloud.begin('a', 'b', 'c');
    await cloud.pass(10);
    fail(cloud.asked[0] as Asked);
    expect(await heard).toEqual([null, null, null]);
    void cloud.begin('a', 'b', 'c');
    await cloud.pass(10);
    expect(cloud.asked).toHaveLength(2);
  },
);

test('an older cloud is left alone for ten minutes', async () => {
  const cloud = aCloud();
  const heard = cloud.begin('a', 'b', 'c');
  await cloud.pass(10);
  cloud.asked[0]?.answer(404, { code: 'request.not-found' });
  expect(await heard).toEqual([null, null, null]);
  expect(await cloud.begin('a', 'b', 'c')).toEqual([null, null, null]);
  await cloud.pass(600_000);
  void cloud.begin('a', 'b', 'c');
  await cloud.pass(10);
  expect(cloud.asked).toHaveLength(2);
});
