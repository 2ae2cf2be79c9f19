import { closeSync, openSync, statfsSync, writeSync } from 'node:fs';

/** Takes all that is left of the disk of `place` into the file `filler`. */
export function fillDisk(place: string, filler: string): void {
  const file = openSync(filler, 'w');
  try {
    for (const block of [Buffer.alloc(65_536), Buffer.alloc(512)]) {
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
  if (statfsSync(place).bavail !== 0) throw new Error(`${place} is not full`);
}
