import { createHash } from 'node:crypto';
import type { Table } from '../postgres/catalogue.ts';
import type { RowFormat } from '../protocol/log-item.ts';
import { schemaHeader } from '../protocol/schema-header.ts';
import type { BoundWhere } from '../where/condition.ts';
import { type Equality, firstEquality } from '../where/first-equality.ts';

/** What a client asked for, resolved. Two requests with equal ids share one shape. */
export interface ShapeDefinition {
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
  const id = JSON.stringify([name, where, parts.columns, parts.full, changesOnly]);
  const equality = firstEquality(where.condition);
  const selected = parts.columns.map((index) => ({ index, name: table.columns[index]!.name }));
  return {
    id,
    hash: createHash('sha256').update(id).digest().readUInt32BE(0),
    table,
    where,
    equality,
    changesOnly,
    format: {
      schema: table.schema,
      table: table.name,
      columns: selected,
      keyParts: keyParts(table),
      full: parts.full,
    },
    schema: schemaHeader(parts.columns.map((index) => table.columns[index]!)),
    groups: equality ? equality.values.map((value) => `${table.columns[equality.column]!.name}=${value}`) : [],
  };
}

function keyParts(table: Table): readonly number[] {
  if (table.primaryKey.length > 0) return table.primaryKey;
  return table.columns
    .map((column, index) => ({ name: column.name, index }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => entry.index);
}
