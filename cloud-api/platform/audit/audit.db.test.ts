import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { shopperAddresses } from '@tillhouse/shared/domains/shoppers/schema.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../testing/test-cloud.ts';
import { sealThrough } from '../db/pool-fields.ts';
import { openPools, type Pools } from '../db/pools.ts';
import { roleUrls } from '../db/roles.ts';
import { withTenant, withTransaction } from '../db/transaction.ts';
import { valueTypes } from '../db/value-types.ts';
import { cloudFields } from '../keys/cloud-fields.ts';
import { sealOldRows } from '../keys/seal-old-rows.ts';
import { withTx } from '../../services/storefront/checkout/price-checkout.ts';
import { exportAudit } from '../../services/commerce/audit-export.ts';
import { verifyCloud } from '../verify.ts';
import { CHAIN_START, type ChainedEntry, chainedColumns, entryHash } from './chain.ts';
import { checkChain } from './check-chain.ts';
import { sealAll } from '../../testing/seal-all.ts';
import { checkSignedExport } from './signed-export.ts';
import { recordAudit } from './record-audit.ts';
import { headsThatDiffer, type SignedHead, signerOf, signHeads } from './signed-heads.ts';

let cloud: TestCloud;
let store: TestStore;
let pools: Pools;
let admin: pg.Client;
const signer = signerOf(generateKeyPairSync('ed25519').privateKey);

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  pools = openPools(roleUrls(cloud.database.url), () => {});
  admin = new pg.Client({ connectionString: cloud.database.url, types: valueTypes });
  await admin.connect();
});
afterAll(async () => {
  await pools?.close();
  await admin?.end();
  await cloud?.close();
});

const read = (path: string) => cloud.call('GET', path, { token: store.token });
const sealed = async () => {
  await expect.poll(async () => (await read('/v1/audit?limit=1')).body.rows[0].position).not.toBeNull();
};

test('a change says who, what, before and after, and why', async () => {
  const { productId, variantId } = await store.product('Stoneware mug', 10);
  const title = { base: 'Stoneware mug', value: 'Stoneware mug, large' };
  expect((await store.command('catalog.editProduct', { productId, patch: { title } })).status).toBe(200);
  await sealed();
  const list = await read('/v1/audit?action=catalog');
  const [newest] = list.body.rows;
  expect(newest).toMatchObject({
    action: 'catalog.editProduct@1',
    actorId: store.staffId,
    actorName: 'Ada',
    outcome: 'applied',
    subject: { table: 'products', label: 'Stoneware mug, large' },
  });
  const one = await read(`/v1/audit/${newest.id}`);
  expect(one.body.changes[0]).toEqual({
    table: 'products',
    key: { id: productId },
    label: 'Stoneware mug, large',
    did: 'changed',
    before: { title: 'Stoneware mug' },
    after: { title: 'Stoneware mug, large' },
    money: [],
    currency: null,
  });
  const lines = [{ locationId: store.locationId, variantId, delta: -1 }];
  await store.command('inventory.adjust', { lines, reason: 'broken', note: 'fell off the shelf' });
  const adjusted = (await read('/v1/audit?action=inventory.adjust')).body.rows[0];
  const said = await read(`/v1/audit/${adjusted.id}`);
  expect(said.body).toMatchObject({ reason: 'broken: fell off the shelf', added: { stock_movements: 1 } });
});

test('a secret stands in its own row and nowhere else', async () => {
  const pinHash = '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$c2VjcmV0';
  expect((await store.command('access.setPin', { staffId: store.staffId, pinHash })).status).toBe(200);
  const [newest] = (await read('/v1/audit?action=access.setPin')).body.rows;
  const one = await read(`/v1/audit/${newest.id}`);
  expect(one.body.changes[0]).toMatchObject({ did: 'changed', after: { pinHash: '•••' } });
  expect(JSON.stringify(one.body)).not.toContain('c2VjcmV0');
});

const words = ['ZqNameCanary', 'zqmailcanary', 'ZqPhoneCanary', 'ZqCityCanary', 'ZqNoteCanary'];
const customer = (id: string, more: object = {}) => ({
  ...{ id, name: words[0], email: `${words[1]}@post.example`, phone: words[2], city: words[3], country: 'GB' },
  ...{ note: words[4], externalRef: null, status: 'active', ...more },
});
const found = (text: string) => words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));

