import { decode } from '@tillhouse/shared/data/codec.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import type { AttentionField } from './attention.ts';
import type { DeskDatabase } from './desk-database.ts';
import { keyValues, sqlOf } from './row-sql.ts';

/** Something the cloud turned down, for a person to settle. */
export interface AttentionItem {
  readonly mutationId: string;
  readonly kind: 'refused' | 'quarantined';
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
  readonly code: string | null;
  readonly message: string | null;
  readonly details: Record<string, unknown> | null;
  /** Both values; `theirs` as it is now */
  readonly fields: readonly AttentionField[];
  readonly actorName: string;
  readonly at: number;
}

/** Whatever reads committed rows. */
type Reads = Pick<DeskDatabase, 'read'>;

/** What waits for a person, newest first. */
export function attentionList(database: Reads): AttentionItem[] {
  return database
    .read('SELECT * FROM sync_attention WHERE settled_at IS NULL ORDER BY at DESC, mutation_id')
    .map((row) => itemOf(database, row));
}

export function attentionItem(database: Reads, mutationId: string): AttentionItem | undefined {
  const sql = 'SELECT * FROM sync_attention WHERE mutation_id = ? AND settled_at IS NULL';
  const [row] = database.read(sql, [mutationId]);
  return row && itemOf(database, row);
}

function itemOf(database: Reads, row: Record<string, unknown>): AttentionItem {
  const fields = JSON.parse(row.fields as string) as AttentionField[];
  return {
    mutationId: row.mutation_id as string,
    kind: row.kind as AttentionItem['kind'],
    name: row.name as string,
    version: row.version as number,
    args: JSON.parse(row.args as string),
    code: row.code as string | null,
    message: row.message as string | null,
    details: row.details === null ? null : (JSON.parse(row.details as string) as Record<string, unknown>),
    fields: fields.map((field) => ({ ...field, ...presentValue(database, field) })),
    actorName: row.actor_name as string,
    at: row.at as number,
  };
}

function presentValue(database: Reads, field: AttentionField): Pick<AttentionField, 'theirs' | 'gone'> {
  const table = tableNamed(field.table);
  const name = table && namesOf(table).columns.get(field.field);
  if (!table || !name) return { theirs: field.theirs };
  const [row] = database.read(sqlOf(table).select, keyValues(field.key));
  return row ? { theirs: decode(table.columns[field.field] as Column, row[name]) } : { theirs: null, gone: true };
}
