import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileKms } from './file-kms.ts';
import { KekLost } from './kms.ts';
import { kmsContract } from './testing/kms-contract.ts';

const folder = () => join(mkdtempSync(join(tmpdir(), 'kms-')), 'keys');

describe('the file', () => {
  kmsContract(async () => {
    const at = folder();
    return { kms: fileKms(at), again: () => fileKms(at) };
  });

  test('is its user’s alone, and one that others may read is refused', async () => {
    const at = folder();
    await fileKms(at).create();
    const file = join(at, 'kek.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(at).mode & 0o777).toBe(0o700);
    chmodSync(file, 0o640);
    await expect(fileKms(at).current()).rejects.toThrow('Others of this machine may read');
  });

  test('once lost, nothing opens and no other is made in its place', async () => {
    const at = folder();
    const kms = fileKms(at);
    await kms.create();
    const wrapped = await kms.wrap(Buffer.alloc(32, 7), { tenant: 'a' });
    rmSync(join(at, 'kek.json'));
    await expect(kms.unwrap(wrapped, { tenant: 'a' })).rejects.toThrow(KekLost);
    await expect(kms.wrap(Buffer.alloc(32), { tenant: 'a' })).rejects.toThrow('no new key was made');
    await expect(kms.rotate()).rejects.toThrow(KekLost);
    expect(existsSync(join(at, 'kek.json'))).toBe(false);
  });

  test('a draft that a loss of power left behind changes nothing', async () => {
    const at = folder();
    const kms = fileKms(at);
    const made = await kms.create();
    const before = readFileSync(join(at, 'kek.json'), 'utf8');
    writeFileSync(join(at, 'kek.json.1.draft'), '{"format":1,"keys":[');
    expect(await fileKms(at).create()).toBe(made);
    expect(readFileSync(join(at, 'kek.json'), 'utf8')).toBe(before);
  });
});
