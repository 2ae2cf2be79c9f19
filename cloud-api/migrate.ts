import { createHash } from 'node:crypto';
import pg from 'pg';
import { createRoles } from './platform/db/create-roles.ts';
import { type MigrationFile, migrationFiles } from './platform/db/migration-files.ts';
import { quoteName } from './platform/db/quote.ts';
import { type RoleUrls, roleUrls } from './platform/db/roles.ts';
import { PUBLICATION, RIGHTS_VERSION, secureTables } from './platform/db/secure.ts';
import { tableRights } from './platform/db/table-rights.ts';

export interface MigrateOptions {
  /** Any database of the cluster, as a superuser (or a role with BYPASSRLS that may create roles, databases and publications). */
  readonly adminUrl: string;
  /** Made when it does not exist. */
  readonly database: string;
  /** Where the numbered SQL lies; left out: `cloud-api/migrations`. */
  readonly folder?: string;
}

export interface Migrated {
  /** `service/name` of what ran now; empty when all was there. */
  readonly ran: string[];
  /** The same database, as superuser. */
  readonly databaseUrl: string;
  /** Where each role of the cloud signs in. */
  readonly urls: RoleUrls;
}

/** One number for all of Tillhouse: two starts at once migrate one after the other. */
const LOCK = 7_164_551_180;

/**
 * Brings a database to this version: roles, numbered SQL of every service (each file once, in one transaction), grants
 * and row-level security. Safe to run at every start.
 * @throws when a file that ran before has changed since: then the database and the code disagree about the past
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const { adminUrl, database } = options;
  const databaseUrl = new URL(adminUrl);
  databaseUrl.pathname = `/${encodeURIComponent(database)}`;
  await connected(adminUrl, async (admin) => {
    await mustSeeAllRows(admin);
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await createRoles(admin, adminUrl);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${quoteName(database)}`);
    await admin.query(`REVOKE ALL ON DATABASE ${quoteName(database)} FROM PUBLIC`);
    await admin.query(
      `GRANT CONNECT ON DATABASE ${quoteName(database)} TO app, identity, system, operator, payments, replicator`,
    );
  });
  const ran = await connected(databaseUrl.href, (client) => migrateDatabase(client, migrationFiles(options.folder)));
  return { ran, databaseUrl: databaseUrl.href, urls: roleUrls(adminUrl, database) };
}

async function migrateDatabase(client: pg.Client, files: MigrationFile[]): Promise<string[]> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  await client.query(`CREATE TABLE IF NOT EXISTS public.schema_migrations (
    service text NOT NULL, name text NOT NULL, checksum text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service, name))`);
  const { rows } = await client.query<{ service: string; name: string; checksum: string }>(
    'SELECT service, name, checksum FROM public.schema_migrations',
  );
  const known = new Map(rows.map((row) => [`${row.service}/${row.name}`, row.checksum]));
  const missing = files.filter((file) => {
    const checksum = known.get(`${file.service}/${file.name}`);
    if (checksum !== undefined && checksum !== file.checksum) {
      throw new Error(
        `Migration ${file.service}/${file.name} ran on this database in another form. Nothing was changed. ` +
          'Restore the file, and put the change into a new one with the next number.',
      );
    }
    return checksum === undefined;
  });
  for (const file of missing) await runFile(client, file);
  const rights = rightsChecksum();
  if (missing.length > 0 || known.get('rights/applied') !== rights) await secureDatabase(client, rights);
  return missing.map((file) => `${file.service}/${file.name}`);
}

/** A file that changes rows would change none of them, and say nothing, under a role that forced row-level security holds. */
async function mustSeeAllRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; sees: boolean }>(
    'SELECT current_user AS role, rolsuper OR rolbypassrls AS sees FROM pg_roles WHERE rolname = current_user',
  );
  if (rows[0]?.sees) return;
  throw new Error(
    `The role ${rows[0]?.role} is held by row-level security, so it cannot bring every tenant's rows to this version. ` +
      'Nothing was changed. Migrate as a superuser, or give the role BYPASSRLS.',
  );
}

async function runFile(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(file.sql);
    await client.query('INSERT INTO public.schema_migrations (service, name, checksum) VALUES ($1, $2, $3)', [
      file.service,
      file.name,
      file.checksum,
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${file.service}/${file.name} failed: ${(cause as Error).message}`, { cause });
  }
}

/** What the rights are made of: applied again when it changes, since that locks every table for a moment. */
function rightsChecksum(): string {
  return createHash('sha256')
    .update(JSON.stringify([RIGHTS_VERSION, tableRights()]))
    .digest('hex');
}

async function secureDatabase(client: pg.Client, checksum: string): Promise<void> {
  await client.query('BEGIN');
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_publication WHERE pubname = $1', [PUBLICATION]);
    if (rowCount === 0) {
      await client.query(`CREATE PUBLICATION ${quoteName(PUBLICATION)} WITH (publish_via_partition_root = true)`);
    }
    await secureTables(client);
    await client.query(
      `INSERT INTO public.schema_migrations (service, name, checksum) VALUES ('rights', 'applied', $1)
       ON CONFLICT (service, name) DO UPDATE SET checksum = $1, ran_at = now()`,
      [checksum],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function connected<T>(connectionString: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: 'tillhouse-migrate' });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}
