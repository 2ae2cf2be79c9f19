import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeating } from './repeating.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});
const failed = (error: unknown) => {
  throw error;
};

test('woken while it runs, it runs once more right after', async () => {
  let runs = 0;
  const endings: (() => void)[] = [];
  const work = () => {
    runs += 1;
    return new Promise<boolean>((resolve) => endings.push(() => resolve(false)));
  };
  const { wake, stop } = repeating(60_000, work, failed);
  wake();
  wake();
  wake();
  expect(runs).toBe(1);
  endings.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toBe(2);
  endings.shift()?.();
  await stop();
  expect(runs).toBe(2);
});

test('with a rest, the first runs at once and all that come within the rest are one run at its end', async () => {
  let runs = 0;
  const work = async () => {
    runs += 1;
    return false;
  };
  const { wake, stop } = repeating(60_000, work, failed, 20);
  wake();
  expect(runs).toBe(1);
  for (let n = 0; n < 5; n += 1) {
    wake();
    await vi.advanceTimersByTimeAsync(3);
  }
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(runs).toBe(2);
  await vi.advanceTimersByTimeAsync(100);
  wake();
  expect(runs).toBe(3);
  await stop();
});

test('more to do is done at once, rest or not, and what failed waits for the next beat', async () => {
  const told: unknown[] = [];
  let runs = 0;
  const work = async () => {
    runs += 1;
    if (runs === 3) throw new Error('away');
    return runs < 3;
  };
  const { wake, stop } = repeating(1_000, work, (error) => told.push(error), 20);
  wake();
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(3);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs).toBe(4);
  await stop();
});
