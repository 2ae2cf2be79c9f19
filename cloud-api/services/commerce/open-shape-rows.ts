import { setImmediate as turn } from 'node:timers/promises';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import type { FieldPlace } from '@tillhouse/shared/data/connection.ts';
import { sealedColumnsOf } from '@tillhouse/shared/data/fields.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import type { ShapeResponse } from '@tillhouse/sync/shapes/http/exchange.ts';
import { type CloudFields, ERASED, sealedInCloud, UNREADABLE } from '../../platform/keys/cloud-fields.ts';

type Values = Record<string, string | null>;
interface Message {
  readonly value?: Values;
  readonly old_value?: Values;
}

/** Rows that are opened before others have their turn: a few milliseconds */
const SLICE = 100;

/** The table of a shape where its rows are sealed. */
export function sealedTable(name: string): Table<Record<string, unknown>> | undefined {
  return sealedInCloud.has(name) ? tableNamed(name) : undefined;
}

async function textOf(body: ShapeResponse['body']): Promise<string> {
  if (typeof body === 'string') return body;
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const openedText = (fields: CloudFields, place: FieldPlace, kept: string): string => fields.open(place, kept);

/** A JSON column holds what is sealed of it as a JSON string; what is shown in its place where it does not open is one too. */
function openedJson(fields: CloudFields, place: FieldPlace, kept: string): string {
  const said: unknown = kept.startsWith('"') ? JSON.parse(kept) : undefined;
  if (typeof said !== 'string' || !isSealed(said)) return kept;
  const text = fields.open(place, said);
  return text === ERASED || text === UNREADABLE ? JSON.stringify(text) : text;
}

/**
 * A shape's messages (a JSON list) with the sealed columns of their rows opened. The log that the shape server keeps stays
 * sealed; what goes to a desk over TLS is plain, since the desk seals it with its own key before it writes it anywhere.
 * @throws KeysAway
 */
export async function openShapeRows(
  fields: CloudFields,
  table: Table<Record<string, unknown>>,
  body: ShapeResponse['body'],
): Promise<string> {
  const text = await textOf(body);
  // An answer without rows, such as one that only says “up to date”, is passed on as it is.
  if (!text.includes('"value"')) return text;
  const messages = JSON.parse(text) as Message[];
  const { columns } = namesOf(table);
  const keys = table.key.map((part) => columns.get(part) as string);
  const sealed = sealedColumnsOf(table).map((name) => ({
    column: columns.get(name) as string,
    json: table.columns[name]?.kind === 'json',
  }));
  const rowOf = (values: Values) => JSON.stringify(keys.map((name) => values[name]));
  const rows = messages.flatMap(({ value }) => (value ? [rowOf(value)] : []));
  await fields.ready(table.name, [...new Set(rows)], false);
  for (const [at, { value, old_value: old }] of messages.entries()) {
    if (at % SLICE === SLICE - 1) await turn();
    if (!value) continue;
    const row = rowOf(value);
    for (const values of old ? [value, old] : [value]) {
      for (const { column, json } of sealed) {
        const kept = values[column];
        if (kept) values[column] = (json ? openedJson : openedText)(fields, { table: table.name, row, column }, kept);
      }
    }
  }
  return JSON.stringify(messages);
}
