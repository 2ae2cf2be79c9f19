import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPools } from '../../cloud-api/platform/db/pools.ts';
import { roleUrls } from '../../cloud-api/platform/db/roles.ts';
import { sealAll } from '../../cloud-api/testing/seal-all.ts';
import { openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { testKeyDir } from '../../cloud-api/testing/test-kms.ts';
import { checkSource } from './check-source.ts';
import { openCloudDatabase } from './read-sources.ts';
import { addVerifyCommand } from './verify-command.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  const store = await openStore(cloud, 'larkhall');
  await store.product('Mug', 5);
  for (const name of ['Ida', 'Jan']) {
    const reached = { email: `${name}@larkhall.example`, phone: null, city: null, country: null };
    const customer = { id: randomUUID(), name, ...reached, note: '', externalRef: null, status: 'active' };
    expect((await store.command('customers.save', { customers: [customer] })).status).toBe(200);
  }
  await cloud.cloud.close();
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  await sealAll(pools.system);
  await pools.close();
});
afterAll(() => cloud?.database.drop());

async function check() {
  const database = await openCloudDatabase(cloud.database.url);
  try {
    return await checkSource(database);
  } finally {
    await database.close();
  }
}

test('a whole cloud has no violations', async () => {
  const { checks, violations } = await check();
  expect(violations).toEqual([]);
  expect(checks).toBeGreaterThan(20);
});

/** `tillhouse verify --cloud … --audit`, as its user sees it. */
async function verifyAudit(...flags: string[]): Promise<{ said: string; code: number | string | null | undefined }> {
  return verify('--audit', ...flags);
}

async function verify(...flags: string[]): Promise<{ said: string; code: number | string | null | undefined }> {
  const said: string[] = [];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const program = new Command();
  addVerifyCommand(program);
  try {
    await program.parseAsync(['verify', ...flags, '--cloud', cloud.database.url], { from: 'user' });
    return { said: said.join(''), code: process.exitCode };
  } finally {
    out.mockRestore();
    process.exitCode = undefined;
  }
}

test('verify --audit says of a whole chain that it holds, and ends well', async () => {
  const { said, code } = await verifyAudit();
  expect(said).toMatch(/: \d+ checks, all hold/);
  expect(code).toBe(0);
});

test('with keys what lies sealed is opened; what was moved, and an index that tells another word, are found', async () => {
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  vi.stubEnv('KEY_DIR', testKeyDir());
  try {
    const whole = await verify();
    expect(whole.said).toMatch(/: \d+ checks, all hold/);
    expect(whole.said).not.toContain('not checked');
    expect(whole.code).toBe(0);
    const [ida, jan] = (await admin.query('SELECT id, name, email FROM customers ORDER BY id')).rows;
    await admin.query('UPDATE customers SET name = $2, email = split_part(email, $3, 1) || $3 || $4 WHERE id = $1', [
      ...[ida.id, jan.name, '#', jan.email.split('#')[1]],
    ]);
    const { said, code } = await verify();
    expect(said).toContain(`customers ${ida.id}: name does not open: it was altered, moved, or its key is gone`);
    expect(said).toContain(`customers ${ida.id}: email is found by another word than it says`);
    expect([said.match(/sealed\.rows-open/g)?.length, code]).toEqual([2, 1]);
    await admin.query('UPDATE customers SET name = $2, email = $3 WHERE id = $1', [ida.id, ida.name, ida.email]);
    const [first, second] = (
      await admin.query(
        `SELECT mutation_id, body FROM audit.details WHERE starts_with(body, chr(1)) ORDER BY mutation_id LIMIT 2`,
      )
    ).rows;
    const lay = (body: string) =>
      admin.query('UPDATE audit.details SET body = $2 WHERE mutation_id = $1', [first.mutation_id, body]);
    await lay(second.body);
    expect((await verifyAudit()).said).toContain(`what the audit says of mutation ${first.mutation_id} does not open`);
    await lay(first.body);
  } finally {
    vi.unstubAllEnvs();
    await admin.end();
  }
});

test('without keys the rest is checked, and it is said what was not', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'tillhouse-no-keys-'));
  vi.stubEnv('KEY_DIR', empty);
  try {
    const { said, code } = await verify();
    expect(said).toMatch(/not checked: of 2 sealed persons and \d+ sealed entries of the audit it was not checked/);
    expect(said).toContain('Give the keys with KEY_DIR, or KMS and what it needs.');
    expect(said).toMatch(/: \d+ checks, all hold/);
    expect([code, readdirSync(empty)]).toEqual([0, []]);
  } finally {
    vi.unstubAllEnvs();
    rmSync(empty, { recursive: true });
  }
});

test('one changed word of one audit entry is found, with the entry’s id', async () => {
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const sql = `UPDATE audit.entries SET actor_name = 'Somebody else' WHERE id = (SELECT min(id) FROM audit.entries) RETURNING id`;
  const [{ id }] = (await admin.query(sql)).rows as [{ id: string }];
  await admin.end();
  const { violations } = await check();
  expect(violations).toMatchObject([{ invariant: 'audit.chain', text: expect.stringContaining(`entry ${id} `) }]);
  const told = await verifyAudit();
  expect(told.said).toContain(`entry ${id} `);
  expect(told.code).toBe(1);
});
