import { expect, test } from 'vitest';
import type { FollowedShape, NewsRequest } from '../protocol/news.ts';
import { type Heard, HeldNews } from './news.ts';

interface Asked {
  readonly request: NewsRequest;
  answer(status: number, body?: object): void;
  fail(): void;
}

/** A cloud whose answers the test gives by hand, and a clock that only runs where it is told to. */
class Cloud {
  readonly asked: Asked[] = [];
  readonly lines: string[] = [];
  readonly sleeping: { milliseconds: number; wake: () => void }[] = [];
  readonly news = new HeldNews({
    cloudUrl: 'http://cloud',
    headers: async () => ({}),
    fetch: ((_url: string, init: { body: string }) =>
      new Promise((resolve, reject) => {
        this.asked.push({
          request: JSON.parse(init.body) as NewsRequest,
          answer: (status, body) => resolve(new Response(body ? JSON.stringify(body) : null, { status })),
          fail: () => reject(new TypeError('no line')),
        });
      })) as never,
    platform: {
      random: () => 0.5,
      sleep: (milliseconds) => new Promise((wake) => this.sleeping.push({ milliseconds, wake })),
    },
    onLine: (state) => this.lines.push(state),
  });
  #lsn = 100;

  /** Lets all that sleeps for no longer than this go on. */
  async pass(milliseconds: number): Promise<void> {
    for (const sleeper of this.sleeping.splice(0)) {
      if (sleeper.milliseconds <= milliseconds) sleeper.wake();
      else this.sleeping.push(sleeper);
    }
    await settle();
  }

  get last(): Asked {
    return this.asked.at(-1) as Asked;
  }