/** Every row of every table of the database, as text. */
async function dump(): Promise<string> {
  const { rows } = await admin.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { schema, name } of rows) {
    const kept = await admin.query(`SELECT t::text AS text FROM "${schema}"."${name}" t`);
    texts.push(...kept.rows.map(({ text }) => `${name}: ${text}`));
  }
  return texts.join('\n');
}

const entriesOf = async (action: string) =>
  Promise.all(
    (await read(`/v1/audit?action=${action}`)).body.rows.map(
      async ({ id }: { id: string }) => (await read(`/v1/audit/${id}`)).body,
    ),
  );
const inOrder = async () => (await verifyCloud(pools.system)).flatMap(({ violations }) => violations);

test('who may read a customer does, and nothing of her stands open in the database, the audit included', async () => {
  const ada = randomUUID();
  const note = `${words[4]} again`;
  for (const more of [{}, { note }]) {
    const done = await store.command('customers.save', { customers: [customer(ada, more)] });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  }
  expect((await read(`/v1/customers/${ada}`)).body).toMatchObject({ name: words[0], phone: words[2], note });
  expect(found(JSON.stringify((await read('/v1/customers')).body))).toEqual(words);
  const device = await enrolDevice(cloud, store);
  const rows = async () =>
    JSON.stringify(
      (await cloud.call('GET', '/sync/v1/shape?table=customers&offset=-1&live_sse=true', { token: device.token })).body,
    );
  expect(found(await rows())).toEqual(words);
  const [second] = await entriesOf('customers.save');
  expect(second).toMatchObject({ erased: false, subject: { table: 'customers', label: words[0] } });
  expect(second.changes[0]).toMatchObject({ before: { note: words[4] }, after: { note } });
  expect(found(await dump())).toEqual([]);

  expect((await store.command('customers.forget', { customerId: ada })).status).toBe(200);
  expect((await read(`/v1/customers/${ada}`)).body).toMatchObject({ name: '—', email: null, status: 'archived' });
  const told = [...(await entriesOf('customers.save')), ...(await entriesOf('customers.forget'))];
  expect(told.map(({ erased }) => erased)).toEqual([true, true, true]);
  expect(found(JSON.stringify(told))).toEqual([]);
  // That, and what else was changed, is told still.
  expect(told.at(-1).changes[0]).toMatchObject({
    key: { id: ada },
    before: { name: '⟨erased⟩', status: 'active' },
    after: { name: '⟨erased⟩', status: 'archived' },
  });
  expect(found(await rows())).toEqual([]);
  const keys = await admin.query('SELECT wrapped FROM keys.person_keys WHERE person_id = $1', [ada]);
  expect(keys.rows).toEqual([{ wrapped: null }]);
  // Who is written down again under the same id is not sealed with a new key.
  await store.command('customers.save', { customers: [customer(ada)] });
  expect(found(await dump())).toEqual([]);
  await sealAll(pools.system);
  await expect.poll(inOrder).toEqual([]);
});

test('a value that was moved to another row does not open, and does not keep the others from it', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  await store.command('customers.save', {
    customers: [customer(one), customer(other, { name: 'Other', email: null })],
  });
  await admin.query('UPDATE customers SET phone = (SELECT city FROM customers WHERE id = $1) WHERE id = $2', [
    one,
    other,
  ]);
  expect((await read(`/v1/customers/${other}`)).body).toMatchObject({ name: 'Other', phone: '⟨unreadable⟩' });
});

