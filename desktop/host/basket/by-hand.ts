import type { OffByHand } from '@tillhouse/shared/domains/pricing/by-hand.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { isCard, notAsQuoted } from './change-lines.ts';
import { cardIsOne, lineGone } from './problems.ts';

/** On one line a price of its own is possible too. */
export interface GivenByHand extends OffByHand {
  readonly unitPrice?: number | undefined;
}

export const handOf = (text: string | null | undefined): GivenByHand | undefined =>
  text ? (JSON.parse(text) as GivenByHand) : undefined;

/** Gives something on a line, or on the whole basket where `lineId` is null; null takes it back. */
export function giveByHand(
  connection: DeskConnection,
  basketId: string,
  lineId: string | null,
  given: GivenByHand | null,
  now: number,
): void {
  const text = given && JSON.stringify(given);
  if (lineId === null) {
    connection.runNow('UPDATE desk_baskets SET by_hand = ? WHERE id = ?', [text, basketId]);
    return;
  }
  if (given && isCard(connection, lineId)) throw cardIsOne();
  notAsQuoted(connection, lineId);
  const sql =
    "UPDATE desk_basket_lines SET by_hand = ?, touched_at = ?, touched_by = 'hand' WHERE id = ? AND basket_id = ? AND removed_at IS NULL";
  if (connection.runNow(sql, [text, now, lineId, basketId]) === 0) throw lineGone();
}
