import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { managerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { mailbox } from '../../../platform/mail/mailer.ts';
import {
  enrolDevice,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { addAccount } from '../create-tenant.ts';
import { archivePath } from './export-jobs.ts';
import { checkExport } from './check-export.ts';
import { tablesOfTenants } from './write-export.ts';

let cloud: TestCloud;
let admin: pg.Client;
let store: TestStore;
let other: TestStore;
let device: TestDevice;
let folder: string;
const mail = mailbox();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillhouse-leaving-'));
  cloud = await startTestCloud({ mailer: mail, dataDir: folder });
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'KANARI-other');
  for (const each of [store, other]) await each.product(`Jug of ${each.email}`, 5);
  device = await enrolDevice(cloud, store);
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Table → rows of a tenant, of every table that the catalogue says has one. */
async function countsOf(tenantId: string): Promise<Map<string, number>> {
  const { rows } = await admin.query<{ name: string }>('SELECT name FROM identity.tables_of_tenants()');
  const counts = new Map<string, number>();
  for (const { name } of rows) {
    const found = await admin.query(`SELECT count(*)::int AS n FROM ${name} WHERE tenant_id = $1`, [tenantId]);
    counts.set(name, found.rows[0].n);
  }
  return counts;
}

async function exported(): Promise<string> {
  const asked = await cloud.call('POST', '/auth/exports', { token: store.token });
  expect(asked.status).toBe(202);
  const { id } = asked.body;
  await vi.waitFor(
    async () => {
      const { body } = await cloud.call('GET', '/auth/exports', { token: store.token });
      expect(body.exports.find((each: { id: string }) => each.id === id)).toMatchObject({ status: 'ready' });
    },
    { timeout: 45_000, interval: 250 },
  );
  return id;
}

test('everything is taken out: each table there is, counted and hashed, without what opens anything and without others', async () => {
  const id = await exported();
  const path = archivePath(cloud.cloud.identity.exportsFolder, store.tenantId, id);
  const { manifest, problems } = await checkExport(path);
  expect(problems).toEqual([]);
  const counts = await countsOf(store.tenantId);
  expect(manifest?.tables.map(({ table }) => table)).toEqual([...counts.keys()].sort());
  expect(manifest?.tables.find(({ table }) => table === 'public.products')?.rows).toBe(1);
  const text = gunzipSync(await readFile(path)).toString('utf8');
  expect(text.includes(`Jug of ${store.email}`)).toBe(true);
  expect(text.includes('KANARI')).toBe(false);
  expect(/"(pin|key|token|code|password)_hash":/.test(text)).toBe(false);
  const of = Object.fromEntries(manifest?.tables.map(({ table, omitted }) => [table, omitted]) ?? []);
  expect(of).toMatchObject({ 'public.staff': ['pin_hash'], 'identity.api_keys': ['key_hash'], 'public.products': [] });
});

test('a download that broke off goes on where it was; nobody else and nobody lower gets it', async () => {
  const id = await exported();
  const url = `${cloud.cloud.url}/auth/exports/${id}/archive`;
  const headers = { authorization: `Bearer ${store.token}` };
  const whole = Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
  const part = await fetch(url, { headers: { ...headers, range: 'bytes=1000-' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([
    206,
    `bytes 1000-${whole.length - 1}/${whole.length}`,
  ]);
  expect(Buffer.concat([whole.subarray(0, 1000), Buffer.from(await part.arrayBuffer())]).equals(whole)).toBe(true);
  expect((await cloud.call('GET', `/auth/exports/${id}/archive`, { token: other.token })).status).toBe(404);
  const log = await cloud.call('GET', '/v1/audit?limit=20', { token: store.token });
  expect(JSON.stringify(log.body)).toContain('identity.exportAll');
});

test('a file that was changed, cut or emptied is found', async () => {
  const id = await exported();
  const path = archivePath(cloud.cloud.identity.exportsFolder, store.tenantId, id);
  const damaged = join(folder, 'damaged.tar.gz');
  const after = async (change: (tar: Buffer) => Buffer): Promise<string> => {
    await writeFile(damaged, gzipSync(change(gunzipSync(await readFile(path)))));
    return (await checkExport(damaged)).problems.join('; ');
  };
  expect(await after((tar) => tar)).toBe('');
  const swap = (from: string, to: string) => (tar: Buffer) =>
    Buffer.from(tar.toString('latin1').replace(from, to), 'latin1');
  expect(await after(swap('Jug of', 'Mug of'))).toMatch(
    /^tables\/[\w.]+ is not as it was written \(SHA-256 differs\)$/,
  );
  expect(await after((tar) => tar.subarray(0, tar.length / 2))).toMatch(/cut short/);
  expect(await after(swap('tables/public.products', 'tables/public.produktX'))).toMatch(
    /produktX.ndjson is missing.*products.ndjson is in no manifest/,
  );
  await copyFile(path, damaged);
  await writeFile(damaged, (await readFile(damaged)).subarray(0, -20));
  expect((await checkExport(damaged)).problems.join()).toMatch(/cut short/);
});

const ask = (confirm: string, token = store.token) => cloud.call('POST', '/auth/erasure', { token, body: { confirm } });

test('erasing needs an owner and the name typed; until its day it stands still, and can be kept', async () => {
  const manager = { staffId: randomUUID(), email: 'manager@larkhall.example', password: 'the password of a manager' };
  const row = { id: manager.staffId, name: 'M', initials: 'M', email: manager.email, roleId: managerRole.id };
  await store.command('access.saveStaff', {
    person: { ...row, homeLocationId: null, status: 'active', statusNote: null },
  });
  await addAccount(cloud.cloud.identity, { tenantId: store.tenantId, name: row.name, ...manager });
  const session = await cloud.call('POST', '/auth/session', {
    body: manager && { email: manager.email, password: manager.password },
  });
  expect((await ask('larkhall', session.body.access_token)).status).toBe(403);
  expect((await ask('another')).body.code).toBe('erasure.name-differs');
  expect((await ask('Larkhall')).status).toBe(204);
  const told = { to: store.email, subject: expect.stringContaining('will be erased on') };
  await expect.poll(() => mail.letters.at(-1)).toMatchObject(told);
  expect((await cloud.call('GET', '/v1/products', { token: store.token })).status).toBe(200);
  const write = await store.command('access.saveRole', { role: { id: randomUUID(), name: 'X', permissions: [] } });
  expect([write.status, write.body.code]).toEqual([403, 'tenant.suspended']);
  expect(write.body.detail).toContain('about to be erased');
  expect((await cloud.call('GET', '/auth/erasure', { token: store.token })).body.retention).toContain('years');
  expect((await cloud.call('DELETE', '/auth/erasure', { token: store.token })).status).toBe(204);
  expect(
    (await store.command('access.saveRole', { role: { id: randomUUID(), name: 'X', permissions: [] } })).status,
  ).toBe(200);
});

test('nobody can have the database erase a tenant that did not ask, or before its day', async () => {
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const erase = () =>
    withTransaction(pools.identity, (db) => db.rows('SELECT * FROM identity.erase_tenant($1, 10)', [store.tenantId]));
  await expect(erase()).rejects.toThrow(/is not to be erased/);
  expect((await ask('larkhall')).status).toBe(204);
  await expect(erase()).rejects.toThrow(/is not to be erased/);
  await pools.close();
});

test('a table of tomorrow joins by itself, and one that nobody may read stops an export instead of being left out', async () => {
  await admin.query('CREATE TABLE public.of_tomorrow (tenant_id uuid, note text)');
  await admin.query('INSERT INTO public.of_tomorrow SELECT $1, g::text FROM generate_series(1, 3) g', [store.tenantId]);
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  await expect(tablesOfTenants(pools.identity)).rejects.toThrow(/no role may read public.of_tomorrow/);
  await pools.close();
});

test('on its day every row of every table goes, with files and shapes; others keep theirs, and a signed record is left', async () => {
  const key = await publishableKey(cloud, { ...store, token: store.token }).catch(() => '');
  const shape = (token: string) => cloud.call('GET', '/sync/v1/shape?table=products&offset=-1', { token });
  const before = await countsOf(other.tenantId);
  // Somebody of both: only their work here ends.
  await admin.query(
    `INSERT INTO identity.memberships SELECT $1, account_id, staff_id FROM identity.memberships WHERE tenant_id = $2 LIMIT 1`,
    [store.tenantId, other.tenantId],
  );
  // A page for a passkey that was left open hangs on one of their sign-ins.
  await admin.query(
    `INSERT INTO identity.ceremonies (id, ticket_hash, purpose, session_id, name, expires_at)
     SELECT gen_random_uuid(), 'left open', 'prove', id, '', now() + interval '1 day' FROM identity.sessions
      WHERE tenant_id = $1 LIMIT 1`,
    [store.tenantId],
  );
  await admin.query(`UPDATE identity.tenants SET erase_after = now() - interval '1 second' WHERE id = $1`, [
    store.tenantId,
  ]);
  const erased = () =>
    vi.waitFor(
      async () => {
        const { rows } = await admin.query(`SELECT 1 FROM identity.erasures WHERE erased_id = $1 AND proof <> ''`, [
          store.tenantId,
        ]);
        expect(rows).toHaveLength(1);
      },
      { timeout: 45_000, interval: 250 },
    );
  cloud.cloud.identity.onWork();
  await erased();
  // As a process leaves it that falls over behind the last row: the next one signs.
  await admin.query(`UPDATE identity.erasures SET proof = '' WHERE erased_id = $1`, [store.tenantId]);
  cloud.cloud.identity.onWork();
  await erased();
  const left = [...(await countsOf(store.tenantId))].filter(([, rows]) => rows > 0);
  expect(left).toEqual([]);
  const gone = async (sql: string, value: string) => (await admin.query(sql, [value])).rowCount;
  expect(await gone('SELECT 1 FROM identity.tenants WHERE id = $1', store.tenantId)).toBe(0);
  expect(await gone('SELECT 1 FROM identity.accounts WHERE email = $1', store.email)).toBe(0);
  expect(await gone('SELECT 1 FROM identity.accounts WHERE email = $1', other.email.toLowerCase())).toBe(1);
  expect(await countsOf(other.tenantId)).toEqual(before);
  expect(existsSync(join(cloud.cloud.identity.exportsFolder, store.tenantId))).toBe(false);

  for (const answer of [await shape(device.token), await cloud.call('GET', '/v1/products', { token: store.token })]) {
    expect([answer.status, answer.body.code]).toEqual([410, 'tenant.erased']);
  }
  expect((await device.signIn()).status).toBe(400);
  if (key) expect((await cloud.call('GET', '/shop/v1/products', { token: key })).status).toBe(401);
  expect(
    (await cloud.call('POST', '/auth/session', { body: { email: store.email, password: store.password } })).status,
  ).toBe(401);

  const { rows } = await admin.query(`SELECT proof FROM identity.erasures WHERE erased_id = $1`, [store.tenantId]);
  const jwks = createRemoteJWKSet(new URL('/.well-known/jwks.json', cloud.cloud.url));
  const { payload } = await jwtVerify(rows[0].proof, jwks, { typ: 'tillhouse-erasure+jwt', subject: store.tenantId });
  expect(payload).toMatchObject({
    remaining: 0,
    removed: { 'public.of_tomorrow': 3, 'public.products': 1, 'identity.tenants': 1 },
  });
  expect(rows[0].proof).not.toContain('larkhall');
});
