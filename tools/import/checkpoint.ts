import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import * as z from 'zod';

const kept = z.object({ fingerprint: z.string(), done: z.number().int().nonnegative() });

/** Tells one file from another without reading all of it: its size and its first and last 64 KiB. */
export function fingerprintOf(path: string, where: string): string {
  const { size } = statSync(path);
  const hash = createHash('sha256').update(`${where}|${size}|`);
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(65_536);
  for (const start of [0, Math.max(0, size - buffer.length)])
    hash.update(buffer.subarray(0, readSync(file, buffer, 0, buffer.length, start)));
  closeSync(file);
  return hash.digest('hex').slice(0, 32);
}

/**
 * How many batches of a file are in. It only saves time: every batch is a command with an id made from its content,
 * so one that is sent twice happens once.
 */
export class Checkpoint {
  readonly #path: string;
  readonly #fingerprint: string;
  done = 0;

  constructor(path: string, fingerprint: string) {
    this.#path = path;
    this.#fingerprint = fingerprint;
    if (!existsSync(path)) return;
    try {
      const read = kept.parse(JSON.parse(readFileSync(path, 'utf8')));
      if (read.fingerprint === fingerprint) this.done = read.done;
    } catch {
      // A torn or foreign file: start at the beginning, nothing is done twice.
    }
  }

  save(done: number): void {
    this.done = done;
    const fresh = `${this.#path}.new`;
    const file = openSync(fresh, 'w', 0o600);
    writeSync(file, JSON.stringify({ fingerprint: this.#fingerprint, done }));
    fsyncSync(file);
    closeSync(file);
    renameSync(fresh, this.#path);
  }

  clear(): void {
    rmSync(this.#path, { force: true });
  }
}
