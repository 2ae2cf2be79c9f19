import { expect, test } from 'vitest';
import { runDeskCrowd } from './desk-crowd.ts';

// A thousand of them: desk-crowd.deep.e2e.test.ts.
test('desks hold one request each; after a lost slot and a restart of the cloud all find back, and none ever shows less', async () => {
  const report = await runDeskCrowd({
    ...{ desks: 12, stores: 3, products: 4, withinMs: 40_000 },
    outages: ['lost-slot', 'restart'],
  });
  expect(report).toEqual({ faults: [], complete: 12, held: 12 });
});
