import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud } from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let admin: pg.Client;
beforeAll(async () => {
  cloud = await startTestCloud();
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

test('a link that was made up opens nothing, and leaves nothing of a shop that there is not', async () => {
  const { tenantId } = await openStore(cloud, 'payable');
  const keys = async (): Promise<number> =>
    (await admin.query('SELECT tenant_id FROM keys.tenant_keys UNION ALL SELECT person_id FROM keys.person_keys')).rows
      .length;
  const before = await keys();
  const pages = [
    { path: '/pay', body: `method=test&expected=1&id=${randomUUID()}` },
    { path: '/approvals', body: 'answer=yes' },
  ];
  for (const shop of [randomUUID(), randomUUID(), tenantId])
    for (const { path, body } of pages) {
      const of = { shop, order: randomUUID(), request: randomUUID(), as: randomUUID(), proof: 'x'.repeat(43) };
      const address = `${cloud.cloud.url}${path}?${new URLSearchParams(of)}`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      for (const asked of [{}, { method: 'POST', body, headers }])
        expect([path, (await fetch(address, { redirect: 'manual', ...asked })).status]).toEqual([path, 404]);
    }
  expect(await keys()).toBe(before);
});
