import { expect, test } from 'vitest';
import { runCrowd } from './testing/crowd.ts';

test('a thousand clients of fifty tenants find back by themselves and never show less than they had', async () => {
  const options = { clients: 1_000, tenants: 50, rowsPerTenant: 100, withinMs: 180_000 } as const;
  const report = await runCrowd({ ...options, outages: ['restart', 'lost-slot'] });
  expect(report).toEqual({ faults: [], refetched: 1_000, complete: 1_000 });
});