test('what is from before there were keys is sealed once, reads as it did, and its chain holds with and without a key', async () => {
  const [grace, mutationId] = [randomUUID(), randomUUID()];
  await admin.query(
    `INSERT INTO customers (tenant_id, id, name, email, city, country, note, groups, status, created_at, updated_at)
     VALUES ($1, $2, $3, 'old@post.example', '', 'GB', '', '[]', 'active', now(), now())`,
    [store.tenantId, grace, words[0]],
  );
  const orderId = randomUUID();
  await admin.query(
    `INSERT INTO order_deliveries (tenant_id, order_id, recipient, address, country, method, month, phone)
     VALUES ($1, $2, $3, '', 'GB', 'Royal Mail', '2026-11', $4)`,
    [store.tenantId, orderId, words[0], words[2]],
  );
  const address = { name: words[0], line1: words[3], city: 'Bath', postcode: 'BA1 1AA', country: 'GB' };
  const addressId = randomUUID();
  await admin.query(
    `INSERT INTO shopper_addresses (tenant_id, id, shopper_id, address, usual, created_at, updated_at)
     VALUES ($1, $2, $3, $4, true, now(), now())`,
    [store.tenantId, addressId, randomUUID(), address],
  );
  const caseId = randomUUID();
  const typed = { note: words[4], customer: words[0] };
  await admin.query(
    `INSERT INTO quarantine_cases (tenant_id, id, name, version, args, reason, message, device_id, actor_name, received_at, status)
     VALUES ($1, $2, 'register.recordSale', 1, $3, 'sync.malformed', '', $2, $4, now(), 'open')`,
    [store.tenantId, caseId, typed, words[0]],
  );
  await admin.query(
    `INSERT INTO sync_quarantine (tenant_id, mutation_id, client_id, device_id, reason, payload, received_at, reviewed)
     VALUES ($1, $2, $2, $2, 'sync.malformed', $3, now(), false)`,
    [store.tenantId, caseId, { args: typed }],
  );
  const invoiceId = randomUUID();
  await admin.query(
    `INSERT INTO invoices (tenant_id, id, kind, order_id, register_id, generation, year, sequence, number, currency, net, tax,
       total, document, actor_name, issued_at, business_date, month)
     VALUES ($1, $2, 'invoice', $2, $2, 1, 2026, 1, 'INV-1', 'GBP', 1, 0, 1, $3, 'Ada', now(), '2026-11-27', '2026-11')`,
    [store.tenantId, invoiceId, JSON.stringify({ buyer: typed })],
  );
  const changeId = randomUUID();
  await admin.query(
    `INSERT INTO order_changes (tenant_id, id, order_id, kind, before, after, note, actor_id, actor_name, occurred_at, month)
     VALUES ($1, $2, $2, 'edited', $3, '{}', $4, $2, $5, now(), '2026-11')`,
    [store.tenantId, changeId, { address: words[3] }, words[4], words[0]],
  );
  const change = { table: 'customers', key: { id: grace }, label: words[0] as string, did: 'changed' } as const;
  await withTenant(pools.app, store.tenantId, (db) =>
    recordAudit(db, store.tenantId, [
      {
        ...{ mutationId, action: 'identity.old@1', actorId: store.staffId, actorName: 'Ada', deviceId: null },
        ...{ outcome: 'applied', args: { reason: words[4] }, occurredAt: Date.now() },
        body: { changes: [{ ...change, before: { city: words[3], status: 'a' } }], added: {}, more: 0 },
      },
    ]),
  );
  await sealAll(pools.system);
  const state = async () => [
    (await read(`/v1/customers/${grace}`)).body,
    (await read(`/v1/order-deliveries/${orderId}`)).body,
    (await read(`/v1/quarantine-cases/${caseId}`)).body,
    (await read(`/v1/invoices/${invoiceId}`)).body,
    (await read(`/v1/order-changes/${changeId}`)).body,
    (await read('/v1/quarantine?limit=200')).body.rows.find((row: { mutationId: string }) => row.mutationId === caseId),
    ...(await entriesOf('identity.old')),
  ];
  const before = await state();
  const open = [words[0], words[2], words[3], words[4]];
  expect(found(await dump())).toEqual(open);
  expect(found(JSON.stringify(before))).toEqual(open);
  const keyring = cloud.cloud.identity.keyring;
  const own = openPools(roleUrls(cloud.database.url), () => {});
  try {
    const unreadable: unknown[] = [];
    sealThrough(
      [own.app, own.system],
      cloudFields(keyring, (error) => void unreadable.push(error)),
    );
    const steps: number[] = [];
    while (steps.at(-1) !== 0) steps.push(await sealOldRows(own));
    // The customer, where an order goes, where a shopper has things sent, what became of an order, an invoice, what was put aside, and what the audit says.
    expect(steps).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
    const [lives] = await withTenant(own.app, store.tenantId, (db) =>
      withTx(db, store.tenantId, (tx) => tx.list(shopperAddresses, { id: addressId })),
    );
    expect(lives?.address).toEqual(address);
    expect(found(await dump())).toEqual([]);
    expect(await state()).toEqual(before);
    const broken = async (system: Pools['system']) =>
      (await withTransaction(system, (db) => checkChain(db, store.tenantId))).broken;
    expect([await broken(own.system), await broken(pools.system), unreadable]).toEqual([[], [], []]);
    // With the key it is seen that another body of the tenant was laid in its place.
    const other = `(SELECT body FROM audit.details WHERE mutation_id <> $1 AND tenant_id = $2 LIMIT 1)`;
    const kept = await admin.query('SELECT body FROM audit.details WHERE mutation_id = $1', [mutationId]);
    await admin.query(`UPDATE audit.details SET body = ${other} WHERE mutation_id = $1`, [mutationId, store.tenantId]);
    expect(await broken(own.system)).toEqual([expect.stringContaining('what it says was changed')]);
    await admin.query('UPDATE audit.details SET body = $2 WHERE mutation_id = $1', [mutationId, kept.rows[0].body]);
    expect(unreadable).not.toEqual([]);
  } finally {
    // No store has such ones: the register knows no number, and there is no order.
    await admin.query('DELETE FROM invoices WHERE id = $1', [invoiceId]);
    await admin.query('DELETE FROM order_changes WHERE id = $1', [changeId]);
    await own.close();
  }
});

