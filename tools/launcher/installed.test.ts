import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordAgrees } from './installed.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-installed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, packages: object): void => writeFileSync(join(folder, file), JSON.stringify({ packages }));

function installed(packages: Record<string, object>): void {
  for (const place of Object.keys(packages)) mkdirSync(join(folder, place), { recursive: true });
  write('node_modules/.package-lock.json', packages);
}

test('agrees when every package of the lock file is there in its version; those of other systems may lack', () => {
  write('package-lock.json', {
    '': {},
    shared: {},
    'node_modules/pg': { version: '8.0.0' },
    'node_modules/pg-win32': { version: '8.0.0', optional: true },
  });
  expect(recordAgrees(folder)).toBe(false);
  installed({ 'node_modules/pg': { version: '8.0.0' } });
  expect(recordAgrees(folder)).toBe(true);
  installed({ 'node_modules/pg': { version: '7.9.0' } });
  expect(recordAgrees(folder)).toBe(false);
  installed({ 'node_modules/pg': { version: '8.0.0' } });
  rmSync(join(folder, 'node_modules/pg'), { recursive: true });
  expect(recordAgrees(folder)).toBe(false);
});

test('what one of our own parts would like to have is tried again where it lacks', () => {
  const ciphers = { version: '13.0.3', optional: true };
  write('package-lock.json', {
    '': {},
    desktop: { optionalDependencies: { ciphers: '13.0.3' } },
    'node_modules/pg': { version: '8.0.0' },
    'node_modules/ciphers': ciphers,
  });
  installed({ 'node_modules/pg': { version: '8.0.0' } });
  expect(recordAgrees(folder)).toBe(false);
  installed({ 'node_modules/pg': { version: '8.0.0' }, 'node_modules/ciphers': ciphers });
  expect(recordAgrees(folder)).toBe(true);
});
