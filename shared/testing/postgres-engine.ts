import pg from 'pg';
import { createTestDatabase } from '../../tools/testing/database.ts';
import type { SqlConnection, SqlValue } from '../data/connection.ts';

const asText = (value: string) => value;
const parsers: Record<number, (value: string) => unknown> = { 20: Number, 1082: asText, 1184: asText };
const types = {
  getTypeParser: (oid: number) => parsers[oid] ?? pg.types.getTypeParser(oid),
} as pg.CustomTypesConfig;

export const TENANT = '7e1a0000-0000-4000-8000-000000000001';

/** A migrated database of the run's Postgres, used as the role that the cloud uses, within one tenant. */
export async function openPostgres(role = 'app') {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 60, types });
  return {
    engine: 'postgres' as const,
    pool,
    transaction: async <T>(fn: (connection: SqlConnection) => Promise<T>): Promise<T> => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('role', $1, true), set_config('app.tenant_id', $2, true)`, [
          role,
          TENANT,
        ]);
        let before: Promise<unknown> = Promise.resolve();
        // One after the other, also what is asked for at once.
        const ask = (sql: string, params: readonly SqlValue[]): Promise<pg.QueryResult> => {
          const answer = before.then(() => client.query(sql, [...params]));
          before = answer.catch(() => {});
          return answer;
        };
        const result = await fn({
          engine: 'postgres',
          all: async (sql, params) => (await ask(sql, params)).rows,
          run: async (sql, params) => (await ask(sql, params)).rowCount ?? 0,
        });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
