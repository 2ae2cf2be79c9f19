import type { ClientBase, Pool } from 'pg';
import { quoteIdentifier, quoteTable, type TableName } from './identifiers.ts';
import type { Table } from './catalogue.ts';

/**
 * Makes the publication when it is missing. Partitioned tables publish under the name that shapes use: the root's.
 * @returns whether it carries stored generated columns
 */
export async function ensurePublication(db: Pool, publication: string): Promise<{ storedGenerated: boolean }> {
  const { rows } = await db.query<{ modern: boolean; exists: boolean }>(
    `SELECT current_setting('server_version_num')::int >= 180000 AS modern,
            EXISTS (SELECT 1 FROM pg_publication WHERE pubname = $1) AS exists`,
    [publication],
  );
  const { modern, exists } = rows[0]!;
  if (!exists) {
    const generated = modern ? ', publish_generated_columns = stored' : '';
    const options = `publish_via_partition_root = true${generated}`;
    try {
      await db.query(`CREATE PUBLICATION ${quoteIdentifier(publication)} WITH (${options})`);
    } catch (error) {
      // Another process made it at the same moment.
      if (!isPostgresError(error, ['42710', '23505'])) throw error;
    }
  }
  if (!modern) return { storedGenerated: false };
  const stored = await db.query(`SELECT 1 FROM pg_publication WHERE pubname = $1 AND pubgencols = 's'`, [publication]);
  return { storedGenerated: stored.rowCount === 1 };
}

/**
 * Puts a table under replication with whole old rows. It must be done before a snapshot of the table is taken, and
 * under a lock that waits for every writer: what a transaction wrote before the table was a member is never streamed.
 * Does nothing (and needs no right to alter) when both are set already.
 * @throws the database's error, e.g. 42501 when the role may not alter the table, 55P03 when writers held it too long
 */
export async function publishTable(pool: Pool, publication: string, table: Table): Promise<void> {
  if (await isPublished(pool, publication, table)) return;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = '5s'`);
    await client.query(`LOCK TABLE ${quoteTable(table)} IN ACCESS EXCLUSIVE MODE`);
    for (const member of await membersOf(client, table)) {
      await client.query(`ALTER TABLE ${quoteTable(member)} REPLICA IDENTITY FULL`);
    }
    const member = await isMember(client, publication, table);
    if (!member) {
      await client.query(`ALTER PUBLICATION ${quoteIdentifier(publication)} ADD TABLE ${quoteTable(table)}`);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    // Two first requests of one table: the other was faster.
    if (!isPostgresError(error, ['42710', '23505'])) throw error;
  } finally {
    client.release();
  }
}

/** Whether the table is a member and its old rows come whole. */
export async function isPublished(db: Pool, publication: string, table: Table): Promise<boolean> {
  const { rows } = await db.query<{ ok: boolean }>({
    name: 'shape-published',
    text: `SELECT bool_and(relreplident = 'f') AND EXISTS (
              SELECT 1 FROM pg_publication_tables WHERE pubname = $2 AND schemaname = $3 AND tablename = $4) AS ok
             FROM pg_class
            WHERE oid = $1 OR oid IN (SELECT relid FROM pg_partition_tree($1::oid::regclass) WHERE isleaf)`,
    values: [table.oid, publication, table.schema, table.name],
  });
  return rows[0]?.ok === true;
}

async function isMember(db: Pool | ClientBase, publication: string, table: Table): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT 1 FROM pg_publication_tables WHERE pubname = $1 AND schemaname = $2 AND tablename = $3',
    [publication, table.schema, table.name],
  );
  return rowCount === 1;
}

/** The table and, when it is partitioned, its partitions: the identity of each counts. */
async function membersOf(client: ClientBase, table: Table): Promise<TableName[]> {
  const { rows } = await client.query<TableName>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = $1 OR c.oid IN (SELECT relid FROM pg_partition_tree($1::oid::regclass))`,
    [table.oid],
  );
  return rows;
}

export function isPostgresError(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
