import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolDevice, openStore, publishableKey, startTestCloud, type TestCloud } from '../testing/test-cloud.ts';
import { sealAll } from '../testing/seal-all.ts';
import { openPools, type Pools } from './db/pools.ts';
import { roleUrls } from './db/roles.ts';
import { verifyCloud } from './verify.ts';

let cloud: TestCloud;
let pools: Pools;
let admin: pg.Client;

beforeAll(async () => {
  cloud = await startTestCloud();
  pools = openPools(roleUrls(cloud.database.url), () => {});
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const store = await openStore(cloud, 'larkhall');
  const { variantId } = await store.product('Mug', 5);
  const key = await publishableKey(cloud, store);
  const body = { lines: [{ variantId, quantity: 9 }], customerName: 'Bo' };
  const refused = { token: key, headers: { 'idempotency-key': crypto.randomUUID() }, body };
  expect((await cloud.call('POST', '/shop/v1/orders', refused)).status).toBe(409);
  const device = await enrolDevice(cloud, store);
  const mutation = { id: crypto.randomUUID(), name: 'inventory.saveLocation', version: 1, occurredAt: Date.now() };
  const done = {
    ...mutation,
    seq: 1,
    args: {
      location: {
        id: crypto.randomUUID(),
        name: 'Frome',
        street: '',
        kind: 'shop',
        sellsOnline: 'no',
        status: 'active',
      },
    },
    actorId: store.staffId,
    actorName: 'Ada',
  };
  const unknown = { ...done, seq: 2, id: crypto.randomUUID(), name: 'nothing known' };
  const push = { protocol: 1, clientId: crypto.randomUUID(), mutations: [done, unknown], sentAt: Date.now() };
  const answer = await cloud.call('POST', '/sync/v1/push', { token: device.token, body: push });
  expect(answer.body.outcomes.map((each: { status: string }) => each.status)).toEqual(['applied', 'quarantined']);
  const { payments } = cloud.cloud;
  const [attemptId, checkoutId, orderId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const money = { amount: 900, currency: 'GBP', method: 'test', description: 'Jug', email: 'a@people.example' };
  const { tenantId } = store;
  await payments.begin({ tenantId, attemptId, checkoutId, orderId, returnUrl: 'https://shop.example/', ...money });
  await payments.capture(tenantId, attemptId);
  await payments.refund(tenantId, attemptId, { refundId: 'part', amount: 300 });
  await cloud.cloud.close();
  await sealAll(pools.system);
});
afterAll(async () => {
  await pools?.close();
  await admin?.end();
  await cloud?.database.drop();
});

const violations = async () =>
  (await verifyCloud(pools.system)).flatMap(({ invariant, violations }) =>
    violations.map((text) => `${invariant}: ${text}`),
  );

/** Does something that must not be, looks, and takes it back. */
async function after(sql: string): Promise<string[]> {
  await admin.query('CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM audit.entries');
  await admin.query(sql);
  const found = await violations();
  await admin.query('DELETE FROM audit.entries');
  await admin.query('INSERT INTO audit.entries OVERRIDING SYSTEM VALUE SELECT * FROM kept');
  await admin.query('DROP TABLE kept');
  return found;
}

test('after commands, refusals, purchases and a push everything holds', async () => {
  expect(await violations()).toEqual([]);
  const { rows } = await admin.query('SELECT count(*)::int AS sealed FROM audit.entries WHERE hash IS NOT NULL');
  expect(rows[0].sealed).toBeGreaterThan(8);
});

test.each(['action', 'actor_name', 'outcome', 'arguments_hash', 'previous_hash'])(
  'a changed %s is found',
  async (column) => {
    const found = await after(`UPDATE audit.entries SET ${column} = ${column} || 'x' WHERE position = 3`);
    expect(found.join('\n')).toContain('audit.chain');
  },
);

test('a changed time or actor is found', async () => {
  const late = `occurred_at = occurred_at + interval '1 ms'`;
  for (const change of [late, 'actor_id = gen_random_uuid()', 'device_id = gen_random_uuid()']) {
    const found = await after(`UPDATE audit.entries SET ${change} WHERE position = 2`);
    expect(found.join('\n')).toContain('at 2 was changed');
  }
});

test('an entry taken out, two exchanged, and a chain cut short are found', async () => {
  expect((await after('DELETE FROM audit.entries WHERE position = 4')).join('\n')).toContain('audit.without-holes');
  const cut = await after('DELETE FROM audit.entries WHERE position = (SELECT max(position) FROM audit.entries)');
  expect(cut.join('\n')).toContain('does not end at its head');
});

test('an outcome without its audit entry and an event without an outcome are found', async () => {
  await admin.query(
    `UPDATE sync_outcomes SET mutation_id = gen_random_uuid() WHERE seq = 1 AND name = 'inventory.saveLocation'`,
  );
  const found = (await violations()).join('\n');
  expect(found).toContain('sync.one-outcome');
  expect(found).toContain('sync.outcome-for-each-entry');
});

test('a payment that the provider has otherwise, and one whose sums are not its parts, are found', async () => {
  await admin.query(`UPDATE payments.test_entries SET amount = amount - 1 WHERE kind = 'refunded'`);
  expect((await violations()).join('\n')).toContain('payments.books');
  await admin.query(`UPDATE payments.test_entries SET amount = amount + 1 WHERE kind = 'refunded'`);
  await admin.query('UPDATE payments.attempts SET refunded = refunded + 1');
  expect((await violations()).join('\n')).toContain('payments.sums');
  await admin.query('UPDATE payments.attempts SET refunded = refunded - 1');
});
