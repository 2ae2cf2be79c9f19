import type { Reader } from './reader.ts';

/** Long readings of the file for the host itself; they run in the report thread. */
export interface FileJobs {
  /** Whether the file is whole. Reads all of it. */
  soundness: { params: Record<string, never>; result: { sound: boolean; said: string } };
  /** Units sold by variant since a day of the store; units of weighed goods in their own scale. */
  pace: { params: { since: string }; result: [variantId: string, sold: number][] };
}

export type FileJob = keyof FileJobs;

export const fileJobs: { [J in FileJob]: (reader: Reader, params: FileJobs[J]['params']) => FileJobs[J]['result'] } = {
  soundness: (reader) => {
    const said = reader.all<{ quick_check: string }>('PRAGMA quick_check(5)').map((row) => row.quick_check);
    return { sound: said.length === 1 && said[0] === 'ok', said: said.join('; ') };
  },
  pace: (reader, { since }) =>
    reader
      .all<{ id: string; sold: number }>(
        `SELECT variant_id AS id, sum(quantity) AS sold FROM order_lines
         WHERE business_date >= ? AND variant_id IS NOT NULL GROUP BY variant_id HAVING sum(quantity) > 0`,
        [since],
      )
      .map((row) => [row.id, row.sold]),
};
