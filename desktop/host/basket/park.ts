import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Host } from '../host.ts';
import { sealedText } from '../keys/sealed-text.ts';
import { takenWithin } from '../session/registers-here.ts';
import type { WindowSession } from '../session/windows.ts';
import { refuseTaken } from './legs.ts';
import { parkedGone } from './problems.ts';
import { dropBasket, linesOf, placeOf } from './rows.ts';

/** Lays a basket aside; an empty one is not worth it. */
export function park(connection: DeskConnection, basketId: string, name: string, now: number): void {
  refuseTaken(connection, basketId);
  if (linesOf(connection, basketId).length === 0) return;
  connection.runNow('DELETE FROM desk_basket_lines WHERE basket_id = ? AND removed_at IS NOT NULL', [basketId]);
  const place = { table: 'desk_baskets', row: JSON.stringify([basketId]), column: 'name' };
  const kept = sealedText(connection, place, name);
  connection.runNow('UPDATE desk_baskets SET parked_at = ?, name = ?, left_by = NULL, left_at = NULL WHERE id = ?', [
    now,
    kept,
    basketId,
  ]);
}

/** Takes a parked basket up at `place`; what lies open there is parked in its stead. */
export function resume(
  connection: DeskConnection,
  parkedId: string,
  at: { place: string; openId: string; now: number },
): void {
  const [parked] = connection.allNow('SELECT id FROM desk_baskets WHERE id = ? AND parked_at IS NOT NULL', [parkedId]);
  if (!parked) throw parkedGone();
  if (linesOf(connection, at.openId).length > 0) park(connection, at.openId, '', at.now);
  else {
    refuseTaken(connection, at.openId);
    dropBasket(connection, at.openId);
  }
  connection.runNow("UPDATE desk_baskets SET parked_at = NULL, place = ?, name = '' WHERE id = ?", [
    at.place,
    parkedId,
  ]);
}

/** What lies open on a register that another device took over is parked, so that it is found from the next one. */
export async function parkWhereTaken(host: Host, window: WindowSession): Promise<void> {
  const { registerId } = window;
  if (!registerId || window.training) return;
  await host.desk.transaction('foreground', async (connection) => {
    if (takenWithin(connection, registerId) === null) return;
    const sql = 'SELECT id FROM desk_baskets WHERE place = ? AND parked_at IS NULL';
    for (const { id } of connection.allNow(sql, [placeOf(window)])) park(connection, String(id), '', host.now());
  });
}
