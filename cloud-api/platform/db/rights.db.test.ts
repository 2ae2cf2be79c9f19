import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { migrate } from '../../migrate.ts';
import { openPools, type Pools } from './pools.ts';
import { roleNames, roleUrls } from './roles.ts';
import { PUBLICATION } from './secure.ts';
import { tableRights } from './table-rights.ts';
import { withTenant, withTransaction } from './transaction.ts';

let database: TestDatabase;
let admin: pg.Client;
let pools: Pools;
const tenants = ['aaaaaaaa-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client(database.url);
  await admin.connect();
  pools = openPools(roleUrls(database.url), () => {});
  for (const tenant of tenants) await withTenant(pools.app, tenant, (db) => addRate(db, tenant));
});
afterAll(async () => {
  await pools?.close();
  await admin?.end();
  await database?.drop();
});

const addRate = (db: { rows(sql: string, params: unknown[]): Promise<object[]> }, tenant: string) =>
  db.rows(
    `INSERT INTO tax_rates (tenant_id, tax_class, name, rate, updated_at) VALUES ($1, 'standard', 'VAT', '20/100', now())`,
    [tenant],
  );

test('the roles are these, with these powers', async () => {
  const { rows } = await admin.query(
    `SELECT rolname AS role, rolsuper AS super, rolbypassrls AS bypass, rolreplication AS replication,
            rolcreaterole OR rolcreatedb AS creates
       FROM pg_roles WHERE rolname = ANY($1) ORDER BY rolname`,
    [roleNames],
  );
  const plain = { super: false, bypass: false, replication: false, creates: false };
  expect(rows).toEqual([
    { role: 'app', ...plain },
    { role: 'identity', ...plain },
    { role: 'operator', ...plain },
    { role: 'payments', ...plain },
    { role: 'replicator', ...plain, bypass: true, replication: true },
    { role: 'system', ...plain },
  ]);
});

