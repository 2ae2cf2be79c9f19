import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileKms } from '../platform/keys/file-kms.ts';
import type { Kms } from '../platform/keys/kms.ts';

let folder: string | undefined;

/** Where the keys of this process's clouds lie, gone when it ends; the same for all, so that two may share a database. */
export function testKeyDir(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'tillhouse-keys-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

export const testKms = (): Kms => fileKms(testKeyDir());
