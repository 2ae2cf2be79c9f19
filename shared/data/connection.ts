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
}