test('keys, codes, accounts and devices leave entries too, one each', async () => {
  const actions = async () =>
    (await read('/v1/audit?limit=500')).body.rows.map(({ action }: { action: string }) => action) as string[];
  const before = await actions();
  const made = await publishableKey(cloud, store);
  const keys = await cloud.call('GET', '/auth/api-keys', { token: store.token });
  const { id } = keys.body.keys.find((key: { shown: string }) => key.shown === made);
  const revoke = () => cloud.call('DELETE', `/auth/api-keys/${id}`, { token: store.token });
  expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);
  const device = await enrolDevice(cloud, store);
  await cloud.call('POST', `/auth/devices/${device.deviceId}/revoke`, { token: store.token });
  const after = await actions();
  expect(after.slice(0, after.length - before.length).sort()).toEqual([
    'access.registerDevice@1',
    'access.registerDevice@1',
    'identity.makeApiKey@1',
    'identity.makeDeviceCode@1',
    'identity.revokeApiKey@1',
  ]);
  expect(before).toContain('identity.addAccount@1');
});

test('filters narrow the log, pages do not overlap, and a refusal is in it', async () => {
  const refused = await store.command('inventory.finishStockTask', { taskId: randomUUID() });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  const all = (await read('/v1/audit?limit=500')).body.rows as { id: string; outcome: string; recordedAt: number }[];
  // By their ids: a record may be sealed into the chain between two looks.
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  expect(idsOf((await read('/v1/audit?outcome=refused')).body.rows)).toEqual(
    idsOf(all.filter(({ outcome }) => outcome.startsWith('refused'))),
  );
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page = await read(`/v1/audit?limit=4${next === '' ? '' : `&before=${next}`}`);
    seen.push(...page.body.rows.map(({ id }: { id: string }) => id));
    next = page.body.next;
  }
  expect(seen).toEqual(all.map(({ id }) => id));
  const middle = all[Math.floor(all.length / 2)]!.recordedAt;
  const later = (await read(`/v1/audit?limit=500&from=${middle}`)).body.rows;
  expect(later.length).toBe(all.filter(({ recordedAt }) => recordedAt >= middle).length);
  expect((await read(`/v1/audit?actorId=${randomUUID()}`)).body.rows).toEqual([]);
});

test('a chain is whole, its heads are signed, and desks can follow them', async () => {
  await sealed();
  const { body } = await read('/v1/audit/chain');
  expect(body).toEqual({ entries: expect.any(Number), whole: true, broken: [] });
  expect(body.entries).toBeGreaterThan(10);
  expect(await signHeads(pools.system, signer, Date.now())).toBe(1);
  // Nothing new within the quarter of an hour, nor while nothing happens.
  expect(await signHeads(pools.system, signer, Date.now() + 60_000)).toBe(0);
  expect(await signHeads(pools.system, signer, Date.now() + 3_600_000)).toBe(0);
  const device = await enrolDevice(cloud, store);
  const shape = await cloud.call('GET', '/sync/v1/shape?table=audit_heads&offset=-1', { token: device.token });
  expect(JSON.stringify(shape.body)).toContain(signer.publicKey);
  await expect.poll(async () => (await verifyCloud(pools.system)).flatMap(({ violations }) => violations)).toEqual([]);
});

