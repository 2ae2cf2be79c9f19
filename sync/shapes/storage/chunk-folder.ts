import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const prefix = 'tillhouse-shapes-';

/**
 * Makes this process's folder for chunks in `parent`, and clears away those of processes that were killed before they
 * could: they hold tenants' rows that nobody reads any more.
 */
export function makeChunkFolder(parent: string): string {
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (!Number.isNaN(owner) && !isRunning(owner)) removeFolder(join(parent, name));
  }
  return mkdtempSync(join(parent, `${prefix}${process.pid}-`));
}

export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Another user's, or still open on Windows: the next start tries again.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it means that it runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
