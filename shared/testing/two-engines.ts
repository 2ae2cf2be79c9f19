import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { decodeRow } from '../data/codec.ts';
import type { SqlConnection } from '../data/connection.ts';
import { type RunResult, runMutation, type TxObserver } from '../data/run-mutation.ts';
import { permissionNames } from '../domains/access/permissions.ts';
import '../domains/commands.ts';
import type { Actor, Approval, StoreContext } from '../kernel/define-mutator.ts';
import { declaredTables, type Table, tableNamed } from '../kernel/define-table.ts';
import { DomainError } from '../kernel/errors.ts';
import { openPostgres, TENANT } from './postgres-engine.ts';
import { openSqlite } from './sqlite-engine.ts';

/** The same uuid for the same number, in every run. */
export const testId = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** uuidv5 by hand, so that these tests depend on nobody's package. */
export function idFor(mutationId: string, label: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(mutationId.replaceAll('-', ''), 'hex'))
    .update(label)
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const owner: Actor = {
  id: testId(0xa1),
  name: 'Priya Nair',
  roleId: testId(0xa2),
  permissions: permissionNames,
};
export const DEVICE = testId(0xd1);
export const NOW = Date.parse('2026-11-23T11:00:00Z');
const store: StoreContext = { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true };

export interface RunAs {
  /** Run as the cloud does; arguments must be complete. */
  readonly authority?: boolean;
  readonly actor?: Actor;
  readonly at?: number;
  readonly id?: string;
  readonly deviceId?: string;
  readonly approval?: Approval;
  /** As at a desk: what is grave is refused without the actor's proof */
  readonly asksProof?: boolean;
  /** What the store asks of approvals */
  readonly policies?: Partial<StoreContext>;
}

type Snapshot = Record<string, Record<string, unknown>[]>;
type Engine = ReturnType<typeof openSqlite> | Awaited<ReturnType<typeof openPostgres>>;

