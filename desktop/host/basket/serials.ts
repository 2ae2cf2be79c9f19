import { asksSerials, plainSerial, serialsOf, stillAsked } from '@tillhouse/shared/domains/register/serials.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { SerialsOfLine } from '../../bridge/serial-views.ts';
import type { Reader } from '../database/reader.ts';
import type { ItemRow } from './price-basket.ts';
import type { LineRow } from './rows.ts';

const saidOf = ({ serials }: Pick<LineRow, 'serials'>): string[] => (serials ? (JSON.parse(serials) as string[]) : []);

/** What the sale keeps of them. */
export function serialsSold(line: LineRow): string[] {
  return line.variantId === null || line.empties ? [] : serialsOf(saidOf(line), line.quantity);
}

/** The sale that a piece of this number was sold with before and that did not come back, as far as this desk has heard. */
function soldBefore(reader: Reader, variantId: string, serial: string): string | null {
  const row = reader.get<{ number: string }>(
    `SELECT o.number FROM sold_serials s JOIN orders o ON o.id = s.order_id
      WHERE s.plain = ? AND s.variant_id = ? AND NOT EXISTS (SELECT 1 FROM order_lines b WHERE b.original_line_id = s.line_id)
      ORDER BY s.placed_at DESC LIMIT 1`,
    [plainSerial(serial), variantId],
  );
  return row?.number ?? null;
}

/** Null where its pieces have no numbers of their own. */
export function shownSerials(reader: Reader, line: LineRow, item: ItemRow | undefined): SerialsOfLine | null {
  if (!item || item.scale > 0 || line.empties || line.depositOf !== undefined) return null;
  const said = saidOf(line).slice(0, Math.max(0, line.quantity));
  if (said.length === 0 && !asksSerials(JSON.parse(item.tags) as string[])) return null;
  const given = said.map((serial) => ({ serial, before: serial && soldBefore(reader, item.id, serial) }));
  return {
    missing: stillAsked(said, line.quantity),
    given: given.map(({ serial, before }) => ({ serial, ...(before && { before }) })),
  };
}

/** A label said the number of its piece (GS1, 21). */
export function noteSerial(connection: DeskConnection, lineId: string, serial: string): void {
  const [row] = connection.allNow('SELECT serials FROM desk_basket_lines WHERE id = ?', [lineId]);
  const said = saidOf({ serials: (row?.serials as string | null) ?? null });
  if (said.some((one) => plainSerial(one) === plainSerial(serial))) return;
  connection.runNow('UPDATE desk_basket_lines SET serials = ? WHERE id = ?', [
    JSON.stringify([...said, serial]),
    lineId,
  ]);
}
