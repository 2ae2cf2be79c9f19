import { expect, test } from 'vitest';
import { runCrowd } from './testing/crowd.ts';

test('many clients find back by themselves after a lost slot and a new server, and never show less than they had', async () => {
  const options = { clients: 40, tenants: 5, rowsPerTenant: 30, withinMs: 40_000 } as const;
  const report = await runCrowd({ ...options, outages: ['lost-slot', 'restart', 'lost-slot'] });
  expect(report).toEqual({ faults: [], refetched: 40, complete: 40 });
});
