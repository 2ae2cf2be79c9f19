import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Rejected } from './import-problem.ts';

const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** In spreadsheets a cell that begins with one of these would be a formula. */
const neutral = (text: string) => (/^[=+\-@\t]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text);

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
      this.#stream.write(`${['line', 'code', 'reason', ...this.#columns].map(quote).join(',')}\r\n`);
    }
    this.#stream.write(
      `${[String(row.line), row.code, row.reason, ...row.fields.map(neutral)].map(quote).join(',')}\r\n`,
    );
  }

  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
  }
}
