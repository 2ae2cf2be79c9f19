import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection } from './desk-database.ts';
import type { OutboxEntry } from './outbox.ts';
import { openRaw, type RawRow, readRow } from './row-sql.ts';
import { sealDocument } from './sealed-documents.ts';

/** One column that a refused intent wrote: what was there, what the person wrote, what holds now. */
export interface AttentionField {
  readonly table: string;
  readonly key: string;
  /** camelCase */
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** The row itself is not there any more. */
  readonly gone?: true;
}

export interface Refusal {
  readonly kind: 'refused' | 'quarantined';
  readonly code: string | null;
  readonly message: string | null;
  readonly details: Record<string, unknown> | null;
}

export interface JournalRow {
  readonly tableName: string;
  readonly key: string;
  readonly op: string;
  readonly before: RawRow;
  readonly after: RawRow;
}

/** Both values of every column an intent updated; `theirs` is read now, so call it after the intent was taken back. */
export function fieldsOf(connection: DeskConnection, journal: readonly JournalRow[]): AttentionField[] {
  return journal.flatMap(({ tableName, key, op, before, after }) => {
    const table = tableNamed(tableName);
    if (op !== 'update' || !table) return [];
    const present = readRow(connection, table, key);
    return [...namesOf(table).columns].flatMap(([field, name]) => {
      if (!(name in after)) return [];
      const value = (raw: unknown) => openRaw(connection, table, key, field, raw);
      const base = value(before[name]);
      const mine = value(after[name]);
      if (JSON.stringify(base) === JSON.stringify(mine)) return [];
      return [{ table: tableName, key, field, base, mine, theirs: value(present?.[name]) }];
    });
  });
}

/** Puts a refused or quarantined mutation before a person; once per mutation. */
export function raiseAttention(
  connection: DeskConnection,
  entry: OutboxEntry,
  refusal: Refusal,
  fields: readonly AttentionField[],
  now: number,
): void {
  const kept = <T extends string | null>(column: 'args' | 'message' | 'details' | 'fields' | 'actor_name', text: T) =>
    sealDocument(connection, { table: 'sync_attention', id: entry.mutationId, column }, text);
  connection.runNow(
    `INSERT OR IGNORE INTO sync_attention
       (mutation_id, kind, name, version, args, code, message, details, fields, actor_name, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      entry.mutationId,
      refusal.kind,
      entry.name,
      entry.version,
      kept('args', JSON.stringify(entry.args)),
      refusal.code,
      kept('message', refusal.message),
      kept('details', refusal.details && JSON.stringify(refusal.details)),
      kept('fields', JSON.stringify(fields)),
      kept('actor_name', entry.actor.name),
      now,
    ],
  );
}
