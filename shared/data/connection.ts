export type Engine = 'sqlite' | 'postgres';
export type SqlValue = string | number | bigint | null | Uint8Array | boolean;

/** Where a sealed value stands; all names as in SQL. Laid anywhere else it does not open. */
export interface FieldPlace {
  readonly table: string;
  /** Its key values as a JSON list */
  readonly row: string;
  readonly column: string;
}

/** Keeps personal columns sealed. */
export interface FieldCipher {
  /** Whether columns of this table are sealed at all; left out: of every table. */
  covers?(table: string): boolean;
  /** Fetches what these rows need to be opened, or (`write`) sealed, before either. Left out, or nothing returned: it is there. */
  ready?(table: string, rows: readonly string[], write: boolean): Promise<void> | undefined;
  /** A JSON column takes JSON alone: what is sealed of one is kept as a JSON string. */
  readonly sealsIntoJson?: true;
  seal(place: FieldPlace, text: string): string;
  /** What is not sealed yet comes back as it is. */
  open(place: FieldPlace, kept: string): string;
}

/**
 * What the data layer needs of an engine: one connection inside one open transaction.
 * Postgres adapters must hand int8 back as safe integers, timestamptz and date as text, jsonb parsed.
 */
export interface SqlConnection {
  readonly engine: Engine;
  /** Left out: nothing is sealed. */
  readonly fields?: FieldCipher;
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
