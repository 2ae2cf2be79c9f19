import { createHash } from 'node:crypto';
import type { Table } from '../postgres/catalogue.ts';
import type { RowFormat } from '../protocol/log-item.ts';
import { schemaHeader } from '../protocol/schema-header.ts';
import type { BoundWhere } from '../where/condition.ts';
import { type Equality, firstEquality } from '../where/first-equality.ts';

/** What a client asked for, resolved. Two requests with equal ids share one shape. */
export interface ShapeDefinition {
  /** SHA-256 of all of it */
  readonly id: string;
  readonly hash: number;
  readonly table: Table;
  readonly where: BoundWhere;
  readonly equality: Equality | null;
  readonly format: RowFormat;
  readonly schema: string;
  /** Only changes from now on, no rows at the start. */
  readonly changesOnly: boolean;
  /** `column=value` for each value of the first equality: shapes that share one are released together. */
  readonly groups: readonly string[];
}

export interface DefinitionParts {
  readonly table: Table;
  readonly where: BoundWhere;
  /** Selected columns as indexes into the table's, ascending. */
  readonly columns: readonly number[];
  readonly full: boolean;
  readonly changesOnly: boolean;
}

export function shapeDefinition(parts: DefinitionParts): ShapeDefinition {
  const { table, where, changesOnly } = parts;
  const name = [table.schema, table.name, table.fingerprint];
  const text = JSON.stringify([name, where, parts.columns, parts.full, changesOnly]);
  const digest = createHash('sha256').update(text).digest();
  const equality = firstEquality(where.condition);
  return {
    id: digest.toString('base64'),
    hash: digest.readUInt32BE(0),
    table,
    where,
    equality,
    changesOnly,
    ...lookOf(parts),
    groups: equality ? equality.values.map((value) => `${table.columns[equality.column]!.name}=${value}`) : [],
  };
}

type Look = Pick<ShapeDefinition, 'format' | 'schema'>;

/** By table: one of each choice of columns for the thousands of shapes that differ in their `where` alone. */
const looks = new WeakMap<Table, Map<string, Look>>();
/** Whoever asks chooses the columns: beyond so many they are worked out anew. */
const mostLooks = 50;

function lookOf({ table, columns, full }: DefinitionParts): Look {
  const known = looks.get(table) ?? new Map<string, Look>();
  looks.set(table, known);
  const name = `${full} ${columns.join()}`;
  const found = known.get(name);
  if (found) return found;
  const selected = columns.map((index) => ({ index, name: table.columns[index]!.name }));
  const look: Look = {
    format: { schema: table.schema, table: table.name, columns: selected, keyParts: keyParts(table), full },
    schema: schemaHeader(columns.map((index) => table.columns[index]!)),
  };
  if (known.size >= mostLooks) known.clear();
  known.set(name, look);
  return look;
}

function keyParts(table: Table): readonly number[] {
  if (table.primaryKey.length > 0) return table.primaryKey;
  return table.columns
    .map((column, index) => ({ name: column.name, index }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => entry.index);
}
