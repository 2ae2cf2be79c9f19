import pg from 'pg';
import type { RoleName, RoleUrls } from './roles.ts';
import { valueTypes } from './value-types.ts';

export type Pool = pg.Pool;
/** The shape server makes its own connections. */
export type PooledRole = Exclude<RoleName, 'replicator'>;
export type Pools = Readonly<Record<PooledRole, Pool>> & { close(): Promise<void> };

const connections: Record<PooledRole, number> = { app: 20, identity: 6, system: 6, operator: 2, payments: 10 };

/**
 * One pool a role. A connection that breaks leaves its pool; the next query opens a new one, so the cloud recovers
 * by itself when Postgres comes back.
 */
export function openPools(urls: RoleUrls, onError: (role: PooledRole, error: Error) => void): Pools {
  const open = (role: PooledRole): Pool => {
    const pool = new pg.Pool({
      connectionString: urls[role],
      max: connections[role],
      types: valueTypes,
      application_name: `tillhouse-${role}`,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
      // A new connection signs in by a slow hash and plans all its statements anew: a quiet minute is no reason to.
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      // What is read is in memory or on a disk without arms. As it comes, Postgres would read the whole of a table of some hundred
      // rows, and ask of each whose it is, sooner than go by its key.
      options: '-c TimeZone=UTC -c DateStyle=ISO,YMD -c random_page_cost=1.1',
    });
    pool.on('error', (error) => onError(role, error));
    return pool;
  };
  const pools = {
    app: open('app'),
    identity: open('identity'),
    system: open('system'),
    operator: open('operator'),
    payments: open('payments'),
  };
  return {
    ...pools,
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}
