import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import type { AttentionField } from './attention.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { keyValues, openRaw, sqlOf } from './row-sql.ts';
import { openDocument, type sealedDocuments } from './sealed-documents.ts';

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

/** Whatever reads rows; `fields` where it reads them as they are kept. */
type Reads = Pick<DeskDatabase, 'read' | 'fields'>;

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

/** Within a transaction, which hands out documents as they are kept. */
export function attentionItemWithin(connection: DeskConnection, mutationId: string): AttentionItem | undefined {
  return attentionItem({ ...connection, read: (sql, params = []) => connection.allNow(sql, params) }, mutationId);
}

function itemOf(database: Reads, row: Record<string, unknown>): AttentionItem {
  const text = (column: (typeof sealedDocuments)['sync_attention']['columns'][number]) =>
    openDocument(database, { table: 'sync_attention', id: row.mutation_id as string, column }, row[column]);
  const fields = JSON.parse(text('fields')) as AttentionField[];
  return {
    mutationId: row.mutation_id as string,
    kind: row.kind as AttentionItem['kind'],
    name: row.name as string,
    version: row.version as number,
    args: JSON.parse(text('args')),
    code: row.code as string | null,
    message: row.message === null ? null : text('message'),
    details: row.details === null ? null : (JSON.parse(text('details')) as Record<string, unknown>),
    fields: fields.map((field) => ({ ...field, ...presentValue(database, field) })),
    actorName: text('actor_name'),
    at: row.at as number,
  };
}

function presentValue(database: Reads, field: AttentionField): Pick<AttentionField, 'theirs' | 'gone'> {
  const table = tableNamed(field.table);
  const name = table && namesOf(table).columns.get(field.field);
  if (!table || !name) return { theirs: field.theirs };
  const [row] = database.read(sqlOf(table).select, keyValues(field.key));
  return row ? { theirs: openRaw(database, table, field.key, field.field, row[name]) } : { theirs: null, gone: true };
}
