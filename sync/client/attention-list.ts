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

/** What waits for a person, newest first. */
export function attentionList(database: DeskDatabase): AttentionItem[] {
  return database
    .read('SELECT * FROM sync_attention WHERE settled_at IS NULL ORDER BY at DESC, mutation_id')
    .map((row) => itemOf(database, row));
}

export function attentionItem(database: DeskDatabase, mutationId: string): AttentionItem | undefined {
  const sql = 'SELECT * FROM sync_attention WHERE mutation_id = ? AND settled_at IS NULL';
  const [row] = database.read(sql, [mutationId]);
  return row && itemOf(database, row);
}

function itemOf(database: DeskDatabase, row: Record<string, unknown>): AttentionItem {
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
    fields: fields.map((field) => ({ ...field, theirs: presentValue(database, field) })),
    actorName: row.actor_name as string,
    at: row.at as number,
  };
}

function presentValue(database: DeskDatabase, field: AttentionField): unknown {
  const table = tableNamed(field.table);
  const name = table && namesOf(table).columns.get(field.field);
  if (!table || !name) return field.theirs;
  const [row] = database.read(sqlOf(table).select, keyValues(field.key));
  return row ? decode(table.columns[field.field] as Column, row[name]) : null;
}

/**
 * Arguments of a refused edit on the present values: where they carry the base an edit was made on (an object with
 * `base` and `value`, under the field's name or beside the row's id), the base becomes what holds now, so that the edit
 * is not refused for the same reason again.
 */
export function onPresentValues(args: unknown, fields: readonly AttentionField[], name = ''): unknown {
  if (Array.isArray(args)) return args.map((each) => onPresentValues(each, fields, name));
  if (typeof args !== 'object' || args === null) return args;
  const edit = args as Readonly<Record<string, unknown>>;
  const present = 'base' in edit && 'value' in edit ? presentOf(edit, fields, name) : undefined;
  return Object.fromEntries(
    Object.entries(edit).map(([key, value]) =>
      key === 'base' && present ? [key, present.theirs] : [key, onPresentValues(value, fields, key)],
    ),
  );
}

function presentOf(
  edit: Readonly<Record<string, unknown>>,
  fields: readonly AttentionField[],
  name: string,
): AttentionField | undefined {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const wrote = fields.filter((field) => same(field.base, edit.base) && same(field.mine, edit.value));
  const named = wrote.filter((field) => field.field === name);
  const ids = Object.values(edit).filter((value) => typeof value === 'string');
  return named[0] ?? wrote.find((field) => ids.some((id) => field.key.includes(JSON.stringify(id)))) ?? wrote[0];
}
