export type Engine = 'sqlite' | 'postgres';
export type SqlValue = string | number | bigint | null | Uint8Array | boolean;

/**
 * What the data layer needs of an engine: one connection inside one open transaction.
 * Postgres adapters must hand int8 back as safe integers, timestamptz and date as text, jsonb parsed.
 */
export interface SqlConnection {
  readonly engine: Engine;
  all(sql: string, params: readonly SqlValue[]): Promise<Record<string, unknown>[]>;
  /** Returns how many rows changed. */
  run(sql: string, params: readonly SqlValue[]): Promise<number>;
  /**
   * Many rows in one statement of fixed text, where the engine has one: Postgres by `unnest`. Values are encoded
   * already. Left out: `run` with as many parameters as the rows have values.
   */
  insertRows?(insert: RowsToInsert): Promise<void>;
}

export interface RowsToInsert {
  readonly table: string;
  /** Name and SQL type of each column, in the order of a row's values */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly SqlValue[])[];
}
