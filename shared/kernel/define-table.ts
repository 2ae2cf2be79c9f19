import type { Column } from './columns.ts';

export type Columns = Readonly<Record<string, Column<unknown>>>;
export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/**
 * Which rows of a table a desk holds.
 * - `tenant`: all rows of the tenant
 * - `location`: rows whose `locationId` is one of the device's locations
 * - `months`: rows of the last months, one shape a month, by the column `month`, which never changes; with `atLocation`
 *   those of the device's locations
 * - `none`: the table stays in the cloud
 */
export type Replication =
  | { readonly rows: 'tenant' }
  | { readonly rows: 'location' }
  | { readonly rows: 'months'; readonly atLocation: boolean }
  | { readonly rows: 'none' };

/** Tables of one group reach the desk together; groups advance independently, so a refetch of one never freezes the rest. */
export type ShapeGroup = 'trade' | 'catalogue' | 'people';

export interface Table<R extends object = Record<string, unknown>> {
  readonly name: string;
  readonly domain: string;
  readonly columns: Columns;
  /** Primary key in camelCase; the cloud puts tenant_id in front. */
  readonly key: readonly (keyof R & string)[];
  readonly unique: readonly (readonly (keyof R & string)[])[];
  /** Unique over all tenants of the cloud, whose refusal says no more than that: what there is once in the world */
  readonly uniqueEverywhere: readonly (readonly (keyof R & string)[])[];
  readonly indexes: readonly (readonly (keyof R & string)[])[];
  /** Append-only tables take inserts alone: their rows are facts. */
  readonly appendOnly: boolean;
  readonly group: ShapeGroup;
  readonly replication: Replication;
  readonly doc: string;
  readonly _row?: R;
}

export type AnyTable = Table<never>;
export type Row<T> = T extends { readonly _row?: infer R } ? Exclude<R, undefined> : never;
export type KeyOf<R> = Partial<R>;

const registry = new Map<string, Table<Record<string, unknown>>>();

export interface TableOptions<C extends Columns> {
  readonly doc: string;
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
  readonly unique?: readonly (readonly (keyof C & string)[])[];
  readonly uniqueEverywhere?: readonly (readonly (keyof C & string)[])[];
  readonly indexes?: readonly (readonly (keyof C & string)[])[];
  readonly appendOnly?: boolean;
  readonly group: ShapeGroup;
  readonly replication?: Replication;
}

/** Declares a table once for both engines. `name` is `domain.plural_snake_case`; the part after the dot is the table's name. */
export function defineTable<const C extends Columns>(name: string, options: TableOptions<C>): Table<RowOf<C>> {
  const [domain, tableName] = name.split('.');
  if (!domain || !tableName) throw new Error(`table name must be domain.name: ${name}`);
  if (registry.has(tableName)) throw new Error(`table ${tableName} is defined twice`);
  if (options.replication?.rows === 'months' && !options.columns['month'])
    throw new Error(`table ${tableName} goes to desks by its month and has no column month`);
  const table = {
    name: tableName,
    domain,
    columns: options.columns,
    key: options.key,
    unique: options.unique ?? [],
    uniqueEverywhere: options.uniqueEverywhere ?? [],
    indexes: options.indexes ?? [],
    appendOnly: options.appendOnly ?? false,
    group: options.group,
    replication: options.replication ?? ({ rows: 'tenant' } as const),
    doc: options.doc,
  };
  registry.set(tableName, table as unknown as Table<Record<string, unknown>>);
  return table as unknown as Table<RowOf<C>>;
}

/** Every declared table by name, in the order of declaration. */
export function declaredTables(): Table<Record<string, unknown>>[] {
  return [...registry.values()];
}

export function tableNamed(name: string): Table<Record<string, unknown>> | undefined {
  return registry.get(name);
}
