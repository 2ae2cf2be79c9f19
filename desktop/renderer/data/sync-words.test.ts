import { expect, test } from 'vitest';
import type { SyncStatus } from '../../bridge/status.ts';
import { syncWords } from './sync-words.ts';

const status: SyncStatus = {
  ...{ state: 'initial', since: null, lastSyncedAt: null, waiting: 0, waitingSales: 0, oldestWaitingAt: null },
  ...{ needsAttention: 0, initial: null, clockSkew: 0, problem: null, problemCode: null },
};

test('a desk that was in step before catches up; only the first copy is called so', () => {
  const initial = { received: 50, expected: 200 };
  expect(syncWords(status).text).toBe('First copy');
  expect(syncWords({ ...status, initial }).text).toBe('First copy, 25%');
  expect(syncWords({ ...status, lastSyncedAt: 1 }).text).toBe('Catching up');
  expect(syncWords({ ...status, lastSyncedAt: 1, initial }).text).toBe('Catching up, 25%');
});
