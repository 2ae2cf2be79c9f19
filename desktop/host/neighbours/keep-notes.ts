import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { type DeskTable, encodeRow, keyOfRow, putRow, readRow } from '@tillhouse/sync/client/row-sql.ts';
import type { DeskFile } from '../database/open-desk.ts';
import type { Reader } from '../database/reader.ts';
import { sealedText } from '../keys/sealed-text.ts';
import { type Heard, type Note, note as noteShape } from './note.ts';

/** Longer than any desk may sell without the cloud: what has not come by then is no note's business any more. */
const KEPT_MS = 40 * 86_400_000;

/** How far this desk has heard of each of the others. */
export function heardOf(reader: Reader): Heard {
  const rows = reader.all<{ origin: string; seq: number }>(
    'SELECT origin, max(seq) AS seq FROM main.lan_notes GROUP BY origin',
  );
  return Object.fromEntries(rows.map(({ origin, seq }) => [origin, seq]));
}

/** What was heard of a device after a place in its queue, to be told on. */
export function notesOf(reader: Reader, origin: string, after: number, most: number): Note[] {
  const rows = reader.all<{ body: string }>(
    `SELECT body FROM lan_notes WHERE origin = ? AND seq > ? AND kind <> 'gone' ORDER BY seq LIMIT ?`,
    [origin, after, most],
  );
  return rows.map(({ body }) => noteShape.parse(JSON.parse(body)));
}

/** Keeps what neighbours told; the same again changes nothing. @returns what of it is new */
export function keepNotes(desk: DeskFile, notes: readonly Note[], now: number): Promise<readonly Note[]> {
  // Lost with the power, it is told again: what was heard is counted from the file.
  return desk.repeatable(async (connection) => {
    const fresh = notes.filter((note) => keepOne(connection, note, now));
    layReturns(connection);
    return fresh;
  });
}

function keepOne(connection: DeskConnection, note: Note, now: number): boolean {
  const { id, origin, seq, kind, at, about, original, moves } = note;
  const place = { table: 'lan_notes', row: JSON.stringify([id]), column: 'body' };
  const kept = sealedText(connection, place, JSON.stringify(note));
  const made = connection.runNow(
    `INSERT OR IGNORE INTO lan_notes (mutation_id, origin, seq, kind, occurred_at, received_at, about, original, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, origin, seq, kind, at, now, about, original, kept],
  );
  if (made === 0) return false;
  for (const move of moves)
    connection.runNow(
      `INSERT OR IGNORE INTO lan_moves (movement_id, mutation_id, month, variant_id, location_id, on_hand, committed, reserved,
         damaged, safety, quality_control, incoming, levels_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
         coalesce((SELECT frontier FROM sync_shapes WHERE table_name = 'stock_levels'), 0))`,
      [
        ...[move.id, id, move.month, move.variantId, move.locationId, move.onHand, move.committed, move.reserved],
        ...[move.damaged, move.safety, move.qualityControl, move.incoming],
      ],
    );
  return true;
}

/**
 * What came back of a sale that is here counts at once, whoever took it back: its rows are laid beside those of the sale. They are
 * known by their ids, so the cloud's take their place, and nothing counts twice.
 */
export function layReturns(connection: DeskConnection): void {
  const rows = connection.allNow(
    `SELECT n.mutation_id AS id, n.body FROM lan_notes n JOIN orders o ON o.id = n.original
      WHERE n.kind = 'return' AND NOT EXISTS (SELECT 1 FROM orders r WHERE r.id = n.about)`,
    [],
  );
  for (const { id, body } of rows) layRowsOf(connection, opened(connection, String(id), String(body)));
}

export function opened({ fields }: Pick<DeskConnection, 'fields'>, id: string, body: string): Note {
  const place = { table: 'lan_notes', row: JSON.stringify([id]), column: 'body' };
  return noteShape.parse(JSON.parse(fields ? fields.open(place, body) : body));
}

/** Rows that are here already are the cloud's, or this desk's own: they stay. */
export function layRowsOf(connection: DeskConnection, note: Note): void {
  for (const { table: name, row } of note.rows) {
    const table = tableNamed(name) as DeskTable | undefined;
    if (!table || readRow(connection, table, keyOfRow(table, row))) continue;
    putRow(connection, table, encodeRow(connection, table, row));
  }
  connection.runNow('UPDATE lan_notes SET laid = 1 WHERE mutation_id = ?', [note.id]);
}

/** The last one heard of each device is what the next ones are counted from, so it stays as an empty line. */
const last = 'SELECT max(seq) FROM lan_notes l WHERE l.origin = lan_notes.origin';
const letGo = `SELECT n.mutation_id FROM lan_notes n WHERE n.kind <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM lan_moves m WHERE m.mutation_id = n.mutation_id
      AND NOT EXISTS (SELECT 1 FROM stock_movements s WHERE s.id = m.movement_id))
    AND CASE n.kind WHEN 'stock' THEN 1
      WHEN 'parked' THEN EXISTS (SELECT 1 FROM parked_baskets p WHERE p.id = n.about AND (n.laid = 0 OR (p.ended IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM sync_outbox q WHERE q.state = 'queued' AND q.name = 'register.endParked'))))
      WHEN 'ended' THEN EXISTS (SELECT 1 FROM parked_baskets p WHERE p.id = n.about AND p.ended IS NOT NULL)
      ELSE EXISTS (SELECT 1 FROM orders o WHERE o.id = n.about)
        AND (n.laid = 0 OR EXISTS (SELECT 1 FROM lan_moves m WHERE m.mutation_id = n.mutation_id)) END
  UNION SELECT mutation_id FROM lan_notes WHERE kind <> 'gone' AND occurred_at < ?`;

/** Nearly always there is nothing to let go: then no transaction is made of it, each time that something comes by sync. */
export const anyNotes = (reader: Reader): boolean =>
  reader.get("SELECT 1 FROM main.lan_notes WHERE kind <> 'gone' UNION ALL SELECT 1 FROM main.lan_claims LIMIT 1") !==
  undefined;

/** Takes away what the cloud has told meanwhile. @returns how many notes were let go */
export function letNotesGo(desk: DeskFile, now: number): Promise<number> {
  return desk.repeatable(async (connection) => {
    layReturns(connection);
    const ids = connection.allNow(letGo, [now - KEPT_MS]).map(({ mutation_id: id }) => String(id));
    const list = JSON.stringify(ids);
    if (ids.length > 0) {
      connection.runNow('DELETE FROM lan_moves WHERE mutation_id IN (SELECT value FROM json_each(?))', [list]);
      connection.runNow(
        `UPDATE lan_notes SET kind = 'gone', body = '', about = '', original = NULL
          WHERE mutation_id IN (SELECT value FROM json_each(?))`,
        [list],
      );
      connection.runNow(`DELETE FROM lan_notes WHERE kind = 'gone' AND seq < (${last})`, []);
    }
    connection.runNow('DELETE FROM lan_claims WHERE claimed_at < ?', [now - KEPT_MS]);
    return ids.length;
  });
}
