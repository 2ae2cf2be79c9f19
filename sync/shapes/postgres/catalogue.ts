import type { ClientBase, Pool } from 'pg';
import type { TableName } from './identifiers.ts';

export interface Column {
  readonly name: string;
  readonly typeOid: number;
  readonly typeName: string;
  readonly typeMod: number;
  /** For an array type: the element's type name and the declared number of dimensions. */
  readonly element: { name: string; dims: number } | null;
  readonly notNull: boolean;
  /** Position in the primary key, counted from 0. */
  readonly pkIndex: number | null;
  /** Equality under this column's collation means equal bytes (always so for types without collation). */
  readonly deterministic: boolean;
}

export interface Table extends TableName {
  readonly oid: number;
  readonly columns: readonly Column[];
  /** Indexes into `columns`, in key order; empty for a table without primary key. */
  readonly primaryKey: readonly number[];
  /** Why the table cannot be replicated whole, if so. */
  readonly obstacle: string | null;
  /** Equal exactly when names, types and their order are equal: comparable with what the stream describes. */
  readonly signature: string;
  /** Also covers what the stream does not tell: key and nullability. */
  readonly fingerprint: string;
}

export function relationSignature(columns: readonly { name: string; typeOid: number; typeMod: number }[]): string {
  return columns.map((column) => `${JSON.stringify(column.name)}:${column.typeOid}:${column.typeMod}`).join(',');
}

interface ColumnRecord {
  oid: number;
  relkind: string;
  relpersistence: string;
  attname: string;
  atttypid: number;
  atttypmod: number;
  attndims: number;
  attnotnull: boolean;
  attgenerated: string;
  typname: string;
  elemname: string | null;
  pk_index: number | null;
  deterministic: boolean;
}

const columnsQuery = `
  SELECT c.oid::int8::float8 AS oid, c.relkind::text, c.relpersistence::text, a.attname,
         a.atttypid::int8::float8 AS atttypid, a.atttypmod, a.attndims, a.attnotnull, a.attgenerated::text,
         t.typname, CASE WHEN t.typcategory = 'A' THEN e.typname END AS elemname,
         array_position(k.conkey, a.attnum) - 1 AS pk_index,
         coalesce(l.collisdeterministic, true) AS deterministic
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type e ON e.oid = t.typelem
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
   WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
   ORDER BY a.attnum`;

/**
 * Reads a table as it is now; `null` when there is none by this name.
 * @param storedGenerated whether the publication carries stored generated columns (PostgreSQL 18 and later)
 */
export async function readTable(
  db: Pool | ClientBase,
  name: TableName,
  storedGenerated: boolean,
): Promise<Table | null> {
  // Named, so that each connection plans it once: planning takes most of its time.
  const query = { name: 'shape-table', text: columnsQuery, values: [name.schema, name.name] };
  const { rows } = await db.query<ColumnRecord>(query);
  const first = rows[0];
  if (!first) return null;
  const columns = rows.map(toColumn);
  const primaryKey = columns
    .map((column, index) => ({ index, position: column.pkIndex }))
    .filter((entry) => entry.position !== null)
    .sort((a, b) => a.position! - b.position!)
    .map((entry) => entry.index);
  const signature = relationSignature(columns);
  const nullability = columns.map((column) => `${column.notNull}:${column.pkIndex}`).join(',');
  const fingerprint = `${first.oid}|${signature}|${nullability}`;
  const obstacle = obstacleOf(first, rows, storedGenerated);
  return {
    schema: name.schema,
    name: name.name,
    oid: first.oid,
    columns,
    primaryKey,
    obstacle,
    signature,
    fingerprint,
  };
}

function toColumn(record: ColumnRecord): Column {
  return {
    name: record.attname,
    typeOid: record.atttypid,
    typeName: record.typname,
    typeMod: record.atttypmod,
    element: record.elemname === null ? null : { name: record.elemname, dims: Math.max(record.attndims, 1) },
    notNull: record.attnotnull,
    pkIndex: record.pk_index,
    deterministic: record.deterministic,
  };
}

/** Ids below are the catalogue's own; they are never published. */
const firstOfUsers = 16_384;

function obstacleOf(table: ColumnRecord, columns: readonly ColumnRecord[], storedGenerated: boolean): string | null {
  if (!['r', 'p'].includes(table.relkind)) return 'is not a table';
  if (table.oid < firstOfUsers) return 'belongs to the database system';
  if (table.relpersistence !== 'p') return 'is temporary or unlogged, so its changes are not replicated';
  const generated = columns.find(
    (column) => column.attgenerated === 'v' || (column.attgenerated === 's' && !storedGenerated),
  );
  return generated ? `has the generated column "${generated.attname}", which is not replicated` : null;
}