test('a desk reads the log for a person who may, and for nobody else', async () => {
  const device = await enrolDevice(cloud, store);
  const tillPerson = randomUUID();
  const person = {
    id: tillPerson,
    name: 'Tilly',
    initials: 'T',
    email: null,
    roleId: tillRole.id,
    homeLocationId: null,
  };
  await store.command('access.saveStaff', { person: { ...person, status: 'active', statusNote: null } });
  const as = (readerId: string, rest = '') =>
    cloud.call('GET', `/sync/v1/audit${rest}?readerId=${readerId}`, { token: device.token });
  const own = await as(store.staffId);
  expect(own.body.rows).toEqual((await read('/v1/audit')).body.rows);
  expect((await as(store.staffId, `/${own.body.rows[0].id}`)).body).toMatchObject({ id: own.body.rows[0].id });
  for (const rest of ['', `/${own.body.rows[0].id}`, '/chain']) {
    expect((await as(tillPerson, rest)).body).toMatchObject({ status: 403, details: { permission: 'audit.view' } });
    expect((await as(randomUUID(), rest)).status).toBe(403);
  }
  await sealed();
  const asked = await cloud.call('GET', `/sync/v1/audit/chain?readerId=${store.staffId}&positions=1,3`, {
    token: device.token,
  });
  const { rows } = await admin.query(
    'SELECT position, hash FROM audit.entries WHERE tenant_id = $1 AND position IN (1, 3)',
    [store.tenantId],
  );
  expect(asked.body.hashes).toEqual(Object.fromEntries(rows.map(({ position, hash }) => [String(position), hash])));
});

test('the log is exported as a file whose signature finds what is not as the cloud wrote it', async () => {
  await sealed();
  const all = (await read('/v1/audit?limit=500&action=catalog')).body.rows as { id: string; hash: string }[];
  const plain = (await read('/v1/audit/export?action=catalog')).body;
  expect(plain).toMatchObject({ signature: null, records: all.length, whole: true });
  const device = await enrolDevice(cloud, store);
  const asked = { token: device.token };
  const path = `/sync/v1/audit/export?action=catalog&readerId=`;
  expect((await cloud.call('GET', path + store.staffId, asked)).body).toEqual(plain);
  expect((await cloud.call('GET', path + randomUUID(), asked)).status).toBe(403);
  const { csv, signature } = await withTenant(cloud.cloud.commerce.pool, store.tenantId, (db) =>
    exportAudit(db, store.tenantId, { action: 'catalog' }, signer, Date.now()),
  );
  const lines = csv.split('\r\n').slice(1, -1);
  expect(lines.map((line) => line.split(',').slice(-2))).toEqual(all.map(({ id, hash }) => [id, hash]));
  expect(signature).toMatchObject({
    tenantId: store.tenantId,
    signedBy: signer.publicKey,
    head: { hash: expect.any(String) },
  });
  const check = (text: string) => checkSignedExport(text, JSON.stringify(signature)).problems;
  expect(check(csv)).toEqual([]);
  expect(check(csv.replace('Ada', 'Bob'))).toEqual([
    expect.stringContaining('line 2 is not as it was written'),
    expect.stringContaining('line 2 is missing'),
  ]);
});

/** What somebody with the whole database can do: other words, and every hash worked out again. */
async function writeAnew(change: string): Promise<void> {
  await admin.query(change);
  const { rows } = await admin.query<ChainedEntry>(
    `SELECT ${chainedColumns} FROM audit.entries e WHERE e.tenant_id = $1 AND position IS NOT NULL ORDER BY position`,
    [store.tenantId],
  );
  let previous = CHAIN_START;
  for (const [at, entry] of rows.entries()) {
    const hash = entryHash(previous, at + 1, entry);
    await admin.query(
      'UPDATE audit.entries SET position = $3, previous_hash = $4, hash = $5 WHERE tenant_id = $1 AND id = $2',
      [store.tenantId, entry.id, at + 1, previous, hash],
    );
    previous = hash;
  }
  await admin.query('UPDATE audit.heads SET position = $2, hash = $3 WHERE tenant_id = $1', [
    store.tenantId,
    rows.length,
    previous,
  ]);
}

