import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { longest, rankOf } from './longest-first.ts';
import { root } from './spawn-node.ts';

test('long files come before all others, and are there', () => {
  expect(longest.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(longest.map((file) => rankOf(join(root, file)))).toEqual([...longest.keys()]);
  expect(rankOf(join(root, 'shared/kernel/money.test.ts'))).toBe(longest.length);
});
