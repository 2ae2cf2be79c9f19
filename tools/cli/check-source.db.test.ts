import { Command } from 'commander';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPools } from '../../cloud-api/platform/db/pools.ts';
import { roleUrls } from '../../cloud-api/platform/db/roles.ts';
import { sealAll } from '../../cloud-api/testing/seal-all.ts';
import { openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { checkSource } from './check-source.ts';
import { openCloudDatabase } from './read-sources.ts';
import { addVerifyCommand } from './verify-command.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  const store = await openStore(cloud, 'larkhall');
  await store.product('Mug', 5);
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
async function verifyAudit(): Promise<{ said: string; code: number | string | null | undefined }> {
  const said: string[] = [];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const program = new Command();
  addVerifyCommand(program);
  try {
    await program.parseAsync(['verify', '--audit', '--cloud', cloud.database.url], { from: 'user' });
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
