import { type RawBuilder, sql } from 'kysely';
import { duplicateRow } from '../kernel/command-errors.ts';
import type { EventDefinition } from '../kernel/define-event.ts';
import type { Table } from '../kernel/define-table.ts';
import type { Guard, Tx } from '../kernel/tx.ts';
import { addMany, type PlainAddition } from './add-many.ts';
import { addQuery } from './add-query.ts';
import { anyOf, anyOfValues, wantedOf } from './any-of.ts';
import { decodeRow, encode, namesOf, sqlType } from './codec.ts';
import { openedRow, readyToOpen, readyToSeal, refuseSealed, sealRow } from './fields.ts';
import { type Builder, builders } from './compile.ts';
import type { SqlConnection, SqlValue } from './connection.ts';
import { isDuplicate } from './duplicate.ts';
import { type Compiled, type KeptQuery, keptText, shapeOf, valuesOf } from './kept-texts.ts';

type PlainTable = Table<Record<string, unknown>>;
type PlainRow = Record<string, unknown>;

export interface TxOptions {
  readonly connection: SqlConnection;
  /** Set in the cloud, where every key starts with the tenant. */
  readonly tenantId?: string;
  readonly onEvent: (event: EventDefinition, payload: unknown) => Promise<void>;
}

/** Bound parameters a statement may carry; both engines take more, this keeps statements small enough to plan. */
const MAX_PARAMETERS = 8_000;
/** Up to so many rows go as plain parameters. */
const FEW_ROWS = 8;

/** A Tx over one open transaction, and the function that ends its life. */
export function createTx(options: TxOptions): { tx: Tx; end: () => void } {
  const port = new EngineTx(options);
  return { tx: port as unknown as Tx, end: () => port.end() };
}

class EngineTx {
  readonly #connection: SqlConnection;
  readonly #tenantId: string | undefined;
  readonly #builder: Builder;
  readonly #onEvent: TxOptions['onEvent'];
  #alive = true;

  constructor(options: TxOptions) {
    this.#connection = options.connection;
    this.#tenantId = options.tenantId;
    this.#builder = builders[options.connection.engine];
    this.#onEvent = options.onEvent;
  }

  end(): void {
    this.#alive = false;
  }

  #check(): void {
    if (!this.#alive) throw new Error('this transaction has ended; a Tx must not be kept');
  }

