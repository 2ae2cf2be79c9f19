import type pg from 'pg';
import { quoteName } from './quote.ts';
import { roleNames } from './roles.ts';
import { type TableRights, tableRights } from './table-rights.ts';

/** The publication that the shape server follows. */
export const PUBLICATION = 'tillhouse_shapes';

/** Raise it when this file does something else with the same `tableRights`. */
export const RIGHTS_VERSION = 6;

const currentTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

/**
 * Brings grants, row-level security and the publication to what `tableRights` says; run after every migration, so a
 * new table is never open and never forgotten. Does nothing where all is so already.
 */
export async function secureTables(client: pg.ClientBase): Promise<void> {
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  for (const schema of ['public', 'identity', 'events', 'audit']) {
    await client.query(`GRANT USAGE ON SCHEMA ${quoteName(schema)} TO app, system`);
  }
  await client.query('GRANT USAGE ON SCHEMA identity, audit, events TO identity');
  // The services reach the function that forgets persons, and no table of it.
  await client.query('GRANT USAGE ON SCHEMA keys TO system, app');
  // The function that finds a visit, by the services; its tables, by the role of that name alone.
  await client.query('GRANT USAGE ON SCHEMA operator TO app, operator');
  await client.query('GRANT USAGE ON SCHEMA audit TO operator');
  await client.query('GRANT USAGE ON SCHEMA payments TO payments, system');
  await client.query('GRANT USAGE ON SCHEMA audit, events TO payments');
  await client.query('GRANT USAGE ON SCHEMA public TO replicator');
  for (const table of tableRights()) await secureTable(client, table);
}

async function secureTable(client: pg.ClientBase, entry: TableRights): Promise<void> {
  const table = `${quoteName(entry.schema)}.${quoteName(entry.table)}`;
  for (const role of roleNames) {
    await client.query(`REVOKE ALL ON ${table} FROM ${role}`);
    for (const right of entry.rights[role] ?? []) {
      const words = typeof right === 'string' ? right : `UPDATE (${right.update.map(quoteName).join(', ')})`;
      await client.query(`GRANT ${words} ON ${table} TO ${role}`);
    }
  }
  if (entry.tenant) await restrictToTenant(client, entry, table);
  if (entry.published) await publish(client, entry, table);
}

async function restrictToTenant(client: pg.ClientBase, entry: TableRights, table: string): Promise<void> {
  await client.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await client.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await client.query(`DROP POLICY IF EXISTS tenant ON ${table}`);
  const held = entry.rights.payments ? 'app, payments' : 'app';
  await client.query(
    `CREATE POLICY tenant ON ${table} TO ${held} USING (${currentTenant}) WITH CHECK (${currentTenant})`,
  );
  await client.query(`DROP POLICY IF EXISTS every_tenant ON ${table}`);
  if (entry.rights.system) await client.query(`CREATE POLICY every_tenant ON ${table} TO system USING (true)`);
  await client.query(`DROP POLICY IF EXISTS any_tenant ON ${table}`);
  const writers = (['identity', 'operator'] as const).filter((role) => entry.rights[role]);
  if (writers.length > 0)
    await client.query(`CREATE POLICY any_tenant ON ${table} FOR INSERT TO ${writers.join(', ')} WITH CHECK (true)`);
}

async function publish(client: pg.ClientBase, entry: TableRights, table: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_publication_tables WHERE pubname = $1 AND schemaname = $2 AND tablename = $3`,
    [PUBLICATION, entry.schema, entry.table],
  );
  if (rows.length > 0) return;
  // Shapes tell what left them by the old row's values.
  await client.query(`ALTER TABLE ${table} REPLICA IDENTITY FULL`);
  await client.query(`ALTER PUBLICATION ${quoteName(PUBLICATION)} ADD TABLE ${table}`);
}
