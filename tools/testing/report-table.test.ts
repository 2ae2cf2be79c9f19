import { expect, test } from 'vitest';
import { nothing } from './part.ts';
import { summary } from './report-table.ts';

test('ends with the sum on a line of its own, and says which part was over its budget', () => {
  const part = (name: string, budgetMinutes: number) => ({ name, budgetMinutes, run: async () => nothing });
  const text = summary([
    { part: part('types', 1), outcome: { passed: 1, failed: 0, skipped: 0, notes: [] }, minutes: 0.2 },
    { part: part('unit', 1), outcome: { passed: 40, failed: 2, skipped: 1, notes: ['skipped: a > b'] }, minutes: 1.5 },
  ]);
  const lines = text.trimEnd().split('\n');
  expect(lines.at(-1)).toBe('41 passed, 2 failed, 1 skipped');
  expect(lines.filter((line) => line.includes('over budget'))).toEqual([expect.stringContaining('unit')]);
  expect(text).toContain('skipped: a > b');
});
