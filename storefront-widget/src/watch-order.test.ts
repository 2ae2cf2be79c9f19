import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Sent, ShopError } from './api.ts';
import { type OrderProblem, OrderWatch } from './watch-order.ts';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const PATH = '/shop/v1/orders/one';

/** What the shop does with a stream: opens it, keeps its answer back, or refuses it. */
let streams: 'open' | 'kept-back' | 'refused';
let stands: number | ShopError;
let reads: number;
let asked: AbortSignal[];
let open: ReadableStreamDefaultController<Uint8Array>[];
let told: (number | OrderProblem)[];
let watch: OrderWatch;

const say = (text: string, stream = open.at(-1)) => stream?.enqueue(new TextEncoder().encode(text));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const turn = async (visibilityState: 'visible' | 'hidden') => {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
  await pass(0);
};

async function ask(path: string, { hold }: Sent = {}): Promise<unknown> {
  if (path === PATH) {
    reads += 1;
    if (stands instanceof ShopError) throw stands;
    return stands;
  }
  expect(path).toBe(`${PATH}/events`);
  if (!hold) throw new Error('a stream is held');
  asked.push(hold);
  if (streams === 'refused') throw new ShopError('away');
  if (streams === 'kept-back')
    return new Promise((_, reject) => hold.addEventListener('abort', () => reject(new ShopError('away'))));
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      open.push(stream);
      hold.addEventListener('abort', () => stream.error(hold.reason));
    },
  });
  say(': open\n\n');
  return new Response(body);
}

function begin(soon = false): void {
  watch = new OrderWatch([{ ask }, PATH], (answer, problem) => {
    told.push(problem ?? (answer as number));
    return soon;
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  page.visibilityState = 'visible';
  [streams, stands, reads, asked, open, told] = ['open', 1, 0, [], [], []];
});
afterEach(() => {
  watch.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('an order is read as its stream opens and each time that it is told of, and else never', async () => {
  begin(true);
  await pass(0);
  const first = reads;
  expect([reads, told]).toEqual([1, [1]]);
  for (let minute = 0; minute < 5; minute += 1) {
    for (const _ of [1, 2, 3]) {
      await pass(20_000);
      say(': still here\n\n');
    }
  }
  expect([reads, asked.length]).toEqual([first, 1]);
  stands = 2;
  say('event: or');
  await pass(0);
  expect(reads).toBe(first);
  say('der\ndata: {}\n\n');
  await pass(0);
  expect([reads, told.at(-1)]).toEqual([first + 1, 2]);
});

test('somebody who waits for it does not wait for a stream that is slow to open', async () => {
  streams = 'kept-back';
  begin();
  await pass(300);
  expect(reads).toBe(0);
  await pass(200);
  expect(told).toEqual([1]);
});

test('asked for, it is read at this moment, and that settles once it is told', async () => {
  begin();
  await pass(0);
  stands = 2;
  await watch.read();
  expect(told).toEqual([1, 2]);
  // While one is on its way, what is asked for is in the next.
  stands = 3;
  const both = Promise.all([watch.read(), watch.read()]);
  stands = 4;
  await both;
  expect(told.at(-1)).toBe(4);
  stands = new ShopError('away');
  await watch.read();
  expect(told.at(-1)).toBe('away');
});

test('told of while it is read, it is read once more', async () => {
  begin();
  await pass(0);
  const first = reads;
  say('event: order\ndata: {}\n\n');
  say('event: order\ndata: {}\n\n');
  await pass(0);
  expect(reads).toBeGreaterThan(first);
  const second = reads;
  await pass(19_000);
  expect(reads).toBe(second);
});

test('where there is no stream it is asked for every 20 seconds, sooner while its money is on its way', async () => {
  streams = 'refused';
  begin();
  await pass(0);
  const first = reads;
  await pass(60_000);
  expect(reads - first).toBeGreaterThanOrEqual(3);
  expect(reads - first).toBeLessThanOrEqual(8);
  watch.end();
  const ended = reads;
  await pass(600_000);
  expect(reads).toBe(ended);
  [reads, asked] = [0, []];
  begin(true);
  await pass(4_000);
  expect(reads).toBeGreaterThanOrEqual(2);
  // A stream is tried for again, and less and less often.
  await pass(1_800_000);
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThan(20);
});

test('a stream whose words are kept back on their way is none', async () => {
  streams = 'kept-back';
  begin();
  await pass(0);
  const first = reads;
  await pass(40_000);
  expect(reads - first).toBeGreaterThanOrEqual(2);
  await pass(12_000);
  expect(asked[0]?.aborted).toBe(true);
  streams = 'open';
  await pass(5_000);
  const live = reads;
  await pass(15_000);
  say(': still here\n\n');
  await pass(15_000);
  expect(reads).toBe(live);
});

test('one that falls silent or ends is opened anew, and what was missed is read', async () => {
  begin();
  await pass(0);
  await pass(51_000);
  expect(asked[0]?.aborted).toBe(true);
  stands = 2;
  await pass(3_000);
  expect([asked.length, told.at(-1)]).toEqual([2, 2]);
  stands = 3;
  open.at(-1)?.close();
  await pass(3_000);
  expect([asked.length, told.at(-1)]).toEqual([3, 3]);
});

test('a page that is not seen holds nothing and asks nothing; seen again it reads what it missed', async () => {
  begin();
  await pass(0);
  await turn('hidden');
  expect(asked[0]?.aborted).toBe(true);
  const before = reads;
  stands = 2;
  await pass(3_600_000);
  expect([reads, asked.length]).toEqual([before, 1]);
  await turn('visible');
  expect([asked.length, told.at(-1)]).toEqual([2, 2]);
});

test('it is over with its page, and where there is no such order', async () => {
  begin();
  await pass(0);
  watch.end();
  expect(asked[0]?.aborted).toBe(true);
  await turn('hidden');
  await turn('visible');
  expect(asked).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
  stands = new ShopError('missing');
  begin();
  await pass(600_000);
  expect(told.at(-1)).toBe('missing');
  expect(asked.every(({ aborted }) => aborted)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('an answer that does not come is said, and what was shown stays until one does', async () => {
  begin();
  await pass(0);
  stands = new ShopError('away');
  say('event: order\ndata: {}\n\n');
  await pass(0);
  expect(told.at(-1)).toBe('away');
  stands = 2;
  await pass(30_000);
  expect(told.at(-1)).toBe(2);
});