/** Does it in a copy of the tables, with the heads as a desk has kept them, and puts all back. */
async function afterWriting(change: string): Promise<{ chain: readonly string[]; kept: string[] }> {
  const { rows: heads } = await admin.query<SignedHead>(
    `SELECT position, hash, signed_by, signature, (extract(epoch FROM signed_at) * 1000)::bigint AS signed_at
       FROM audit_heads WHERE tenant_id = $1`,
    [store.tenantId],
  );
  // All is sealed, and what the cloud does by itself meanwhile is not seen.
  await sealed();
  await admin.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  try {
    await writeAnew(change);
    const source = {
      rows: async (sql: string, params: readonly unknown[] = []) => (await admin.query(sql, params as unknown[])).rows,
    } as never;
    const wanted = new Set(heads.map(({ position }) => Number(position)));
    const chain = await checkChain(source, store.tenantId, wanted);
    return { chain: chain.broken, kept: headsThatDiffer(store.tenantId, heads, chain) };
  } finally {
    await admin.query('ROLLBACK');
  }
}

test('a chain that the owner of the database wrote anew looks whole, and differs from the heads that desks kept', async () => {
  const renamed = await afterWriting(`UPDATE audit.entries SET actor_name = 'Nobody' WHERE position = 2`);
  expect(renamed.chain).toEqual([]);
  expect(renamed.kept).toEqual([expect.stringContaining('the chain was written anew')]);
  const removed = await afterWriting('DELETE FROM audit.entries WHERE position = 3');
  expect(removed.chain).toEqual([]);
  expect(removed.kept.length).toBe(1);
  const cut = await afterWriting('DELETE FROM audit.entries WHERE position > 5');
  expect(cut.chain).toEqual([]);
  expect(cut.kept).toEqual([expect.stringContaining('the chain ends at 5')]);
});

test('a head that somebody else signed, or that was changed, is no proof', async () => {
  const { rows } = await admin.query<SignedHead>(
    `SELECT position, hash, signed_by, signature, (extract(epoch FROM signed_at) * 1000)::bigint AS signed_at
       FROM audit_heads WHERE tenant_id = $1`,
    [store.tenantId],
  );
  const [head] = rows as [SignedHead];
  const chain = { entries: head.position, hashes: new Map([[head.position, head.hash]]) };
  expect(headsThatDiffer(store.tenantId, [head], chain)).toEqual([]);
  const other = signerOf(generateKeyPairSync('ed25519').privateKey);
  const forgeries: SignedHead[] = [
    { ...head, hash: 'f'.repeat(64) },
    { ...head, signed_at: head.signed_at + 1 },
    { ...head, signed_by: other.publicKey },
    { ...head, signature: other.sign('anything') },
  ];
  for (const forged of forgeries)
    expect(headsThatDiffer(store.tenantId, [forged], chain)).toEqual([
      expect.stringContaining('its signature is false'),
    ]);
  expect(headsThatDiffer(randomUUID(), [head], chain).length).toBe(1);
});

test('each field of an entry and of what it says, changed once, is found', async () => {
  await sealAll(pools.system);
  const { rows: columns } = await admin.query<{ column_name: string; data_type: string }>(
    `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'audit' AND table_name = 'entries'
       AND column_name NOT IN ('xid', 'sealed_at')`,
  );
  const other: Record<string, (column: string) => string> = {
    text: (column) => `coalesce(${column}, '') || 'x'`,
    uuid: () => 'gen_random_uuid()',
    bigint: (column) => `${column} + 100000`,
    'timestamp with time zone': (column) => `${column} + interval '1 ms'`,
  };
  const source = {
    rows: async (sql: string, params: readonly unknown[] = []) => (await admin.query(sql, params as unknown[])).rows,
  } as never;
  expect((await checkChain(source, store.tenantId)).broken).toEqual([]);
  const found: string[] = [];
  for (const { column_name: column, data_type: type } of columns) {
    await admin.query('BEGIN');
    if (column === 'id') await admin.query('ALTER TABLE audit.entries ALTER COLUMN id SET GENERATED BY DEFAULT');
    await admin.query(
      `UPDATE audit.entries SET ${column} = ${other[type]?.(column)} WHERE tenant_id = $1 AND position = 4`,
      [store.tenantId],
    );
    const { broken } = await checkChain(source, store.tenantId);
    await admin.query('ROLLBACK');
    if (broken.length > 0) found.push(column);
  }
  expect(found.sort()).toEqual(columns.map(({ column_name }) => column_name).sort());
});

