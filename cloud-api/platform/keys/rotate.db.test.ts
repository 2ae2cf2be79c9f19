import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { signingKey } from '../../services/identity/signing-keys.ts';
import { openPools, type Pools } from '../db/pools.ts';
import { roleUrls } from '../db/roles.ts';
import { fileKms } from './file-kms.ts';
import { type Keyring, openKeyring, PLATFORM } from './keyring.ts';
import { KekLost, type Kms } from './kms.ts';
import { sealedColumns } from './reseal-platform.ts';
import { keyStatus, type Rotation, rotateKek, rotateTenant } from './rotate.ts';

let database: TestDatabase;
let pools: Pools;
let folder: string;
let keyring: Keyring;
let rotation: Rotation;
let clock: number;
const tenants = [randomUUID(), randomUUID(), randomUUID()];
const person = randomUUID();
const place = { table: 'integrations.secrets', row: 'a', column: 'secret' };

beforeEach(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
  folder = mkdtempSync(join(tmpdir(), 'rotate-'));
  clock = Date.now();
  const kms = fileKms(folder);
  keyring = await openKeyring({ pool: pools.system, kms });
  for (const tenant of tenants) await keyring.persons.ensure(tenant, [person]);
  const onProgress = () => {};
  rotation = {
    pool: pools.system,
    identity: pools.identity,
    payments: pools.payments,
    app: pools.app,
    kms,
    now: () => clock,
    onProgress,
  };
});
afterEach(async () => {
  await pools.close();
  await database.drop();
});

const again = (kms: Kms = fileKms(folder)) => openKeyring({ pool: pools.system, kms });

test('after a rotation of the key-encryption key all opens by the new one, and the old one opens nothing', async () => {
  const sealed = (await keyring.sealer(tenants[0] as string)).seal('hook secret', place);
  const before = mkdtempSync(join(tmpdir(), 'rotate-'));
  cpSync(folder, before, { recursive: true });
  const { kek, ended } = await rotateKek(rotation);
  expect(ended).toHaveLength(1);
  expect((await (await again()).sealer(tenants[0] as string)).open(sealed, place)).toBe('hook secret');
  expect(await keyStatus(pools.system, rotation.kms)).toMatchObject({ kek, keks: [{ kek, keys: 4 }], tenants: 4 });
  await expect(again(fileKms(before))).rejects.toThrow(KekLost);
});

test('stopped in the middle, both keys open; run again, it finishes and makes no third', async () => {
  const [kms, first] = [rotation.kms, await rotation.kms.current()];
  let wraps = 0;
  const falling: Kms = {
    ...kms,
    wrap: async (secret, context) => {
      wraps += 1;
      if (wraps === 3) throw new Error('the machine fell over');
      return kms.wrap(secret, context);
    },
  };
  await expect(rotateKek({ ...rotation, kms: falling })).rejects.toThrow('fell over');
  const half = await keyStatus(pools.system, kms);
  expect(half.keks.map(({ keys }) => keys).sort()).toEqual([2, 2]);
  for (const tenant of tenants) expect((await (await again()).persons.read(tenant, [person])).get(person)).toBeTruthy();
  const { kek, ended } = await rotateKek(rotation);
  expect([kek, ended]).toEqual([half.kek, [first]]);
  expect((await keyStatus(pools.system, kms)).keks).toEqual([{ kek, keys: 4 }]);
});

test('a tenant’s new key wraps its persons anew; the old one goes once no process can still seal with it', async () => {
  const tenant = tenants[1] as string;
  const before = (await keyring.persons.read(tenant, [person])).get(person);
  const other = (await keyring.sealer(tenants[2] as string)).seal('x', place);
  expect(await rotateTenant(rotation, tenant)).toMatchObject({ version: 2, resealed: 1, left: 1 });
  // A process that has not heard of it seals with the old key.
  const late = randomUUID();
  await keyring.persons.ensure(tenant, [late]);
  expect((await keyStatus(pools.system, rotation.kms)).unfinished).toEqual([tenant]);
  clock += 11 * 60_000;
  expect(await rotateTenant(rotation, tenant)).toMatchObject({ version: 2, resealed: 1, left: 0 });
  const ring = await again();
  expect((await ring.persons.read(tenant, [person])).get(person)).toEqual(before);
  expect((await ring.persons.read(tenant, [late])).get(late)).toBeTruthy();
  expect((await ring.sealer(tenant)).keys.map(({ id }) => id)).toEqual(['t2']);
  expect((await ring.sealer(tenants[2] as string)).open(other, place)).toBe('x');
});

test('what an old tenant key sealed does not open once it is gone', async () => {
  const tenant = tenants[0] as string;
  const sealed = (await keyring.sealer(tenant)).seal('left behind', place);
  await rotateTenant(rotation, tenant);
  expect((await (await again()).sealer(tenant)).open(sealed, place)).toBe('left behind');
  clock += 11 * 60_000;
  await rotateTenant(rotation, tenant);
  const { open } = await (await again()).sealer(tenant);
  expect(() => open(sealed, place)).toThrow('the key t1 is not here');
});

test('the platform’s new key seals the keys that tokens are signed with, and they stay the same keys', async () => {
  const before = await signingKey(pools.identity, 'office', keyring, clock);
  expect(await rotateTenant(rotation, PLATFORM)).toMatchObject({ version: 2, resealed: 2 });
  const after = await signingKey(pools.identity, 'office', await again(), clock);
  expect(after.kid).toBe(before.kid);
  const admin = new pg.Client(database.url);
  await admin.connect();
  const { rows } = await admin.query(
    `SELECT private_jwk #>> '{}' AS kept FROM identity.signing_keys WHERE realm = 'office'`,
  );
  for (const { kept } of rows) expect(kept).toContain('s1.t2.');
  await admin.end();
});

test('every column with something sealed in it is known to the rotation', async () => {
  await signingKey(pools.identity, 'office', keyring, clock);
  const admin = new pg.Client(database.url);
  await admin.connect();
  const { rows } = await admin.query<{ schema: string; table: string; column: string }>(
    `SELECT table_schema AS schema, table_name AS "table", column_name AS "column" FROM information_schema.columns
      WHERE table_schema IN ('identity', 'operator') AND data_type IN ('text', 'jsonb')`,
  );
  const holding: string[] = [];
  for (const { schema, table, column } of rows) {
    const sql = `SELECT 1 FROM "${schema}"."${table}" WHERE "${column}"::text ~ '^"?(\\\\u0001|\\x01)s1\\.' LIMIT 1`;
    if ((await admin.query(sql)).rowCount) holding.push(`${schema}.${table}.${column}`);
  }
  await admin.end();
  const known = sealedColumns.map(({ schema, table, column }) => `${schema}.${table}.${column}`);
  expect(known).toEqual(expect.arrayContaining(holding));
  expect(holding).toContain('identity.signing_keys.private_jwk');
});
