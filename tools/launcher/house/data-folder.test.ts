import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder, resetDataFolder } from './data-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a reset empties our folder only, and a folder with other things is never taken', () => {
  const ours = join(folder, 'new', 'data');
  openDataFolder(ours);
  mkdirSync(join(ours, 'desk'));
  resetDataFolder(ours);
  expect(existsSync(join(ours, 'desk'))).toBe(false);
  openDataFolder(ours);

  const theirs = join(folder, 'photos');
  mkdirSync(theirs);
  writeFileSync(join(theirs, 'cat.png'), '');
  expect(() => openDataFolder(theirs)).toThrow(/nothing in it was touched/);
  expect(existsSync(join(theirs, 'cat.png'))).toBe(true);
});