test('every table grants exactly what is listed, and the roles own nothing', async () => {
  const { rows } = await admin.query<{ grant: string }>(
    `SELECT format('%s.%s %s %s', n.nspname, c.relname, pg_get_userbyid(a.grantee), a.privilege_type) AS grant
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
      WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
        AND a.grantee <> c.relowner
      UNION ALL
     SELECT format('%s.%s %s %s (%s)', n.nspname, c.relname, pg_get_userbyid(a.grantee), a.privilege_type, t.attname)
       FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
            aclexplode(t.attacl) a WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const listed = tableRights().flatMap(({ schema, table, rights }) =>
    Object.entries(rights).flatMap(([role, allowed]) =>
      allowed.flatMap((right) =>
        typeof right === 'string'
          ? [`${schema}.${table} ${role} ${right}`]
          : right.update.map((column) => `${schema}.${table} ${role} UPDATE (${column})`),
      ),
    ),
  );
  expect(rows.map((row) => row.grant).sort()).toEqual(listed.sort());
  const owned = await admin.query(
    `SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = ANY($1)
      UNION ALL SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) = ANY($1)
      UNION ALL SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = ANY($1)`,
    [roleNames],
  );
  expect(owned.rows).toEqual([]);
});

test('what runs with the rights of its owner is this, for these roles alone', async () => {
  const { rows } = await admin.query(
    `SELECT p.oid::regprocedure::text AS function, p.proconfig AS settings,
            (SELECT array_agg(pg_get_userbyid(a.grantee)::text) FROM aclexplode(p.proacl) a WHERE a.grantee <> p.proowner) AS roles
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  expect(rows).toEqual([
    { function: 'find_checkouts_by_email(text)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'find_customer_by_email(text,text)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'find_hosted_shop(text,text)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'find_orders_by_buyer(text,integer)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'find_products(text,integer)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'identity.bytes_of(uuid,oid)', settings: ['search_path=pg_catalog'], roles: ['identity'] },
    { function: 'identity.count_key_change()', settings: ['search_path=pg_catalog'], roles: null },
    {
      function: 'identity.erase_shopper(uuid)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    {
      function: 'identity.erase_tenant(uuid,integer)',
      settings: ['search_path=pg_catalog'],
      roles: ['identity'],
    },
    { function: 'identity.find_api_key(text)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'identity.find_grant(text)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'identity.find_oauth_client(text)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    { function: 'identity.key_changes()', settings: ['search_path=pg_catalog'], roles: ['app'] },
    {
      function: 'identity.note_uses(uuid[],text[],timestamp with time zone)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    {
      function: 'identity.see_session(uuid,timestamp with time zone)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    {
      function: 'identity.see_shopper(text,timestamp with time zone)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    { function: 'identity.standings()', settings: ['search_path=pg_catalog'], roles: ['app'] },
    {
      function: 'identity.use_proof(text,timestamp with time zone)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    {
      function: 'keys.forget_persons(uuid[],timestamp with time zone)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    { function: 'match_products(text,integer)', settings: ['search_path=pg_catalog'], roles: ['app'] },
    {
      function: 'operator.find_visit(text,timestamp with time zone)',
      settings: ['search_path=pg_catalog'],
      roles: ['app'],
    },
    { function: 'operator.tenant_health(uuid)', settings: ['search_path=pg_catalog'], roles: ['operator'] },
    { function: 'payments.tenant_of_account(uuid)', settings: ['search_path=pg_catalog'], roles: ['payments'] },
    { function: 'refresh_statistics()', settings: ['search_path=pg_catalog, pg_temp'], roles: ['system'] },
  ]);
});

test('every table is either held to its tenant by forced row-level security or listed as global', async () => {
  const { rows } = await admin.query<{ name: string; forced: boolean; tenant: boolean; policies: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
            EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS tenant,
            ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1) AS policies
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const listed = new Map(tableRights().map((entry) => [`${entry.schema}.${entry.table}`, entry]));
  for (const row of rows) {
    if (row.name === 'public.schema_migrations') continue;
    const entry = listed.get(row.name);
    expect(entry, `${row.name} is not in tableRights`).toBeDefined();
    expect([row.name, row.forced], row.name).toEqual([row.name, entry?.tenant]);
    const { identity, operator, system } = entry?.rights ?? {};
    const policies = entry?.tenant
      ? [...(identity || operator ? ['any_tenant'] : []), ...(system ? ['every_tenant'] : []), 'tenant']
      : [];
    expect([row.name, row.policies]).toEqual([row.name, policies]);
    if (!entry?.tenant) expect(row.name).toMatch(/^(identity|operator)\./);
  }
  expect(rows).toHaveLength(listed.size + 1);
});

test('without a tenant there are no rows, and with one only its own', async () => {
  const count = 'SELECT tenant_id FROM tax_rates';
  expect(await withTransaction(pools.app, (db) => db.rows(count))).toEqual([]);
  expect(await withTenant(pools.app, tenants[0], (db) => db.rows(count))).toEqual([{ tenant_id: tenants[0] }]);
  // Of every table, so that a new one is here by itself; the roles that see all are the exceptions by name.
  for (const { schema, table, tenant, rights } of tableRights()) {
    const reader = (['app', 'payments'] as const).find((role) => rights[role]?.includes('SELECT'));
    if (!tenant || !reader) continue;
    const rows = await withTransaction(pools[reader], (db) => db.rows(`SELECT 1 FROM ${schema}.${table} LIMIT 1`));
    expect(rows, `${schema}.${table}`).toEqual([]);
  }
  // The connection goes back to the pool without the tenant.
  expect(await withTransaction(pools.app, (db) => db.rows(count))).toEqual([]);
});

test('every key of a tenant’s table begins with the tenant, so that two tenants can hold the same and neither learns of it', async () => {
  const { rows } = await admin.query<{ name: string; key: string }>(
    `SELECT n.nspname || '.' || c.relname AS name, pg_get_indexdef(i.indexrelid) AS key
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE i.indisunique AND i.indkey[0] <> a.attnum AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const global = new Set(tableRights().flatMap(({ schema, table, tenant }) => (tenant ? [] : [`${schema}.${table}`])));
  // An address on the web is one place for everybody; that it is taken is all that anybody learns.
  const everywhere = (table: string, column: string) => ({
    name: `public.${table}`,
    key: `CREATE UNIQUE INDEX ${table}_everywhere_by_${column} ON public.${table} USING btree (${column})`,
  });
  const inOrder = rows.filter(({ name }) => !global.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  expect(inOrder).toEqual([everywhere('store_domains', 'domain'), everywhere('store_settings', 'slug')]);
  const { rows: references } = await admin.query<{ name: string; reference: string }>(
    `SELECT n.nspname || '.' || c.relname AS name, pg_get_constraintdef(k.oid) AS reference
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE k.contype = 'f' AND NOT a.attnum = ANY(k.conkey)`,
  );
  expect(references.filter(({ name }) => !global.has(name))).toEqual([]);
});

test('no view looks past row-level security', async () => {
  const { rows } = await admin.query(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY(c.reloptions), false)))
        AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(rows).toEqual([]);
});

test('a row of another tenant can be neither written nor changed nor removed', async () => {
  const mine = <T>(sql: string) => withTenant(pools.app, tenants[0], (db) => db.run(sql, [tenants[1]]) as Promise<T>);
  await expect(
    mine(`INSERT INTO tax_rates (tenant_id, tax_class, name, rate, updated_at) VALUES ($1, 'x', 'x', '0', now())`),
  ).rejects.toThrow(/row-level security/);
  expect(await mine(`UPDATE tax_rates SET name = 'taken' WHERE tenant_id = $1`)).toBe(0);
  expect(await mine('DELETE FROM tax_rates WHERE tenant_id = $1')).toBe(0);
});

test('each role is kept from what is not its own', async () => {
  const refused = (pool: keyof Omit<Pools, 'close'>, sql: string) =>
    expect(withTransaction(pools[pool], (db) => db.rows(sql))).rejects.toThrow(/permission denied/);
  await refused('app', 'SELECT * FROM identity.accounts');
  await refused('app', 'SELECT private_jwk FROM identity.signing_keys');
  await refused('app', 'UPDATE audit.entries SET actor_name = null');
  await refused('app', 'DELETE FROM stock_movements');
  await refused('identity', 'SELECT * FROM public.orders');
  await refused('system', 'SELECT * FROM identity.api_keys');
  await refused('system', 'UPDATE orders SET total = 0');
  await refused('app', 'SELECT * FROM operator.visits');
  await refused('identity', 'SELECT * FROM operator.operators');
  await refused('operator', 'SELECT * FROM public.orders');
  await refused('operator', 'SELECT * FROM identity.accounts');
  await refused('app', 'SELECT * FROM payments.attempts');
  await refused('payments', 'SELECT * FROM public.orders');
  await refused('payments', 'SELECT * FROM events.outbox');
  await refused('payments', 'DELETE FROM payments.attempts');
  await refused('payments', `UPDATE payments.exchanges SET said = 'answered'`);
  await refused('app', 'CREATE TABLE mine (n int)');
});

test('the publication holds exactly the tables that desks follow', async () => {
  const { rows } = await admin.query('SELECT tablename FROM pg_publication_tables WHERE pubname = $1', [PUBLICATION]);
  const followed = tableRights().filter((entry) => entry.published);
  expect(rows.map((row) => row.tablename).sort()).toEqual(followed.map((entry) => entry.table).sort());
});

/** Of the cloud alone: what its lists of orders are narrowed by, orders and products are found by, and what its sweepers look for. */
const ofCloud = [
  ...[
    'checkout_attempts_due',
    'checkouts_letter_due',
    'order_drafts_mail_due',
    'provider_refunds_due',
    'provider_holds_due',
  ],
  ...['receipt_letters_due', 'tax_records_due', 'layaways_letter_due', 'layaways_waiting', 'fulfilments_by_tracking'],
  ...[
    'checkouts_cart_letter_due',
    'cart_letters_due',
    'look_versions_due',
    'theme_versions_due',
    'stock_notices_waiting',
    'order_pushes_due',
    'order_letters_due',
    'parcel_asks_due',
    'fulfilments_under_way',
    'purchase_requests_due',
    'due_payments_due',
    'pay_letters_due',
    'product_pairs_sold',
  ],
  ...['orders_by_open_fulfilment', 'orders_by_open_payment', 'orders_by_open_status', 'orders_by_channel'],
  ...['orders_returned', 'orders_by_customer_id_placed_at', 'orders_by_location', 'orders_by_words_of_buyer'],
  ...['products_by_words', 'customers_by_email', 'customers_to_seal', 'checkouts_by_email'],
  ...['order_deliveries_to_seal', 'shopper_addresses_to_seal'],
  ...['quarantine_cases_to_seal', 'sync_quarantine_to_seal', 'checkout_attempts_to_seal', 'order_drafts_to_seal'],
  ...['invoices_to_seal', 'order_changes_to_seal'],
];

test('the migrated tables are those that the definitions declare', async () => {
  const columnsOf = (schema: string) =>
    admin.query(
      `SELECT table_name, column_name, data_type, datetime_precision, is_nullable, collation_name
         FROM information_schema.columns WHERE table_schema = $1 AND table_name = ANY($2)
        ORDER BY table_name, column_name`,
      [schema, declaredTables().map((table) => table.name)],
    );
  await admin.query('CREATE SCHEMA drift');
  await admin.query('SET search_path = drift');
  for (const table of declaredTables()) for (const sql of createTableSql('postgres', table)) await admin.query(sql);
  await admin.query('RESET search_path');
  expect((await columnsOf('public')).rows).toEqual((await columnsOf('drift')).rows);
  const indexesOf = (schema: string) =>
    admin.query(
      `SELECT replace(indexdef, $1 || '.', '') AS definition FROM pg_indexes
        WHERE schemaname = $1 AND tablename = ANY($2) ORDER BY 1`,
      [schema, declaredTables().map((table) => table.name)],
    );
  const nameOf = ({ definition }: { definition: string }) => definition.split(' ')[2] ?? '';
  const migrated = (await indexesOf('public')).rows as { definition: string }[];
  expect(migrated.filter((row) => !ofCloud.includes(nameOf(row)))).toEqual((await indexesOf('drift')).rows);
  expect(migrated.map(nameOf)).toEqual(expect.arrayContaining(ofCloud));
  await admin.query('DROP SCHEMA drift CASCADE');
});

test('who is held by row-level security is not let migrate', async () => {
  await admin.query(`CREATE ROLE held LOGIN CREATEDB CREATEROLE PASSWORD 'held'`);
  try {
    const asHeld = new URL(database.adminUrl);
    [asHeld.username, asHeld.password] = ['held', 'held'];
    await expect(migrate({ adminUrl: asHeld.href, database: database.name })).rejects.toThrow(
      'give the role BYPASSRLS',
    );
  } finally {
    await admin.query('DROP ROLE held');
  }
});
