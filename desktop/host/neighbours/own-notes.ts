import { decodeRow, namesOf } from '@tillhouse/shared/data/codec.ts';
import { type StockMovement, stockMovements } from '@tillhouse/shared/domains/inventory/schema.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskTable } from '@tillhouse/sync/client/row-sql.ts';
import type { Reader } from '../database/reader.ts';
import { CARRIED, type Move, type Note } from './note.ts';

/** Looked at in one turn; most commands of a till are sales. */
const AT_ONCE = 40;

interface Queued {
  readonly orderNo: number;
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly args: string | null;
}

interface Row {
  readonly table: (typeof CARRIED)[number];
  readonly row: Record<string, unknown>;
}

export interface OwnNotes {
  readonly notes: readonly Note[];
  /** All of the queue up to this place was looked at */
  readonly upTo: number;
}

/**
 * What this desk did after a place in its queue, as its neighbours are told: facts that sold, took back, moved stock or parked,
 * and the end of what was parked. What was sent long ago is told by the cloud; `from` is the instant before which it has been.
 */
export function ownNotes(reader: Reader, origin: string, after: number, from: number): OwnNotes {
  const queued = reader.all<Queued>(
    `SELECT order_no AS orderNo, mutation_id AS id, name, occurred_at AS at,
       CASE name WHEN 'register.endParked' THEN args END AS args
     FROM sync_outbox WHERE order_no > ? AND (kind = 'fact' OR name = 'register.endParked')
       AND (state = 'queued' OR occurred_at >= ?) AND coalesce(status, 'applied') = 'applied' ORDER BY order_no LIMIT ${AT_ONCE}`,
    [after, from],
  );
  const notes = queued.flatMap((one) => noteOf(reader, origin, one) ?? []);
  return { notes, upTo: queued.at(-1)?.orderNo ?? after };
}

function noteOf(reader: Reader, origin: string, queued: Queued): Note | null {
  const { id, at, orderNo: seq } = queued;
  const base = { id, origin, seq, at };
  if (queued.args !== null) return endedNote(reader, base, queued);
  const made = reader.all<{ name: string; key: string }>(
    `SELECT table_name AS name, row_key AS key FROM sync_inserts WHERE order_no = ?
       AND (table_name = 'stock_movements' OR table_name IN (SELECT value FROM json_each(?))) ORDER BY step`,
    [seq, JSON.stringify(CARRIED)],
  );
  const moves: Move[] = [];
  const rows: Row[] = [];
  for (const { name, key } of made) {
    const row = rowOf(reader, name, key);
    if (!row) continue;
    if (name === stockMovements.name) moves.push(moveOf(row as unknown as StockMovement));
    else rows.push({ table: name as Row['table'], row });
  }
  const order = rows.find(({ table }) => table === 'orders')?.row;
  const parked = rows.find(({ table }) => table === 'parked_baskets')?.row;
  if (!order && !parked && moves.length === 0) return null;
  const kind = order ? (order.kind === 'return' ? 'return' : 'sale') : parked ? 'parked' : 'stock';
  return {
    ...base,
    ...{ kind, rows, moves, ended: null },
    about: String(order?.id ?? parked?.id ?? ''),
    original: (order?.originalOrderId as string | null | undefined) ?? null,
    locationId: String(order?.locationId ?? parked?.locationId ?? moves[0]?.locationId),
  };
}

function endedNote(
  reader: Reader,
  base: Pick<Note, 'id' | 'origin' | 'seq' | 'at'>,
  { args }: Pick<Queued, 'args'>,
): Note {
  const { parkedId, atRegisterId, orderId } = JSON.parse(args ?? '{}') as Record<string, string> & {
    orderId: string | null;
  };
  const place = reader.get<{ locationId: string }>(
    'SELECT location_id AS locationId FROM main.parked_baskets WHERE id = ?',
    [parkedId ?? ''],
  );
  return {
    ...base,
    ...{ kind: 'ended', about: parkedId ?? '', original: null, rows: [], moves: [] },
    ...{ locationId: place?.locationId ?? null, ended: { orderId, registerId: atRegisterId ?? '' } },
  };
}

function rowOf(reader: Reader, name: string, key: string): Record<string, unknown> | undefined {
  const table = tableNamed(name) as DeskTable | undefined;
  // Each of them is known by one column.
  if (table?.key.length !== 1) return undefined;
  const column = namesOf(table).columns.get(table.key[0] as string);
  const raw = reader.get(`SELECT * FROM ${table.name} WHERE ${column} = json_extract(?, '$[0]')`, [key]);
  return raw && decodeRow(table, raw);
}

function moveOf(row: StockMovement): Move {
  const { id, month, variantId, locationId, onHand, committed, reserved, damaged, safety, qualityControl, incoming } =
    row;
  const units = { onHand, committed, reserved, damaged, safety, qualityControl, incoming };
  return { id, month, variantId, locationId, ...units };
}
