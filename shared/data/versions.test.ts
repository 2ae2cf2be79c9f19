import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { defineMutator, resolveMutator } from '../kernel/define-mutator.ts';

const common = { kind: 'fact', permission: 'versions.all', doc: 'For this test.', run: async () => {} } as const;

defineMutator({ ...common, name: 'versions.keep', version: 1, args: z.object({ a: z.number() }) });
defineMutator({
  ...common,
  name: 'versions.move',
  version: 4,
  args: z.object({ total: z.number(), note: z.string() }),
  earlier: {
    2: (args) => ({ sum: (args as { amount: number }).amount }),
    3: (args) => ({ total: (args as { sum: number }).sum, note: '' }),
  },
});

test('arguments of an earlier version pass every declared step to the version that runs', () => {
  const resolved = resolveMutator('versions.move', 2);
  expect(resolved.found?.version).toBe(4);
  expect(resolved.found && resolved.convert({ amount: 7 })).toEqual({ total: 7, note: '' });
  const last = resolveMutator('versions.move', 3);
  expect(last.found && last.convert({ sum: 8 })).toEqual({ total: 8, note: '' });
});

test('a version of its own runs as it is', () => {
  const resolved = resolveMutator('versions.move', 4);
  expect(resolved.found && resolved.convert({ total: 1, note: 'n' })).toEqual({ total: 1, note: 'n' });
});

test('a newer version or an unknown name is newer than this program; without a step it is too old', () => {
  expect(resolveMutator('versions.move', 5)).toEqual({ found: null, why: 'newer' });
  expect(resolveMutator('versions.never', 1)).toEqual({ found: null, why: 'newer' });
  expect(resolveMutator('versions.move', 1)).toEqual({ found: null, why: 'dropped' });
});
