import { expect, test } from 'vitest';
import { fromPage, page } from './page.ts';
import { tallyOf } from './tally.ts';

const source = 'export const due = (total: number, paid: number) =>\n  total - paid > 0;\n';
const at = (line: number, from: number, to: number) => ({ start: { line, column: from }, end: { line, column: to } });
const mutant = (status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError', replacement: string) => ({
  ...{ mutatorName: 'x', status, replacement, location: at(2, 3, 19) },
});

test('noticed is what was killed or hung; what survives is told by what stood there and what instead', () => {
  const mutants = [
    mutant('Killed', 'false'),
    mutant('Timeout', 'true'),
    mutant('Survived', 'total - paid >= 0'),
    mutant('NoCoverage', 'total +\n  paid > 0'),
    mutant('CompileError', 'nothing'),
  ];
  const tallies = tallyOf({ files: { 'shared/domains/orders/due.ts': { source, mutants } } });
  expect(tallies).toEqual([
    {
      ...{ file: 'orders/due.ts', killed: 2, total: 4 },
      survivors: [
        { line: 2, change: 'total - paid > 0 → total - paid >= 0' },
        { line: 2, change: 'total - paid > 0 → total + paid > 0' },
      ],
    },
  ]);
  const lines = page(tallies).split('\n');
  expect(lines).toContain('| **orders** | **2** | **4** | **50.0 %** |');
  expect(lines).toContain('| 2 | `total - paid > 0 → total - paid >= 0` | **not judged yet** |');
  // Where one group alone is tried again, the page says of the others what it said.
  const before = page(tallies);
  expect(page(fromPage(before, []))).toBe(before);
  expect(fromPage(before, [{ file: 'orders/due.ts' }])).toEqual([]);
});
