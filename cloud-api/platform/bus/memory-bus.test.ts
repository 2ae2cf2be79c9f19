import { expect, test } from 'vitest';
import { busContract } from './bus-contract.ts';
import { memoryBus } from './memory-bus.ts';

busContract('the in-process bus', async () => {
  const bus = memoryBus({ retryMs: 1 });
  return { bus, again: async () => bus };
});

test('publish fails when a consumer goes on failing, so that the outbox keeps the message', async () => {
  const bus = memoryBus({ tries: 2, retryMs: 1 });
  await bus.subscribe({ consumer: 'broken', handle: () => Promise.reject(new Error('never')) });
  const base = { tenantId: 't', name: 'a.b', version: 1, aggregate: 'x', payload: {}, mutationId: 'm', occurredAt: 0 };
  await expect(bus.publish([{ ...base, id: 1 }])).rejects.toThrow('never');
});
