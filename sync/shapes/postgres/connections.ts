import pg from 'pg';

/**
 * Snapshot and log must print values alike, so every connection that reads rows fixes what influences text output.
 * Sent as start-up options: it holds for the replication connection too, and no reset can lose it.
 */
const display = [
  'DateStyle=ISO,DMY',
  'TimeZone=UTC',
  'IntervalStyle=iso_8601',
  'bytea_output=hex',
  'extra_float_digits=1',
  'client_encoding=UTF8',
  // Operators and functions of a `where` are those of Postgres itself, whatever else a database has by their names.
  'search_path=pg_catalog',
];
const startupOptions = optionsOf(display);

function optionsOf(settings: readonly string[]): string {
  return settings.map((setting) => `-c ${setting}`).join(' ');
}

export function createPool(databaseUrl: string, max: number, settings: readonly string[] = []): pg.Pool {
  const options = optionsOf([...display, ...settings]);
  const pool = new pg.Pool({ connectionString: databaseUrl, max, options, application_name: 'shapes' });
  // A connection that breaks while in use fails its query, which is where it is dealt with. Node would end the process
  // over an error event without a listener.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

/**
 * For asking about rows that the log brought. It needs no table: it may only read, not for long, and a superuser puts
 * his rights aside.
 */
export async function createEvaluationPool(db: pg.Pool, databaseUrl: string, limitMs: number): Promise<pg.Pool> {
  const { rows } = await db.query<{ super: boolean }>(
    'SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user',
  );
  const settings = ['default_transaction_read_only=on', `statement_timeout=${limitMs}`];
  if (rows[0]?.super) settings.push('role=pg_read_all_data');
  return createPool(databaseUrl, 1, settings);
}

/** A connection in logical replication mode (it still takes plain SQL, in the simple protocol only). */
export function createReplicationClient(databaseUrl: string): pg.Client {
  const config: pg.ClientConfig & { replication: 'database' } = {
    connectionString: databaseUrl,
    options: startupOptions,
    application_name: 'shapes-replication',
    keepAlive: true,
    replication: 'database',
  };
  return new pg.Client(config);
}