/** Runs every command on SQLite and on Postgres and holds all tables of both equal after each. */
export async function openTwoEngines() {
  const sqlite = openSqlite();
  const postgres = await openPostgres();
  const engines: Engine[] = [sqlite, postgres];
  let mutations = 0;

  const tablesOf = () => declaredTables().filter((table) => table.domain !== 'sync');

  async function snapshot(engine: Engine): Promise<Snapshot> {
    return engine.transaction(async (connection) => {
      const all: Snapshot = {};
      if (engine.engine === 'postgres') {
        // All tables in one trip: a snapshot is taken after every command of every test.
        const parts = tablesOf().map(({ name }) => `SELECT '${name}' AS of, to_jsonb(t) AS row FROM "${name}" t`);
        for (const { name } of tablesOf()) all[name] = [];
        for (const { of, row } of await connection.all(parts.join(' UNION ALL '), [])) {
          const table = tableNamed(String(of)) as Table<Record<string, unknown>>;
          all[table.name]?.push(decodeRow(table, row as Record<string, unknown>, 'postgres'));
        }
        for (const table of tablesOf()) sortByKey(table, all[table.name] ?? []);
        return all;
      }
      for (const table of tablesOf()) all[table.name] = await rowsOf(connection, table);
      return all;
    });
  }

  function runOn(
    engine: Engine,
    name: string,
    args: unknown,
    as: RunAs,
    id: string,
    prepare: boolean,
  ): Promise<RunResult> {
    return engine.transaction((connection) =>
      runMutation({
        connection,
        ...(engine.engine === 'postgres' ? { tenantId: TENANT } : {}),
        mutation: {
          id,
          name,
          version: 1,
          args,
          occurredAt: as.at ?? NOW + mutations * 1000,
          actor: as.actor ?? owner,
          deviceId: as.deviceId ?? DEVICE,
        },
        store: { ...store, ...as.policies },
        ...(as.approval && { approval: as.approval }),
        ...(as.asksProof && { asksProof: true }),
        authority: as.authority ?? false,
        idFor,
        prepare,
      }),
    );
  }

  async function both<T>(work: (engine: Engine) => Promise<T>): Promise<[T, T]> {
    return [await work(sqlite), await work(postgres)];
  }

  return {
    sqlite,
    postgres,
    /** Success on both with equal rows and events; then once more under the same id, which changes nothing. */
    async run(name: string, args: unknown, as: RunAs = {}): Promise<RunResult> {
      mutations += 1;
      const id = as.id ?? testId(0x10000 + mutations);
      const [left, right] = await both((engine) => runOn(engine, name, args, as, id, !as.authority));
      expect(right.args, 'arguments as prepared').toEqual(left.args);
      expect(right.events.map(({ event, payload }) => [event.name, payload])).toEqual(
        left.events.map(({ event, payload }) => [event.name, payload]),
      );
      const [rows, rowsOfPostgres] = await both(snapshot);
      expect(rowsOfPostgres, 'rows of both engines').toEqual(rows);
      await both((engine) => runOn(engine, name, left.args, as, id, false));
      const [again, againOfPostgres] = await both(snapshot);
      expect(again, 'run twice = once').toEqual(rows);
      expect(againOfPostgres, 'run twice = once').toEqual(rows);
      return left;
    },
    /** Runs on both without comparing: for what a test starts from. */
    async given(name: string, args: unknown, as: RunAs = {}): Promise<void> {
      mutations += 1;
      const id = testId(0x10000 + mutations);
      await both((engine) => runOn(engine, name, args, as, id, !as.authority));
    },
    /** Refused on both with the same code, and nothing changed. Returns the details. */
    async refuse(name: string, args: unknown, code: string, as: RunAs = {}): Promise<Record<string, unknown>> {
      mutations += 1;
      const id = as.id ?? testId(0x10000 + mutations);
      const before = await both(snapshot);
      const [left, right] = await both(async (engine) => {
        try {
          await runOn(engine, name, args, as, id, !as.authority);
        } catch (error) {
          if (error instanceof DomainError) return error;
          throw error;
        }
        throw new Error(`${name} was not refused on ${engine.engine}`);
      });
      expect([left.code, right.code]).toEqual([code, code]);
      expect(right.details).toEqual(left.details);
      expect(left.message).toMatch(/\.$/);
      expect(await both(snapshot)).toEqual(before);
      return left.details;
    },
    /** Rows of a table, equal on both. */
    async rows<R extends object>(table: Table<R>): Promise<R[]> {
      const plain = table as unknown as Table<Record<string, unknown>>;
      const [left, right] = await both((engine) => engine.transaction((connection) => rowsOf(connection, plain)));
      expect(right).toEqual(left);
      return left as R[];
    },
    runOn,
    /** In a transaction of the test's own on SQLite, watched by an observer. */
    runIn: (connection: SqlConnection, name: string, args: unknown, observer: TxObserver) =>
      runMutation({
        connection,
        mutation: { id: testId(0x77), name, version: 1, args, occurredAt: NOW, actor: owner, deviceId: DEVICE },
        store,
        authority: false,
        idFor,
        observer,
      }),
    snapshot,
    async clear(): Promise<void> {
      mutations = 0;
      for (const { name } of tablesOf()) sqlite.db.exec(`DELETE FROM "${name}"`);
      await postgres.pool.query(
        tablesOf()
          .map(({ name }) => `DELETE FROM "${name}"`)
          .join('; '),
      );
    },
    close: () => both((engine) => engine.close()),
    engines,
  };
}
export type TwoEngines = Awaited<ReturnType<typeof openTwoEngines>>;

async function rowsOf(connection: SqlConnection, table: Table<Record<string, unknown>>) {
  const raw = await connection.all(`SELECT * FROM "${table.name}"`, []);
  const rows = raw.map((row) => decodeRow(table, row, connection.engine));
  return sortByKey(table, rows);
}

function sortByKey(table: Table<Record<string, unknown>>, rows: Record<string, unknown>[]) {
  const keyOf = (row: Record<string, unknown>) => JSON.stringify(table.key.map((part) => row[part]));
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
