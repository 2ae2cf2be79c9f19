import { setImmediate as turn } from 'node:timers/promises';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { sealedColumnsOf } from '@tillhouse/shared/data/fields.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { ShapeResponse } from '@tillhouse/sync/shapes/http/exchange.ts';
import { type CloudFields, sealedInCloud } from '../../platform/keys/cloud-fields.ts';

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
  const sealed = sealedColumnsOf(table).map((name) => columns.get(name) as string);
  const rowOf = (values: Values) => JSON.stringify(keys.map((name) => values[name]));
  const rows = messages.flatMap(({ value }) => (value ? [rowOf(value)] : []));
  await fields.ready(table.name, [...new Set(rows)], false);
  for (const [at, { value, old_value: old }] of messages.entries()) {
    if (at % SLICE === SLICE - 1) await turn();
    if (!value) continue;
    const row = rowOf(value);
    for (const values of old ? [value, old] : [value]) {
      for (const column of sealed) {
        const kept = values[column];
        if (kept) values[column] = fields.open({ table: table.name, row, column }, kept);
      }
    }
  }
  return JSON.stringify(messages);
}
