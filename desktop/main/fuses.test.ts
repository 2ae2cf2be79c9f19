import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FuseConfig, FuseState, FuseV1Options, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FUSES } from './fuses.ts';

const require = createRequire(import.meta.url);
const { load } = require('js-yaml') as { load: (text: string) => { electronFuses: object } };
const { PlatformPackager } = require('app-builder-lib') as {
  PlatformPackager: { prototype: { generateFuseConfig: (fuses: object) => Promise<FuseConfig> } };
};

/** What electron-builder makes of its own setting, flipped as it flips it. */
async function lockDown(binary: string): Promise<void> {
  const config = load(readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8'));
  await flipFuses(binary, await PlatformPackager.prototype.generateFuseConfig(config.electronFuses));
}

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
