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
];
const startupOptions = display.map((setting) => `-c ${setting}`).join(' ');

export function createPool(databaseUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, options: startupOptions, application_name: 'shapes' });
  // A connection that breaks while in use fails its query, which is where it is dealt with. Node would end the process
  // over an error event without a listener.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
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
