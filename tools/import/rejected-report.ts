import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { csvCell, csvCopy, csvLine } from '@tillhouse/shared/kernel/csv.ts';
import type { Rejected } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';

/** The rows that were left out, as a table: mend them there and bring the file in again. */
export class RejectedReport {
  readonly path: string;
  readonly counts = new Map<string, { count: number; reason: string }>();
  readonly #columns: readonly string[];
  #stream: WriteStream | undefined;
  total = 0;

  constructor(path: string, columns: readonly string[]) {
    this.path = path;
    this.#columns = columns;
  }

  add(row: Rejected): void {
    this.total += 1;
    const known = this.counts.get(row.code);
    this.counts.set(row.code, { count: (known?.count ?? 0) + 1, reason: known?.reason ?? row.reason });
    if (!this.#stream) {
      this.#stream = createWriteStream(this.path, { encoding: 'utf8' });
      this.#stream.write(csvLine(['line', 'code', 'reason', ...this.#columns].map(csvCell)));
    }
    this.#stream.write(csvLine([...[row.line, row.code, row.reason].map(csvCell), ...row.fields.map(csvCopy)]));
  }

  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
  }
}
