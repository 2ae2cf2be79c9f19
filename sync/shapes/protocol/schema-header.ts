import type { Column } from '../postgres/catalogue.ts';

interface ColumnInfo {
  type: string;
  dims?: number;
  pk_index?: number;
  not_null?: true;
  max_length?: number;
  length?: number;
  precision?: number;
  scale?: number;
  type_mod?: number;
}

/** The `electric-schema` header: how to read each column's text. Array columns name their element's type. */
export function schemaHeader(columns: readonly Column[]): string {
  const entries = columns.map((column) => [column.name, columnInfo(column)] as const);
  // A header is latin-1 at best; column names may be anything, so everything else travels escaped.
  return JSON.stringify(Object.fromEntries(entries)).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function columnInfo(column: Column): ColumnInfo {
  const type = column.element?.name ?? column.typeName;
  const info: ColumnInfo = { type };
  if (column.element) info.dims = column.element.dims;
  if (column.pkIndex !== null) info.pk_index = column.pkIndex;
  if (column.notNull) info.not_null = true;
  return Object.assign(info, modifierInfo(type, column.typeMod));
}

/** A type's modifier as its declaration reads: `varchar(n)`, `numeric(p,s)`; the rest passes raw. */
function modifierInfo(type: string, mod: number): Partial<ColumnInfo> {
  if (mod < 0) return {};
  if (type === 'varchar') return { max_length: mod - 4 };
  if (type === 'bpchar') return { length: mod - 4 };
  if (type === 'bit') return { length: mod };
  if (type === 'varbit') return { max_length: mod };
  if (type === 'numeric') {
    const packed = mod - 4;
    // The scale is an 11-bit two's complement number: Postgres allows it to be negative.
    return { precision: packed >> 16, scale: ((packed & 0x7ff) ^ 1024) - 1024 };
  }
  if (['time', 'timetz', 'timestamp', 'timestamptz'].includes(type)) return { precision: mod };
  return { type_mod: mod };
}