  async tell(told: Record<string, string> = {}, ask: string[] = [], asked = this.last): Promise<void> {
    this.#lsn += 10;
    const messages = (text: string) => [{ value: { id: text }, headers: { operation: 'insert' } }];
    const entries = Object.entries(told).map(([name, offset]) => [name, { offset, messages: messages(offset) }]);
    asked.answer(200, { watch: 'w', lsn: String(this.#lsn), cursor: '1', told: Object.fromEntries(entries), ask });
    await settle();
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const at = (table: string, offset: string): FollowedShape => ({ table, handle: 'h', offset });

/** One who listens, and what they heard. */
function listener(cloud: Cloud, place: FollowedShape) {
  const reached: number[] = [];
  const seen: { heard?: Heard } = {};
  const listening = cloud.news.listen(place, (lsn) => reached.push(lsn));
  void listening.heard.then((heard) => {
    seen.heard = heard;
  });
  return { reached, seen, stop: () => listening.stop() };
}

async function following(cloud: Cloud, ...tables: string[]) {
  const listeners = tables.map((table) => listener(cloud, at(table, '1_0')));
  await cloud.pass(10);
  await cloud.tell();
  return listeners;
}

test('all who listen are asked for by one request; who is told something hears it, the others how far there is nothing', async () => {
  const cloud = new Cloud();
  const [goods, stock] = await following(cloud, 'goods', 'stock');
  expect(cloud.asked[0]?.request).toEqual({
    turn: 1,
    heard: 0,
    seen: '0',
    follow: [at('goods', '1_0'), at('stock', '1_0')],
  });
  expect([goods?.reached, stock?.reached]).toEqual([[110], [110]]);
  expect(cloud.last.request).toEqual({ watch: 'w', turn: 2, heard: 1, seen: '110', follow: [] });
  await cloud.tell({ goods: '115_0' });
  expect(goods?.seen.heard).toMatchObject({ kind: 'told', offset: '115_0' });
  const end = { headers: { control: 'up-to-date', global_last_seen_lsn: '120' } };
  expect(goods?.seen.heard).toMatchObject({ messages: [{ value: { id: '115_0' } }, end] });
  expect([goods?.reached, stock?.reached]).toEqual([[110], [110, 120]]);
});

test('a shape whose reader is busy hears later how far it was, and never of a place where it does not stand', async () => {
  const cloud = new Cloud();
  await following(cloud, 'goods', 'stock');
  await cloud.tell({ goods: '115_0' });
  await cloud.tell();
  // Goods are still being laid down: that there was nothing more is for after that.
  const goods = listener(cloud, at('goods', '115_0'));
  expect(goods.reached).toEqual([130]);
  expect(cloud.last.request.follow).toEqual([]);
});

test('what is told to a busy reader is kept for it, and nothing more is asked before it came', async () => {
  const cloud = new Cloud();
  await following(cloud, 'goods', 'stock');
  await cloud.tell({ goods: '115_0' });
  await cloud.tell({ goods: '125_0' });
  const asked = cloud.asked.length;
  await cloud.pass(100);
  expect(cloud.asked.length).toBe(asked);
  const goods = listener(cloud, at('goods', '115_0'));
  await settle();
  expect(goods.seen.heard).toMatchObject({ kind: 'told', offset: '125_0' });
  expect(cloud.asked.length).toBe(asked + 1);
});

test('a reader that is busy for long does not keep the others from hearing more, and is told again when it comes', async () => {
  const cloud = new Cloud();
  await following(cloud, 'goods', 'stock');
  await cloud.tell({ goods: '115_0' });
  await cloud.tell({ goods: '125_0' });
  await cloud.pass(2_000);
  expect(cloud.last.request.follow).toEqual([]);
  const goods = listener(cloud, at('goods', '115_0'));
  await cloud.pass(10);
  expect(goods.seen.heard).toBeUndefined();
  expect(cloud.last.request).toMatchObject({ seen: '0', follow: [at('goods', '115_0')] });
});

test('who joins while a request is held ends it by another; the answer of the first counts no more', async () => {
  const cloud = new Cloud();
  const [goods] = await following(cloud, 'goods');
  const held = cloud.last;
  const stock = listener(cloud, at('stock', '5_0'));
  await cloud.pass(10);
  expect(cloud.last.request).toEqual({ watch: 'w', turn: 3, heard: 1, seen: '0', follow: [at('stock', '5_0')] });
  await cloud.tell({ goods: '115_0' }, [], held);
  expect(goods?.seen.heard).toBeUndefined();
  // The cloud knows that one of its answers was not heard.
  cloud.last.answer(409, { code: 'sync.watch-over' });
  await settle();
  const { watch, follow, heard } = cloud.last.request;
  expect([watch, heard, follow]).toEqual([undefined, 0, [at('goods', '1_0'), at('stock', '5_0')]]);
  await cloud.tell({ goods: '115_0' });
  expect(goods?.seen.heard).toMatchObject({ kind: 'told', offset: '115_0' });
  expect(stock.reached).toHaveLength(1);
});

test('without a line all wait, and all places are sent again when it is back', async () => {
  const cloud = new Cloud();
  const [goods] = await following(cloud, 'goods', 'stock');
  cloud.last.fail();
  await settle();
  expect(cloud.lines.at(-1)).toBe('offline');
  expect(goods?.seen.heard).toBeUndefined();
  cloud.news.hurry();
  await settle();
  expect(cloud.last.request).toMatchObject({ heard: 0, seen: '0', follow: [at('goods', '1_0'), at('stock', '1_0')] });
  await cloud.tell();
  expect(cloud.lines.at(-1)).toBe('open');
});

test.each([404, 403])('a cloud that answers %i has no news: each shape is followed by itself', async (status) => {
  const cloud = new Cloud();
  const goods = listener(cloud, at('goods', '1_0'));
  await cloud.pass(10);
  cloud.last.answer(status, { code: 'x' });
  await settle();
  expect(goods.seen.heard).toEqual({ kind: 'none' });
  const later = listener(cloud, at('goods', '2_0'));
  await settle();
  expect(later.seen.heard).toEqual({ kind: 'none' });
  await cloud.pass(600_000);
  listener(cloud, at('goods', '3_0'));
  await cloud.pass(10);
  expect(cloud.last.request.follow).toEqual([at('goods', '3_0')]);
});

test('a shape that has to be asked is followed again from where it then stands', async () => {
  const cloud = new Cloud();
  const [goods] = await following(cloud, 'goods', 'stock');
  await cloud.tell({}, ['goods']);
  expect(goods?.seen.heard).toEqual({ kind: 'ask' });
  expect(goods?.reached).toEqual([110]);
  listener(cloud, at('goods', '150_0'));
  await cloud.pass(10);
  expect(cloud.last.request.follow).toEqual([at('goods', '150_0')]);
});

test.each([
  [503, false],
  [429, false],
  [500, true],
])(
  'a cloud that answers %i again and again is waited for; the shapes are asked for themselves: %s',
  async (status, itself) => {
    const cloud = new Cloud();
    const goods = listener(cloud, at('goods', '1_0'));
    await cloud.pass(10);
    for (let times = 0; times < 4; times += 1) {
      cloud.last.answer(status, { code: 'x' });
      await settle();
      await cloud.pass(20_000);
    }
    expect(goods.seen.heard?.kind).toBe(itself ? 'none' : undefined);
  },
);
