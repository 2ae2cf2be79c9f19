import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SnapshotTurns } from './snapshot-turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether it is over by now. */
async function isOver(pause: Promise<void> | null): Promise<boolean> {
  let over = false;
  void pause?.then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return over;
}

test('a long one waits for those that have nothing to show, and for no other long one', async () => {
  const turns = new SnapshotTurns();
  const [long, other] = [turns.enter(), turns.enter()];
  long.begun();
  other.begun();
  expect(long.pause()).toBeNull();
  const [short, shorter] = [turns.enter(), turns.enter()];
  expect(short.pause(), 'who has nothing to show waits for nobody').toBeNull();
  const pause = long.pause();
  shorter.end();
  expect(await isOver(pause)).toBe(false);
  short.end();
  short.end();
  expect(await isOver(pause)).toBe(true);
  expect(long.pause()).toBeNull();
  const next = turns.enter();
  expect(long.pause()).not.toBeNull();
  next.end();
});

test('however many come, a long one waits three seconds in all', async () => {
  const turns = new SnapshotTurns();
  const long = turns.enter();
  long.begun();
  const first = turns.enter();
  const pause = long.pause();
  await vi.advanceTimersByTimeAsync(2_000);
  first.end();
  expect(await isOver(pause)).toBe(true);
  turns.enter();
  const again = long.pause();
  await vi.advanceTimersByTimeAsync(900);
  expect(await isOver(again)).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(await isOver(again)).toBe(true);
  expect(long.pause(), 'others still begin').toBeNull();
});
