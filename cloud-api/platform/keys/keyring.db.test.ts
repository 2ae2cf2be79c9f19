import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { openPools, type Pools } from '../db/pools.ts';
import { roleUrls } from '../db/roles.ts';
import { fileKms } from './file-kms.ts';
import { type Keyring, openKeyring } from './keyring.ts';
import { KekLost, type Kms } from './kms.ts';

const opened: { database: TestDatabase; pools: Pools }[] = [];
let pools: Pools;
let kms: Kms;
let folder: string;
let database: TestDatabase;
let keyring: Keyring;
const tenant = randomUUID();
const place = { table: 'identity.totp', row: 'a', column: 'secret' };

beforeEach(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
  opened.push({ database, pools });
  folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  kms = fileKms(folder);
  keyring = await openKeyring({ pool: pools.system, kms });
});
afterAll(async () => {
  for (const each of opened) {
    await each.pools.close();
    await each.database.drop();
  }
});

const again = () => openKeyring({ pool: pools.system, kms: fileKms(folder) });

async function dump(): Promise<string> {
  const admin = new pg.Client(database.url);
  await admin.connect();
  const { rows } = await admin.query('SELECT * FROM keys.tenant_keys');
  const persons = await admin.query('SELECT * FROM keys.person_keys');
  await admin.end();
  return JSON.stringify([rows, persons.rows]);
}

test('what one process sealed, another opens; another tenant and the platform do not', async () => {
  const sealed = (await keyring.sealer(tenant)).seal('JBSWY3DPEHPK3PXP', place);
  expect((await (await again()).sealer(tenant)).open(sealed, place)).toBe('JBSWY3DPEHPK3PXP');
  for (const other of [randomUUID(), null]) {
    const { open } = await keyring.sealer(other);
    expect(() => open(sealed, place)).toThrow('altered');
  }
});

test('two processes that need the first key of a tenant at once get the same', async () => {
  const rings = await Promise.all([again(), again(), again()]);
  const sealers = await Promise.all(rings.map((ring) => ring.sealer(tenant)));
  const sealed = sealers.map(({ seal }) => seal('x', place));
  for (const { open } of sealers) expect(sealed.map((text) => open(text, place))).toEqual(['x', 'x', 'x']);
});

test('no key lies open in the database', async () => {
  const { current } = await keyring.sealer(tenant);
  const person = (await keyring.persons.ensure(tenant, [tenant])).get(tenant);
  const kept = await dump();
  for (const secret of [current.secret, person?.secret as Buffer])
    for (const form of ['base64', 'base64url', 'hex'] as const) expect(kept).not.toContain(secret.toString(form));
});

test('a lost key-encryption key stops the start, and no other is made in its place', async () => {
  rmSync(folder, { recursive: true });
  await expect(again()).rejects.toThrow(KekLost);
  expect(await fileKms(folder).current()).toBeUndefined();
});

test('the key of another installation opens nothing here', async () => {
  const other = fileKms(mkdtempSync(join(tmpdir(), 'keyring-')));
  await other.create();
  await expect(openKeyring({ pool: pools.system, kms: other })).rejects.toThrow(KekLost);
});

test('a wrapped key moved to another tenant does not unwrap', async () => {
  await keyring.sealer(tenant);
  const thief = randomUUID();
  const admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(
    'INSERT INTO keys.tenant_keys SELECT $2, version, kek, wrapped, made_at FROM keys.tenant_keys WHERE tenant_id = $1',
    [tenant, thief],
  );
  await admin.end();
  await expect((await again()).sealer(thief)).rejects.toThrow('altered, or belongs to something else');
});

test('a person’s key is made once, and a destroyed one is never made again', async () => {
  const [ada, grace] = [randomUUID(), randomUUID()];
  const [first, second] = await Promise.all([
    keyring.persons.ensure(tenant, [ada, grace]),
    (await again()).persons.ensure(tenant, [grace, ada]),
  ]);
  expect(first).toEqual(second);
  expect(first.get(ada)?.id).toBe(`p${ada}`);
  expect(await keyring.persons.destroy(tenant, ada)).toBe(true);
  expect(await keyring.persons.destroy(tenant, ada)).toBe(false);
  for (const ring of [keyring, await again()]) {
    expect((await ring.persons.ensure(tenant, [ada])).get(ada)).toBeNull();
    expect((await ring.persons.read(tenant, [grace])).get(grace)?.secret).toEqual(first.get(grace)?.secret);
  }
  expect(await dump()).not.toContain(first.get(ada)?.secret.toString('base64'));
});

test('another tenant’s person of the same id has a key of its own', async () => {
  const id = randomUUID();
  const one = await keyring.persons.ensure(tenant, [id]);
  const other = await keyring.persons.ensure(randomUUID(), [id]);
  expect(one.get(id)?.secret).not.toEqual(other.get(id)?.secret);
});
