import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Writes and syncs a page two hundred times in the folder given; prints p95 in milliseconds. */
const file = openSync(join(process.argv[2] as string, 'fdatasync'), 'w');
const page = Buffer.alloc(4_096, 1);
const samples: number[] = [];
for (let n = 0; n < 200; n += 1) {
  const since = performance.now();
  writeSync(file, page, 0, page.length, 0);
  fdatasyncSync(file);
  samples.push(performance.now() - since);
}
closeSync(file);
samples.sort((a, b) => a - b);
process.stdout.write(String(samples[Math.floor(samples.length * 0.95)]));
