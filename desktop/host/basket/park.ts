import { lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import { type ParkedContent, parkedContent } from '@tillhouse/shared/domains/register/parked-schema.ts';
import { unitsOf } from '@tillhouse/shared/domains/register/rules.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { type Ground, groundOf, runWithin } from '../commands/run-command.ts';
import type { Reader } from '../database/reader.ts';
import type { Host } from '../host.ts';
import { refuseChanged } from '../layaways/lay-layaway.ts';
import { sealedText } from '../keys/sealed-text.ts';
import { parkingTold } from '../neighbours/take-parked.ts';
import { takenWithin } from '../session/registers-here.ts';
import type { WindowSession } from '../session/windows.ts';
import { isBeside } from './deposits.ts';
import { refuseTaken } from './legs.ts';
import { contentOf, layContent } from './parked-content.ts';
import { locationOfRegister, priceBasket, storeFacts } from './price-basket.ts';
import { parkedGone } from './problems.ts';
import { dropBasket, linesOf, placeOf } from './rows.ts';

/** Who parks, takes up or throws away, and where. */
export interface Parking {
  readonly ground: Ground;
  readonly reader: Reader;
  readonly now: number;
  readonly newId: () => string;
}

export const parkingOf = (host: Host, ground: Ground): Parking => ({
  ...{ ground, reader: host.desk.reader, now: host.now(), newId: host.newId },
});

/** Lays a basket aside, for every till of the location where it can be; an empty one is not worth it. */
export async function park(connection: DeskConnection, basketId: string, name: string, by: Parking): Promise<void> {
  // What was paid before is no money that was taken for it: first the one that says how to go on.
  refuseChanged(connection, basketId);
  refuseTaken(connection, basketId);
  if (linesOf(connection, basketId).length > 0)
    layAside(connection, basketId, { name, now: by.now, parkedAs: await share(connection, basketId, name, by) });
}

/** Parks what lies in the basket, so that a draft has one of its own. @returns whether something was parked */
export async function makeRoom(connection: DeskConnection, basketId: string, by: Parking): Promise<boolean> {
  refuseChanged(connection, basketId);
  refuseTaken(connection, basketId);
  if (linesOf(connection, basketId).length === 0) return false;
  await park(connection, basketId, '', by);
  return true;
}

interface Aside {
  readonly name: string;
  readonly now: number;
  readonly parkedAs: string | null;
}

function layAside(connection: DeskConnection, basketId: string, { name, now, parkedAs }: Aside): void {
  connection.runNow('DELETE FROM desk_basket_lines WHERE basket_id = ? AND removed_at IS NOT NULL', [basketId]);
  const place = { table: 'desk_baskets', row: JSON.stringify([basketId]), column: 'name' };
  const kept = sealedText(connection, place, name);
  connection.runNow(
    'UPDATE desk_baskets SET parked_at = ?, name = ?, left_by = NULL, left_at = NULL, parked_as = ?, taken_from = NULL WHERE id = ?',
    [now, kept, parkedAs, basketId],
  );
}

/** Tells the other tills of it. @returns the row that they know it by; null where it is this desk's alone */
async function share(
  connection: DeskConnection,
  basketId: string,
  name: string,
  { ground, reader, now, newId }: Parking,
): Promise<string | null> {
  const { registerId, training } = ground.window;
  const locationId = locationOfRegister(reader, registerId);
  // Who may not sell, and only sits here, parks for this desk alone.
  const mayTell = locationId && !training && !lackOf(ground.person, { permission: 'till.sell', locationId });
  const content = mayTell ? contentOf(connection, basketId) : null;
  if (!registerId || !content) return null;
  // What is priced was there before this transaction: parking is all that it does.
  const store = storeFacts(reader, locationId);
  const priced = priceBasket(reader, basketId, store, { at: now, locationId });
  const units = unitsOf(
    priced.lines.flatMap(({ line, item }) =>
      isBeside(line) ? [] : [{ quantity: line.quantity, scale: item?.scale ?? 0 }],
    ),
  );
  const [customer] = connection.allNow('SELECT customer_id AS id FROM desk_baskets WHERE id = ?', [basketId]);
  const parkedId = newId();
  const args = {
    ...{ parkedId, locationId, fromRegisterId: registerId, name, content },
    ...{ customerId: (customer?.id as string | null) ?? null, units },
    ...{ total: priced.totals.total, currency: store.currency },
  };
  await runWithin(connection, ground, { name: 'register.parkBasket', args, mutationId: newId() }, now);
  return parkedId;
}

const endedSql = 'SELECT 1 FROM parked_baskets p WHERE p.id = desk_baskets.parked_as AND p.ended IS NOT NULL';

/** What lies here of baskets that another till took up, or threw away. */
function dropEnded(connection: DeskConnection): void {
  const sql = `SELECT id FROM desk_baskets WHERE parked_at IS NOT NULL AND EXISTS (${endedSql})`;
  for (const { id } of connection.allNow(sql, [])) dropBasket(connection, String(id));
}

/** Ends it for the other tills too. @throws DomainError `register.parked-gone` where this desk knows that another one did */
async function end(connection: DeskConnection, by: Parking, parkedId: string, orderId: string | null): Promise<void> {
  const atRegisterId = by.ground.window.registerId;
  if (!atRegisterId) return;
  const parking = parkingTold(connection, parkedId);
  const args = { parkedId, atRegisterId, orderId, ...(parking && { parking }) };
  const command = { name: 'register.endParked', args, mutationId: by.newId() };
  await runWithin(connection, by.ground, command, by.now);
}

interface Here {
  readonly id: string;
  readonly orderId: string;
  readonly parkedAs: string | null;
}

function parkedHere(connection: DeskConnection, parkedId: string): Here | undefined {
  const sql = `SELECT id, order_id AS orderId, parked_as AS parkedAs FROM desk_baskets
    WHERE (id = ? OR parked_as = ?) AND parked_at IS NOT NULL`;
  return connection.allNow(sql, [parkedId, parkedId])[0] as Here | undefined;
}

function parkedThere(
  connection: DeskConnection,
  reader: Reader,
  parkedId: string,
): { content: ParkedContent; customerId: string | null } | undefined {
  const [lies] = connection.allNow('SELECT 1 FROM parked_baskets WHERE id = ? AND ended IS NULL', [parkedId]);
  const sql = 'SELECT content, customer_id AS customerId FROM parked_baskets WHERE id = ?';
  const row = reader.get<{ content: string | null; customerId: string | null }>(sql, [parkedId]);
  if (!lies || !row?.content) return undefined;
  return { content: parkedContent.parse(JSON.parse(row.content)), customerId: row.customerId };
}

/** Takes a parked basket up, of this till or of another one of the location; what lies open here is parked in its stead. */
export async function resume(connection: DeskConnection, parkedId: string, openId: string, by: Parking): Promise<void> {
  const [place, { now, newId }] = [placeOf(by.ground.window), by];
  dropEnded(connection);
  const here = parkedHere(connection, parkedId);
  const there = here ? undefined : parkedThere(connection, by.reader, parkedId);
  if (!here && !there) throw parkedGone();
  if (linesOf(connection, openId).length > 0) await park(connection, openId, '', by);
  else {
    refuseTaken(connection, openId);
    dropBasket(connection, openId);
  }
  if (here) {
    const sql =
      "UPDATE desk_baskets SET parked_at = NULL, place = ?, name = '', taken_from = parked_as, parked_as = NULL WHERE id = ?";
    connection.runNow(sql, [place, here.id]);
    if (here.parkedAs) await end(connection, by, here.parkedAs, here.orderId);
  } else if (there) {
    const [basketId, orderId] = [newId(), newId()];
    const { content, customerId } = there;
    layContent(connection, content, { basketId, orderId, place, customerId, takenFrom: parkedId, now, newId });
    await end(connection, by, parkedId, orderId);
  }
}

/** Throws a parked basket away, at every till. */
export async function discardParked(connection: DeskConnection, parkedId: string, by: Parking): Promise<void> {
  dropEnded(connection);
  const here = parkedHere(connection, parkedId);
  if (here) dropBasket(connection, here.id);
  else if (!parkedThere(connection, by.reader, parkedId)) throw parkedGone();
  const shared = here ? here.parkedAs : parkedId;
  if (shared) await end(connection, by, shared, null);
}

/** What lies open on a register that another device took over is parked, so that it is found from the next one. */
export async function parkWhereTaken(host: Host, window: WindowSession): Promise<void> {
  const { registerId } = window;
  if (!registerId || window.training) return;
  // A till that is locked has nobody who could tell the others of it.
  const by = window.staffId ? parkingOf(host, groundOf(host, window)) : null;
  await host.desk.transaction('foreground', async (connection) => {
    if (takenWithin(connection, registerId) === null) return;
    const sql = 'SELECT id FROM desk_baskets WHERE place = ? AND parked_at IS NULL';
    for (const row of connection.allNow(sql, [placeOf(window)])) {
      const id = String(row.id);
      if (by) await park(connection, id, '', by);
      else if (linesOf(connection, id).length > 0)
        layAside(connection, id, { name: '', now: host.now(), parkedAs: null });
    }
  });
}
