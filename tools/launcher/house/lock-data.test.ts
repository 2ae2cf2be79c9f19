import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { houseFiles } from '../../cli/house-files.ts';
import { lockData } from './lock-data.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse lock '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the command line finds the cloud of a running house, on whichever port it stands, and only while it runs', async () => {
  expect(houseFiles(folder).cloudUrl).toBeNull();
  const lock = await lockData(folder);
  expect(houseFiles(folder).cloudUrl).toBeNull();
  lock.stands({ office: 'http://127.0.0.1:5642/', cloud: 'http://127.0.0.1:5640' });
  expect(houseFiles(folder).cloudUrl).toBe('http://127.0.0.1:5640');
  await expect(lockData(folder, 0)).rejects.toThrow('already runs over');
  await expect(lockData(folder, 0)).rejects.toThrow('at http://127.0.0.1:5642/');
  lock.release();
  expect(houseFiles(folder).cloudUrl).toBeNull();
});

test('what a killed house left is not taken for a running one', async () => {
  writeFileSync(join(folder, 'house.lock'), JSON.stringify({ pid: 2 ** 22 + 1, born: '1' }));
  writeFileSync(
    join(folder, 'house.json'),
    JSON.stringify({ office: 'http://127.0.0.1:1/', cloud: 'http://127.0.0.1:2' }),
  );
  expect(houseFiles(folder).cloudUrl).toBeNull();
  const lock = await lockData(folder);
  expect(existsSync(join(folder, 'house.json'))).toBe(false);
  lock.release();
});

test('a start waits for a house that is on its way out', async () => {
  const ending = await lockData(folder);
  const next = lockData(folder);
  setTimeout(ending.release, 250);
  (await next).release();
});
