import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signExport } from '@tillhouse/cloud-api/platform/audit/signed-export.ts';
import { signerOf } from '@tillhouse/cloud-api/platform/audit/signed-heads.ts';
import { Sqlite } from '@tillhouse/desktop/host/database/engine.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAuditFile } from './verify-audit-file.ts';

const signer = signerOf(generateKeyPairSync('ed25519').privateKey);
const text = 'number,who\r\n2,Bo\r\n1,Ada\r\n';
let data: string;
let file: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tillhouse-audit-'));
  file = join(data, 'audit.csv');
  const signature = signExport(signer, text, { tenantId: randomUUID(), head: null }, 1_764_000_000_000);
  writeFileSync(file, text);
  writeFileSync(`${file}.sig`, JSON.stringify(signature));
});
afterEach(() => rmSync(data, { recursive: true }));

const deskOf = (key: string): string => {
  const desk = join(data, 'desk.sqlite');
  const db = new Sqlite(desk);
  db.exec('CREATE TABLE audit_heads (signed_by TEXT)');
  db.prepare('INSERT INTO audit_heads VALUES (?)').run(key);
  db.close();
  return desk;
};

test('a file by itself is whole or not; whose key signed it, a desk or a person says', async () => {
  const alone = await verifyAuditFile(file, { data });
  expect(alone).toEqual({ problems: [], about: expect.stringContaining(`2 records signed by ${signer.publicKey}`) });
  expect(alone.about).toContain('Nothing here knows that key');
  const mine = await verifyAuditFile(file, { data, desk: deskOf(signer.publicKey) });
  expect([mine.problems, mine.about.includes('Nothing here')]).toEqual([[], false]);
  const other = await verifyAuditFile(file, { data, key: 'another' });
  expect(other.problems).toEqual([expect.stringContaining('somebody else has written it')]);
  writeFileSync(file, text.replace('Bo', 'Bob'));
  expect((await verifyAuditFile(file, { data })).problems).toHaveLength(2);
});

test('what is not there is said to be missing', async () => {
  rmSync(`${file}.sig`);
  await expect(verifyAuditFile(file, { data })).rejects.toThrow('Give it with --signature');
  await expect(verifyAuditFile(join(data, 'none.csv'), { data })).rejects.toThrow('There is no file');
});
