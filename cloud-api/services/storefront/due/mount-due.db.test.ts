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

test('a link to pay that was made up opens nothing, and leaves nothing of a shop that there is not', async () => {
  const { tenantId } = await openStore(cloud, 'payable');
  const keys = async (): Promise<number> =>
    (await admin.query('SELECT tenant_id FROM keys.tenant_keys UNION ALL SELECT person_id FROM keys.person_keys')).rows
      .length;
  const before = await keys();
  for (const shop of [randomUUID(), randomUUID(), tenantId]) {
    const link = new URLSearchParams({ shop, order: randomUUID(), proof: 'x'.repeat(43) });
    for (const method of ['GET', 'POST']) {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const asked = method === 'GET' ? {} : { body: `method=test&expected=1&id=${randomUUID()}`, headers: form };
      const answer = await fetch(`${cloud.cloud.url}/pay?${link}`, { method, redirect: 'manual', ...asked });
      expect([method, answer.status]).toEqual([method, 404]);
    }
  }
  expect(await keys()).toBe(before);
});