  #all(asked: KeptQuery): Promise<PlainRow[]> {
    this.#check();
    return this.#connection.all(keptText(this.#connection.engine, asked), asked.parameters as SqlValue[]);
  }

  #run(asked: KeptQuery): Promise<number> {
    return this.#runText(asked.table, { sql: keptText(this.#connection.engine, asked), parameters: asked.parameters });
  }

  async #runText(table: PlainTable, { sql, parameters }: Compiled): Promise<number> {
    this.#check();
    try {
      return await this.#connection.run(sql, parameters as SqlValue[]);
    } catch (error) {
      // Two commands that passed the same look-up at once: the second one meets the constraint, and is refused.
      if (isDuplicate(error)) throw duplicateRow({ table: table.name });
      throw error;
    }
  }

  /** Column/value pairs, tenant first; not sealed, so rows may be found by them. Unknown columns are a bug and throw. */
  #pairs(table: PlainTable, partial: PlainRow): [string, SqlValue][] {
    const { columns } = namesOf(table);
    const pairs: [string, SqlValue][] = this.#tenantId === undefined ? [] : [['tenant_id', this.#tenantId]];
    for (const [camel, value] of Object.entries(partial)) {
      const snake = columns.get(camel);
      const column = table.columns[camel];
      if (!snake || !column) throw new Error(`${table.name} has no column ${camel}`);
      pairs.push([snake, encode(this.#connection.engine, column, value)]);
    }
    return pairs;
  }

  #keyPairs(table: PlainTable, key: PlainRow): [string, SqlValue][] {
    for (const part of table.key) {
      if (key[part] === undefined) throw new Error(`key of ${table.name} lacks ${part}`);
    }
    return this.#pairs(table, Object.fromEntries(table.key.map((part) => [part, key[part]])));
  }

  #decoded(table: PlainTable, raw: readonly PlainRow[]): PlainRow[] | Promise<PlainRow[]> {
    const { fields, engine } = this.#connection;
    const decoded = () => raw.map((row) => decodeRow(table, openedRow(fields, table, row), engine));
    const ready = readyToOpen(fields, table, raw);
    return ready ? ready.then(decoded) : decoded();
  }

  #matching(pairs: [string, SqlValue][]): RawBuilder<boolean> {
    const terms = pairs.map(([name, value]) =>
      value === null ? sql`${sql.ref(name)} is null` : sql`${sql.ref(name)} = ${value}`,
    );
    return terms.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(terms, sql` and `)}`;
  }

  async get(table: PlainTable, key: PlainRow): Promise<PlainRow | undefined> {
    const pairs = this.#keyPairs(table, key);
    const query = () => this.#builder.selectFrom(table.name).selectAll().where(this.#matching(pairs));
    const found = await this.#all({ table, shape: `get ${shapeOf(pairs)}`, parameters: valuesOf(pairs), query });
    return (await this.#decoded(table, found))[0];
  }

  /** Rows that equal one of `wheres` in `parts`, ordered by the bytes of the primary key. */
  async #anyOf(
    table: PlainTable,
    parts: readonly string[],
    wheres: readonly PlainRow[],
    lock: boolean,
  ): Promise<PlainRow[]> {
    const engine = this.#connection.engine;
    const wanted = wantedOf(engine, table, parts, wheres);
    if (wanted.rows.length === 0) return [];
    const build = () => {
      let query = this.#builder.selectFrom(table.name).selectAll().where(anyOf(engine, wanted));
      if (this.#tenantId !== undefined) query = query.where('tenant_id', '=', this.#tenantId);
      query = this.#inOrder(table, query);
      return lock && engine === 'postgres' ? query.forUpdate() : query;
    };
    const parameters = [...anyOfValues(engine, wanted), ...(this.#tenantId === undefined ? [] : [this.#tenantId])];
    const shape = `any ${lock} ${parts.join()}`;
    return this.#decoded(table, await this.#all({ table, shape, parameters, query: build }));
  }

  async #read(table: PlainTable, keys: readonly PlainRow[], lock: boolean): Promise<PlainRow[]> {
    const idOf = (row: PlainRow) => JSON.stringify(table.key.map((part) => row[part]));
    const wanted = keys.map((key) => Object.fromEntries(table.key.map((part) => [part, key[part]])));
    const found = new Map((await this.#anyOf(table, table.key, wanted, lock)).map((row) => [idOf(row), row]));
    return keys.flatMap<PlainRow>((key) => found.get(idOf(key)) ?? []);
  }

  getMany(table: PlainTable, keys: readonly PlainRow[]): Promise<PlainRow[]> {
    return this.#read(table, keys, false);
  }

  getForUpdate(table: PlainTable, keys: readonly PlainRow[]): Promise<PlainRow[]> {
    return this.#read(table, keys, true);
  }

  async list(table: PlainTable, where: PlainRow): Promise<PlainRow[]> {
    const pairs = this.#pairs(table, refuseSealed(table, where));
    const query = () =>
      this.#inOrder(table, this.#builder.selectFrom(table.name).selectAll().where(this.#matching(pairs)));
    const found = await this.#all({ table, shape: `list ${shapeOf(pairs)}`, parameters: valuesOf(pairs), query });
    return this.#decoded(table, found);
  }

  /** By the bytes of the primary key */
  #inOrder<Q extends { orderBy(column: string): Q }>(table: PlainTable, query: Q): Q {
    return table.key.reduce((next, part) => next.orderBy(namesOf(table).columns.get(part) as string), query);
  }

  listMany(table: PlainTable, wheres: readonly PlainRow[]): Promise<PlainRow[]> {
    return this.#anyOf(table, Object.keys(wheres[0] ?? {}), wheres, false);
  }

  /** Every column in the order of declaration, tenant first. */
  #fullRow(table: PlainTable, row: PlainRow): Record<string, SqlValue> {
    const full: Record<string, SqlValue> = this.#tenantId === undefined ? {} : { tenant_id: this.#tenantId };
    for (const [name, snake] of namesOf(table).columns) {
      const column = table.columns[name] as PlainTable['columns'][string];
      const value = row[name];
      if (value === undefined && !column.nullable) throw new Error(`${table.name}.${name} is missing`);
      full[snake] = encode(this.#connection.engine, column, value ?? null);
    }
    for (const name in row) if (!table.columns[name]) throw new Error(`${table.name} has no column ${name}`);
    return sealRow(this.#connection.fields, table, row, full);
  }

  async insert(table: PlainTable, row: PlainRow): Promise<void> {
    const ready = readyToSeal(this.#connection.fields, table, [row]);
    // Writes that are asked for at once travel at once: they wait only where a key has to be fetched.
    if (ready) await ready;
    await this.#insertFew(table, [this.#fullRow(table, row)]);
  }

  /** The text is the same for as many rows of a table. */
  #insertFew(table: PlainTable, rows: readonly Record<string, SqlValue>[]): Promise<number> {
    const parameters = rows.flatMap((row) => Object.values(row));
    const query = () => this.#builder.insertInto(table.name).values([...rows]);
    return this.#run({ table, shape: `insert ${rows.length}`, parameters, query });
  }

  async insertMany(table: PlainTable, rows: readonly PlainRow[]): Promise<void> {
    const ready = readyToSeal(this.#connection.fields, table, rows);
    if (ready) await ready;
    if (this.#connection.insertRows && rows.length > FEW_ROWS) return this.#insertRows(table, rows);
    if (this.#connection.engine === 'sqlite') {
      // One prepared statement for all rows is quicker there than a statement of thousands of parameters.
      for (const row of rows) await this.insert(table, row);
      return;
    }
    const size = Math.max(1, Math.floor(MAX_PARAMETERS / (Object.keys(table.columns).length + 1)));
    for (let start = 0; start < rows.length; start += size) {
      await this.#insertFew(
        table,
        rows.slice(start, start + size).map((row) => this.#fullRow(table, row)),
      );
    }
  }

  async #insertRows(table: PlainTable, rows: readonly PlainRow[]): Promise<void> {
    this.#check();
    const engine = this.#connection.engine;
    const tenant = this.#tenantId === undefined ? [] : [{ name: 'tenant_id', type: 'uuid' }];
    const own = [...namesOf(table).columns].map(([camel, name]) => ({
      name,
      type: sqlType(engine, table.columns[camel] as PlainTable['columns'][string]),
    }));
    const columns = [...tenant, ...own];
    const insert = { table: table.name, columns, rows: rows.map((row) => Object.values(this.#fullRow(table, row))) };
    try {
      await this.#connection.insertRows?.(insert);
    } catch (error) {
      if (isDuplicate(error)) throw duplicateRow({ table: table.name });
      throw error;
    }
  }

  async insertOnce(table: PlainTable, row: PlainRow): Promise<boolean> {
    const ready = readyToSeal(this.#connection.fields, table, [row]);
    if (ready) await ready;
    const target = this.#keyPairs(table, row).map(([name]) => name);
    const full = this.#fullRow(table, row);
    const query = () =>
      this.#builder
        .insertInto(table.name)
        .values(full)
        .onConflict((conflict) => conflict.columns(target).doNothing());
    return (await this.#run({ table, shape: 'insert once', parameters: Object.values(full), query })) > 0;
  }

  async update(table: PlainTable, key: PlainRow, patch: PlainRow): Promise<boolean> {
    const changes = Object.fromEntries(this.#pairs(table, patch).filter(([name]) => name !== 'tenant_id'));
    if (Object.keys(changes).length === 0) return (await this.get(table, key)) !== undefined;
    const ready = readyToSeal(this.#connection.fields, table, [{ ...key, ...patch }]);
    if (ready) await ready;
    sealRow(this.#connection.fields, table, { ...key, ...patch }, changes);
    const pairs = this.#keyPairs(table, key);
    const query = () => this.#builder.updateTable(table.name).set(changes).where(this.#matching(pairs));
    const parameters = [...Object.values(changes), ...valuesOf(pairs)];
    return (
      (await this.#run({ table, shape: `update ${Object.keys(changes)} ${shapeOf(pairs)}`, parameters, query })) > 0
    );
  }

  async delete(table: PlainTable, key: PlainRow): Promise<boolean> {
    const pairs = this.#keyPairs(table, key);
    const query = () => this.#builder.deleteFrom(table.name).where(this.#matching(pairs));
    return (await this.#run({ table, shape: `delete ${shapeOf(pairs)}`, parameters: valuesOf(pairs), query })) > 0;
  }

  add(table: PlainTable, key: PlainRow, deltas: Record<string, number>): Promise<boolean> {
    return this.#addWhere(table, key, deltas, undefined);
  }

  addMany(table: PlainTable, additions: readonly PlainAddition[]): Promise<boolean[]> {
    this.#check();
    const one = (key: PlainRow, deltas: Record<string, number>) => this.add(table, key, deltas);
    return addMany({ connection: this.#connection, tenantId: this.#tenantId, table, additions, one });
  }

  addIf(table: PlainTable, key: PlainRow, deltas: Record<string, number>, guard: Guard<PlainRow>): Promise<boolean> {
    return this.#addWhere(table, key, deltas, guard);
  }

  async #addWhere(
    table: PlainTable,
    key: PlainRow,
    deltas: Record<string, number>,
    guard: Guard<PlainRow> | undefined,
  ): Promise<boolean> {
    const found = this.#matching(this.#keyPairs(table, key));
    const query = addQuery({ builder: this.#builder, table, deltas, guard }).where(found);
    return (await this.#runText(table, query.compile())) > 0;
  }

  async emit(event: EventDefinition, payload: unknown): Promise<void> {
    this.#check();
    await this.#onEvent(event, payload);
  }
}
