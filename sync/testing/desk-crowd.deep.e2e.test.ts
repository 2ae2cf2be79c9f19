import { expect, test } from 'vitest';
import { runDeskCrowd } from './desk-crowd.ts';

test('a thousand desks of fifty shops hold one request each, find back after a restart and a lost slot, and none ever shows less', async () => {
  const report = await runDeskCrowd({
    ...{ desks: 1_000, stores: 50, products: 20, withinMs: 120_000 },
    outages: ['restart', 'lost-slot'],
  });
  expect(report).toEqual({ faults: [], complete: 1_000, held: 1_000 });
});