test.each([
  ['taken out', 'DELETE FROM audit.entries WHERE tenant_id = $1 AND position = 4'],
  [
    'changed places',
    `UPDATE audit.entries SET position = CASE position WHEN 4 THEN 5 ELSE 4 END WHERE tenant_id = $1 AND position IN (4, 5)`,
  ],
  ['cut off at the end', 'DELETE FROM audit.entries WHERE tenant_id = $1 AND position > 8'],
  ['put in', `UPDATE audit.entries SET position = position + 1 WHERE tenant_id = $1 AND position > 4`],
  ['emptied of what it says', `UPDATE audit.details SET body = '{}' WHERE tenant_id = $1`],
])('entries that were %s are found', async (_words, change) => {
  await sealAll(pools.system);
  await admin.query('BEGIN');
  try {
    await admin.query('ALTER TABLE audit.entries DROP CONSTRAINT IF EXISTS entries_tenant_id_position_key');
    await admin.query('DROP INDEX IF EXISTS audit.entries_by_position');
    await admin.query(change, [store.tenantId]);
    const source = {
      rows: async (sql: string, params: readonly unknown[] = []) => (await admin.query(sql, params as unknown[])).rows,
    } as never;
    expect((await checkChain(source, store.tenantId)).broken.length).toBeGreaterThan(0);
  } finally {
    await admin.query('ROLLBACK');
  }
});

test('from a head that was kept on, only what came after it is worked out', async () => {
  await sealed();
  const source = {
    rows: async (sql: string, params: readonly unknown[] = []) => (await admin.query(sql, params as unknown[])).rows,
  } as never;
  const whole = await checkChain(source, store.tenantId, new Set([5, 7]));
  const later = await checkChain(source, store.tenantId, new Set([5, 7]), 5);
  expect(later).toEqual(whole);
  await admin.query('BEGIN');
  await admin.query(`UPDATE audit.entries SET actor_name = 'x' WHERE tenant_id = $1 AND position = 6`, [
    store.tenantId,
  ]);
  expect((await checkChain(source, store.tenantId, new Set(), 5)).broken).toHaveLength(1);
  expect((await checkChain(source, store.tenantId, new Set(), 6)).broken).toEqual([]);
  await admin.query('ROLLBACK');
  expect((await checkChain(source, store.tenantId, new Set(), 1e9)).broken).toEqual([
    expect.stringContaining('does not reach'),
  ]);
});

test('a drawer’s closing record carries a signed head, and verify lays it beside the chain', async () => {
  const { rows } = await admin.query<SignedHead>(
    `SELECT position, hash, signed_by, signature, (extract(epoch FROM signed_at) * 1000)::bigint AS signed_at
       FROM audit_heads WHERE tenant_id = $1`,
    [store.tenantId],
  );
  const { signed_by: signedBy, signed_at: signedAt, ...head } = rows[0] as SignedHead;
  const register = { id: randomUUID(), code: 'A1', name: 'Till', locationId: store.locationId, status: 'active' };
  await store.command('register.saveRegister', { register });
  const drawer = { sessionId: randomUUID(), registerId: register.id };
  await store.command('register.openSession', { ...drawer, float: 0 });
  const closing = { ...drawer, counted: 0, expected: 0, note: '', auditHead: { ...head, signedBy, signedAt } };
  expect((await store.command('register.closeSession', closing)).status).toBe(200);
  const chain = async () =>
    (await verifyCloud(pools.system)).find(({ invariant }) => invariant === 'audit.chain')?.violations;
  await expect.poll(chain).toEqual([]);
  await admin.query(
    `UPDATE register_closings SET audit_head = jsonb_set(audit_head, '{hash}', to_jsonb(repeat('0', 64))) WHERE tenant_id = $1`,
    [store.tenantId],
  );
  expect(await chain()).toEqual([expect.stringContaining('its signature is false')]);
});
