import { readdirSync, readFileSync } from 'node:fs';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { domainTables } from './first-migration.ts';

/** The migrated databases against the definitions: a change of a table without its migration fails here. */
const deskMigrations = new URL('../../desktop/host/migrations/', import.meta.url);

test('a migrated desk has the tables that are defined', () => {
  const migrated = new Database(':memory:');
  for (const name of readdirSync(deskMigrations)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    migrated.exec(readFileSync(new URL(name, deskMigrations), 'utf8'));
  }
  const defined = new Database(':memory:');
  for (const table of domainTables()) for (const statement of createTableSql('sqlite', table)) defined.exec(statement);
  for (const { name } of domainTables()) {
    const shape = (db: Database.Database) => ({
      columns: db.prepare('SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) ORDER BY name').all(name),
      checks: String((db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(name) as { sql?: string })?.sql)
        // A column that was added later stands behind the last one, in its line.
        .replaceAll(', "', ',\n"')
        .split('\n')
        .filter((line) => line.includes('CHECK') || line.includes('STRICT'))
        .map((line) => line.trim().replace(/,$/, ''))
        .sort(),
      unique: db
        .prepare(`SELECT group_concat(c.name) AS of FROM pragma_index_list(?) i, pragma_index_info(i.name) c
          WHERE i."unique" = 1 GROUP BY i.name ORDER BY 1`)
        .all(name),
    });
    const indexes = (db: Database.Database) =>
      db
        .prepare(`SELECT i.name, group_concat(c.name) AS of FROM pragma_index_list(?) i, pragma_index_info(i.name) c
          WHERE i.origin = 'c' AND i."unique" = 0 GROUP BY i.name ORDER BY 1`)
        .all(name) as { name: string; of: string }[];
    expect(shape(migrated), name).toEqual(shape(defined));
    // A host may add indexes for its own queries; those that are defined must be there.
    expect(indexes(migrated), name).toEqual(expect.arrayContaining(indexes(defined)));
  }
});

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  await client.query('CREATE SCHEMA defined');
  await client.query('SET search_path TO defined');
  for (const table of domainTables())
    for (const statement of createTableSql('postgres', table)) await client.query(statement);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test('a migrated cloud has the tables that are defined', async () => {
  for (const { name } of domainTables()) {
    const shape = async (schema: string) => {
      const columns = await client.query(
        `SELECT column_name, data_type, datetime_precision, is_nullable, collation_name FROM information_schema.columns
         WHERE table_schema = $1 AND table_name = $2 ORDER BY column_name`,
        [schema, name],
      );
      const constraints = await client.query(
        `SELECT contype, pg_get_constraintdef(c.oid) AS is FROM pg_constraint c
         JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
         WHERE n.nspname = $1 AND t.relname = $2 AND contype NOT IN ('n', 't') ORDER BY 1, 2`,
        [schema, name],
      );
      return { columns: columns.rows, constraints: constraints.rows };
    };
    const indexes = async (schema: string) => {
      const found = await client.query(
        'SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = $1 AND tablename = $2',
        [schema, name],
      );
      return found.rows.map(({ indexdef }) => String(indexdef).replace(/ ON \w+\./, ' ON ')).sort();
    };
    expect(await shape('public'), name).toEqual(await shape('defined'));
    expect(await indexes('public'), name).toEqual(expect.arrayContaining(await indexes('defined')));
  }
});

test('every table of the domains keeps its tenant apart, for the owner too', async () => {
  const open = await client.query(
    `SELECT relname FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE n.nspname = 'public' AND relname = ANY ($1)
       AND (NOT relrowsecurity OR NOT relforcerowsecurity
         OR NOT EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = t.relname AND p.qual LIKE '%app.tenant_id%'
              AND p.with_check LIKE '%app.tenant_id%'))`,
    [domainTables().map(({ name }) => name)],
  );
  expect(open.rows).toEqual([]);
});
