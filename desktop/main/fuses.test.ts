import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FUSES, lockDown } from './fuses.ts';

/** Where Electron keeps its fuses in a binary: this text, a version, how many, and one letter each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-fuses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the fuses of a binary that is as delivered are flipped to ours, and read back from it', async () => {
  const binary = join(folder, 'tillhouse');
  // As Electron ships: Node and its options on, integrity off.
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 8]), Buffer.from('10110101')]);
  writeFileSync(binary, Buffer.concat([Buffer.alloc(1_000, 'x'), wire, Buffer.alloc(1_000, 'y')]));
  const before = await getCurrentFuseWire(binary);
  expect(before[FuseV1Options.RunAsNode]).toBe(FuseState.ENABLE);
  await lockDown(binary);
  const after = await getCurrentFuseWire(binary);
  for (const [fuse, on] of Object.entries(FUSES)) {
    const state = after[fuse as unknown as FuseV1Options];
    expect(state, FuseV1Options[Number(fuse)]).toBe(on ? FuseState.ENABLE : FuseState.DISABLE);
  }
});
