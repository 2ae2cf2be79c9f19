import type { Table } from '../kernel/define-table.ts';
import type { Engine, SqlValue } from './connection.ts';

export interface Compiled {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A statement whose text is known by its table and its shape: what it does by which columns, and which of them are null. */
export interface KeptQuery {
  readonly table: Table<Record<string, unknown>>;
  readonly shape: string;
  /** As the built query binds them */
  readonly parameters: readonly unknown[];
  /** Builds it, where its text is not known yet */
  readonly query: () => { compile(): Compiled };
}

type Texts = WeakMap<Table<Record<string, unknown>>, Map<string, string>>;

/** By engine, which says whether there is a tenant too: tables of the cloud have one, those of a desk do not. */
const kept: Readonly<Record<Engine, Texts>> = { sqlite: new WeakMap(), postgres: new WeakMap() };

/** Shapes come from code, so they are few; a caller that makes them up is not given memory for it. */
const MOST_SHAPES = 500;

/**
 * The text of a statement, built once a shape: building it anew cost more than all else that is done with it here.
 * @throws where the built query binds other values than it was said to: its text would be no use to the next
 */
export function keptText(engine: Engine, { table, shape, parameters, query }: KeptQuery): string {
  const texts = kept[engine].get(table) ?? new Map<string, string>();
  kept[engine].set(table, texts);
  const known = texts.get(shape);
  if (known !== undefined) return known;
  const compiled = query().compile();
  const isSame =
    compiled.parameters.length === parameters.length &&
    compiled.parameters.every((value, at) => same(value, parameters[at]));
  if (!isSame) throw new Error(`${table.name}: the values of «${shape}» are not those of its query`);
  if (texts.size < MOST_SHAPES) texts.set(shape, compiled.sql);
  return compiled.sql;
}

const same = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

type Pairs = readonly (readonly [string, SqlValue])[];

/** Null is asked for by another text. */
export const shapeOf = (pairs: Pairs): string =>
  pairs.map(([name, value]) => (value === null ? `${name}?` : name)).join();

/** Without null, which is no parameter. */
export const valuesOf = (pairs: Pairs): SqlValue[] => pairs.flatMap(([, value]) => (value === null ? [] : [value]));
