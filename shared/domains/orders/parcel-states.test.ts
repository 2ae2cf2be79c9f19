import { expect, test } from 'vitest';
import { parcelStates, type ParcelState, standsNow } from './parcel-states.ts';

const said = (...all: readonly (readonly [ParcelState, number])[]) => all.map(([state, at]) => ({ state, at }));
const now = (...all: readonly (readonly [ParcelState, number])[]) => standsNow(said(...all))?.state;

test('a parcel stands at what happened last, in whatever order it was heard', () => {
  expect(now()).toBeUndefined();
  expect(now(['out-for-delivery', 30], ['label', 10], ['in-transit', 20])).toBe('out-for-delivery');
  expect(now(['exception', 20], ['in-transit', 30])).toBe('in-transit');
  // At one moment, what comes later in a parcel’s life.
  expect(now(['delivered', 10], ['in-transit', 10])).toBe('delivered');
  expect(now(['in-transit', 10], ['delivered', 10])).toBe('delivered');
});

test('delivered is the end, but for what comes back afterwards', () => {
  for (const state of parcelStates) {
    const over = state === 'returned' ? 'returned' : 'delivered';
    expect(now(['delivered', 20], [state, 30]), state).toBe(over);
    expect(now([state, 30], ['delivered', 20]), state).toBe(over);
    expect(now(['delivered', 20], [state, 10]), state).toBe('delivered');
  }
  expect(standsNow(said(['delivered', 10], ['delivered', 20]))?.at).toBe(20);
  // On its way back to the shop, it may be on its way out again.
  expect(now(['returned', 10], ['in-transit', 20])).toBe('in-transit');
});
