/// <reference path="./pg-utils.d.ts" />
import type { RowsToInsert, SqlConnection, SqlValue } from '@tillhouse/shared/data/connection.ts';
import type pg from 'pg';
import pgUtils from 'pg/lib/utils.js';
import type { CloudFields } from '../keys/cloud-fields.ts';
import type { FieldsOf } from './pool-fields.ts';
import { quoteName } from './quote.ts';
import { StatementNames } from './statement-names.ts';
import { type Answer, type Statement, StatementBatch } from './statement-batch.ts';
import { namedStalePlan } from './unavailable.ts';

/** One connection inside one open transaction. */
export interface Connection extends SqlConnection {
  readonly engine: 'postgres';
  /** For what the port does not cover: arrays for unnest, COPY. */
  readonly client: pg.PoolClient;
  readonly fields?: CloudFields;
  /** Of any tenant, for what is written down about one outside of its own transactions. Left out: nothing is sealed. */
  readonly fieldsOf?: FieldsOf;
  /** Typed rows of a statement; parameters may be arrays. */
  rows<R extends object>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /**
   * Writes that nobody waits for, asked for just now: they travel with the COMMIT, and where one fails nothing is kept.
   * Only as the last thing that is done in a transaction.
   */
  last(written: Promise<unknown>): void;
}

const names = new StatementNames();

const statement = (text: string, values: readonly unknown[]) => ({
  text,
  values: values.map(pgUtils.prepareValue),
  name: names.of(text),
});

/**
 * Statements over one connection. Those that are asked for at once (one by one without waiting, as in `Promise.all`) travel at
 * once, in the order in which they were asked; where one fails, those behind it fail for the same reason.
 */
export class Statements {
  readonly #client: pg.PoolClient;
  #waiting: Statement[] = [];
  #leaving = false;
  #away = false;
  /** Nothing more is asked: the connection is about to be somebody else's */
  #over = false;
  #back: () => void = () => {};
  /** That are left */
  #trips = Number.POSITIVE_INFINITY;
  readonly #last: Promise<unknown>[] = [];

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /** @throws what Postgres refuses it with, or what went before it in the same trip */
  async ask(text: string, values: readonly unknown[]): Promise<Answer> {
    if (this.#trips <= 0) throw new Error('this transaction is over with its first trip: ask for all of it at once');
    if (this.#over) throw new Error('this transaction is over: nothing is asked on its connection any more');
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.push({ ...statement(text, values), resolve, reject });
        if (this.#leaving) return;
        this.#leaving = true;
        // After everybody who can go on now has asked.
        process.nextTick(() => this.#leave());
      });
    } catch (error) {
      // Leads to who asked, in place of the socket.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw namedStalePlan(error);
    }
  }

  /** From now on a single trip, which ends its transaction: another one would be without its tenant. */
  once(): void {
    this.#trips = 1;
  }

  /** Goes ahead of the next that is asked for, in the same trip; where it fails, that one does. */
  before(text: string, values: readonly unknown[]): void {
    this.#waiting.push({ ...statement(text, values), resolve: () => {}, reject: () => {} });
  }

  #leave(): void {
    // One trip at a time: what is asked for meanwhile goes with the next.
    if (this.#away) return;
    this.#leaving = false;
    if (this.#waiting.length === 0) return;
    this.#away = true;
    this.#trips -= 1;
    const statements = this.#waiting;
    this.#waiting = [];
    this.#client.query(
      new StatementBatch(statements, () => {
        this.#away = false;
        this.#back();
        if (this.#leaving) process.nextTick(() => this.#leave());
      }),
    );
  }

  last(written: Promise<unknown>): void {
    written.catch(() => {});
    this.#last.push(written);
  }

  /** Ends the transaction; what was written last travels with it. */
  async commit(): Promise<void> {
    if (this.#trips <= 0) return;
    const committed = this.ask('COMMIT', []);
    this.#over = true;
    await Promise.all([...this.#last, committed]);
  }

  /**
   * What failed is over: what was asked beside it and has not left does not leave, nothing more may be asked, and what is
   * under way comes back first. Else it would run in the transaction of whoever has the connection next.
   */
  async end(): Promise<void> {
    this.#over = true;
    for (const { reject } of this.#waiting.splice(0))
      reject(new Error('what went before it in its transaction failed'));
    if (this.#away) await new Promise<void>((back) => (this.#back = back));
  }
}

interface Sealing {
  readonly fieldsOf: FieldsOf | undefined;
  /** Whose columns are sealed and opened; null: nobody's */
  readonly tenantId: string | null;
}

export function connectionOver(
  client: pg.PoolClient,
  statements = new Statements(client),
  { fieldsOf, tenantId }: Sealing = { fieldsOf: undefined, tenantId: null },
): Connection {
  return {
    engine: 'postgres',
    client,
    ...(fieldsOf && { fieldsOf }),
    ...(fieldsOf && tenantId !== null && { fields: fieldsOf(tenantId) }),
    all: async (sql: string, params: readonly SqlValue[]) => (await statements.ask(sql, params)).rows,
    run: async (sql: string, params: readonly SqlValue[]) => (await statements.ask(sql, params)).count,
    insertRows: async (insert: RowsToInsert) => {
      const { sql, arrays } = insertFromArrays(insert);
      await statements.ask(sql, arrays);
    },
    rows: async <R extends object>(sql: string, params: readonly unknown[] = []) =>
      (await statements.ask(sql, params)).rows as R[],
    last: (written) => statements.last(written),
  };
}

/**
 * One array a column: the text is the same for any number of rows, so it is planned once, and a hundred thousand values
 * are few parameters. (COPY would be refused under row-level security.) jsonb travels as text.
 */
function insertFromArrays({ table, columns, rows }: RowsToInsert): { sql: string; arrays: unknown[] } {
  const names = columns.map(({ name }) => quoteName(name));
  const casts = columns.map(({ type }, at) => (type === 'jsonb' ? `$${at + 1}::text[]` : `$${at + 1}::${type}[]`));
  const picked = columns.map(({ type }, at) => (type === 'jsonb' ? `r.${names[at]}::jsonb` : `r.${names[at]}`));
  const sql =
    `INSERT INTO ${quoteName(table)} (${names.join(', ')}) ` +
    `SELECT ${picked.join(', ')} FROM unnest(${casts.join(', ')}) AS r (${names.join(', ')})`;
  return { sql, arrays: columns.map((_column, at) => rows.map((row) => row[at])) };
}
