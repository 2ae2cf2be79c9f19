import { expect } from 'vitest';
import type { RowSource } from '../cli/read-sources.ts';

/** A series and its numbers, in order: `T1 generation 1, receipts` → 1, 2, 3 … */
export type Series = Readonly<Record<string, readonly number[]>>;

const each = [
  ['receipts', 'SELECT r.code, x.generation, x.sequence AS n FROM receipts x JOIN registers r ON r.id = x.register_id'],
  [
    'Z reports',
    'SELECT r.code, x.generation, x.number AS n FROM register_closings x JOIN registers r ON r.id = x.register_id',
  ],
  [
    'invoice',
    `SELECT r.code, x.generation, x.year, x.sequence AS n FROM invoices x JOIN registers r ON r.id = x.register_id
      WHERE x.kind = 'invoice'`,
  ],
  [
    'credit-note',
    `SELECT r.code, x.generation, x.year, x.sequence AS n FROM invoices x JOIN registers r ON r.id = x.register_id
      WHERE x.kind = 'credit-note'`,
  ],
] as const;

/** Every series of numbers that a till gives out, as a desk's file or the cloud has it. */
export async function seriesOf(source: RowSource): Promise<Series> {
  const found: Record<string, number[]> = {};
  for (const [kind, sql] of each)
    for (const row of await source.rows<{ code: string; generation: number; year?: number; n: number }>(sql)) {
      const name = `${row.code}, generation ${row.generation}, ${kind}${row.year ? ` of ${row.year}` : ''}`;
      found[name] = [...(found[name] ?? []), Number(row.n)];
    }
  for (const numbers of Object.values(found)) numbers.sort((a, b) => a - b);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => a.localeCompare(b)));
}

/** Each begins at 1 and has every number once. */
export function expectUnbroken(series: Series): void {
  for (const [name, numbers] of Object.entries(series)) expect(numbers, name).toEqual(numbers.map((_, at) => at + 1));
}
