import type { RowChange, Transaction } from '../replication/change-stream.ts';
import type { TextRow } from '../postgres/read-rows.ts';
import { jsonString, jsonValue } from './json-text.ts';
import { keyPrefix, recordKey } from './record-key.ts';

export interface RowFormat {
  readonly schema: string;
  readonly table: string;
  /** The selected columns: their index in the table's rows, and their name. */
  readonly columns: readonly { index: number; name: string }[];
  /** Indexes in the table's rows that name a row; all columns by name when the table has no primary key. */
  readonly keyParts: readonly number[];
  /** Updates and deletes carry whole rows, updates the changed old values too. */
  readonly full: boolean;
}

/** One message without its closing braces: whether it is its transaction's last is known only at the commit. */
export interface LogItem {
  readonly op: number;
  readonly text: string;
}

export function closeItem(item: LogItem, last: boolean): string {
  return last ? `${item.text},"last":true}}` : `${item.text}}}`;
}

const writers = new WeakMap<RowFormat, ItemWriter>();

/** One for all shapes of a format. */
export function writerOf(format: RowFormat): ItemWriter {
  const writer = writers.get(format) ?? new ItemWriter(format);
  writers.set(format, writer);
  return writer;
}

/** Writes rows and changes of one form as protocol messages. */
export class ItemWriter {
  private readonly prefix: string;
  private readonly relation: string;
  private readonly names: readonly string[];
  private readonly indexes: readonly number[];
  private readonly keyColumns: ReadonlySet<number>;
  private readonly format: RowFormat;

  constructor(format: RowFormat) {
    this.format = format;
    this.prefix = keyPrefix(format.schema, format.table);
    this.relation = `"relation":[${jsonString(format.schema)},${jsonString(format.table)}]`;
    this.names = format.columns.map((column) => `${jsonString(column.name)}:`);
    this.indexes = format.columns.map((column) => column.index);
    this.keyColumns = new Set(format.keyParts);
  }

  /** A row of the snapshot. `row` is in the table's column order. */
  snapshotRow(row: TextRow): string {
    const key = jsonString(recordKey(this.prefix, row, this.format.keyParts));
    return `{"key":${key},"value":${this.whole(row)},"headers":{"operation":"insert",${this.relation}}}`;
  }

  /** The messages of a change, none when it touches nothing the shape shows. */
  change(transaction: Transaction, op: number, change: RowChange): LogItem[] {
    if (change.kind === 'insert') return [this.insert(transaction, op, change.row)];
    if (change.kind === 'delete') return [this.remove(transaction, op, change.before)];
    const { before, row } = change;
    const oldKey = recordKey(this.prefix, before, this.format.keyParts);
    const newKey = recordKey(this.prefix, row, this.format.keyParts);
    if (oldKey !== newKey) {
      return [
        this.remove(transaction, op, before, `,"key_change_to":${jsonString(newKey)}`),
        this.insert(transaction, op + 1, row, `,"key_change_from":${jsonString(oldKey)}`),
      ];
    }
    if (!this.indexes.some((index) => before[index] !== row[index])) return [];
    const value = this.format.full ? this.whole(row) : this.some(row, before, true);
    const old = this.format.full ? `,"old_value":${this.some(before, row, false)}` : '';
    return [this.item(transaction, op, 'update', newKey, `${value}${old}`)];
  }

  private insert(transaction: Transaction, op: number, row: TextRow, extra = ''): LogItem {
    const key = recordKey(this.prefix, row, this.format.keyParts);
    return this.item(transaction, op, 'insert', key, this.whole(row), extra);
  }

  private remove(transaction: Transaction, op: number, row: TextRow, extra = ''): LogItem {
    const key = recordKey(this.prefix, row, this.format.keyParts);
    const value = this.format.full ? this.whole(row) : this.some(row, row, true);
    return this.item(transaction, op, 'delete', key, value, extra);
  }

  private item(tx: Transaction, op: number, operation: string, key: string, value: string, extra = ''): LogItem {
    const headers = `"operation":"${operation}",${this.relation},"txids":[${tx.xid}],"lsn":"${tx.lsn}","op_position":${op}`;
    return { op, text: `{"key":${jsonString(key)},"value":${value},"headers":{${headers}${extra}` };
  }

  private whole(row: TextRow): string {
    let text = '{';
    for (let at = 0; at < this.names.length; at++) {
      text += `${at === 0 ? '' : ','}${this.names[at]}${jsonValue(row[this.indexes[at]!] ?? null)}`;
    }
    return `${text}}`;
  }

  /** The columns whose value differs from `other`, and the key columns when asked for. */
  private some(row: TextRow, other: TextRow, withKey: boolean): string {
    const parts: string[] = [];
    this.indexes.forEach((index, at) => {
      if (row[index] === other[index] && !(withKey && this.keyColumns.has(index))) return;
      parts.push(`${this.names[at]}${jsonValue(row[index] ?? null)}`);
    });
    return `{${parts.join(',')}}`;
  }
}
