import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const limit = 10_000_000;

export type HouseLog = { file: string; write(line: string): void; close(): Promise<void> };

/** The log of the house in its data folder; the one before is kept when it has grown large. */
export function openLog(dataDir: string): HouseLog {
  const file = join(dataDir, 'house.log');
  if (existsSync(file) && statSync(file).size > limit) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  return {
    file,
    write: (line) => void stream.write(line.endsWith('\n') ? line : `${line}\n`),
    close: () => new Promise((done) => stream.end(() => done())),
  };
}
