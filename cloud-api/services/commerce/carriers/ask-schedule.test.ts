import { expect, test } from 'vitest';
import { isFollowed, nextAsk } from './ask-schedule.ts';

/** When the cloud itself asks a carrier about a parcel. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = 100 * DAY;
const parcel = (days: number, more: object = {}) => ({
  ...{ how: 'shipped' as const, tracking: '1Z', state: null, occurredAt: now - days * DAY, ...more },
});
const after = (days: number, more: object = {}, of: object = {}) =>
  (nextAsk(parcel(days, of), { heardAt: null, askedAt: now, pushes: false, now, ...more }) - now) / HOUR;

test('a parcel is asked for every few hours at first, and more seldom with age', () => {
  expect([0, 2, 4, 12, 40].map((days) => after(days))).toEqual([3, 3, 6, 12, 24]);
  expect(after(4, {}, { state: 'out-for-delivery' })).toBe(1);
  // The carrier knows nothing of one that has just left; of one that left long before the account was connected it does.
  expect(after(0, { askedAt: null })).toBe(3);
  expect(after(4, { askedAt: null })).toBe(0);
});

test('a carrier that pushes news is asked where they stay away', () => {
  const pushes = { pushes: true, askedAt: null };
  expect(after(0, pushes)).toBe(24);
  expect(after(4, { ...pushes, heardAt: now - 2 * HOUR })).toBe(22);
  expect(after(4, { ...pushes, heardAt: now - 30 * HOUR })).toBe(0);
  expect(after(4, { pushes: true, heardAt: now - 30 * HOUR })).toBe(12);
  expect(after(4, { pushes: true, heardAt: now })).toBe(24);
});

test('what arrived, came back, was handed over, has no number or left long ago is asked for no more', () => {
  expect(isFollowed(parcel(59), now)).toBe(true);
  expect(isFollowed(parcel(5, { state: 'exception' }), now)).toBe(true);
  for (const state of ['delivered', 'returned']) expect(isFollowed(parcel(5, { state }), now), state).toBe(false);
  expect(isFollowed(parcel(60), now)).toBe(false);
  expect(isFollowed(parcel(5, { tracking: '' }), now)).toBe(false);
  expect(isFollowed(parcel(5, { how: 'handed-over' }), now)).toBe(false);
});
