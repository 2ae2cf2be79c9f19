import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { parkedGone, parkedTaken } from '../basket/problems.ts';
import type { Host } from '../host.ts';
import { layRowsOf, opened } from './keep-notes.ts';

type Parked = Record<string, unknown>;

const noteOf = (connection: DeskConnection, parkedId: string) => {
  const sql = "SELECT mutation_id AS id, body FROM lan_notes WHERE about = ? AND kind = 'parked'";
  const [row] = connection.allNow(sql, [parkedId]);
  return row && opened(connection, String(row.id), String(row.body));
};

/** A basket that a neighbour parked, as it told: the cloud may hear of who took it up before it hears that it was parked. */
export function parkingTold(connection: DeskConnection, parkedId: string): Parked | undefined {
  const row = noteOf(connection, parkedId)?.rows.find(({ table }) => table === 'parked_baskets')?.row;
  if (!row) return undefined;
  const { locationId, registerId, name, customerId, units, total, currency, content, parkedByName, parkedAt } = row;
  return { locationId, registerId, name, customerId, units, total, currency, content, parkedByName, parkedAt };
}

/** The id that other tills know a parked basket by; null where this desk alone does. */
function sharedId({ desk: { reader } }: Pick<Host, 'desk'>, parkedId: string): string | null {
  const here = reader.get<{ parkedAs: string | null }>(
    'SELECT parked_as AS parkedAs FROM main.desk_baskets WHERE id = ? AND parked_at IS NOT NULL',
    [parkedId],
  );
  return here ? here.parkedAs : parkedId;
}

const endedSql = "SELECT 1 FROM main.lan_notes WHERE about = ? AND kind = 'ended'";

/**
 * Takes a parked basket up or throws it away, where no other till here has it: one of them all decides. Where it cannot be asked, this
 * till goes by what it has heard, as without neighbours, and whoever lost is told by the cloud.
 */
export async function takeParked<T>(host: Host, parkedId: string, take: () => Promise<T>): Promise<T> {
  const id = sharedId(host, parkedId);
  if (id === null) return take();
  const said = await host.neighbours.claim(id);
  if (said && !said.granted) throw parkedTaken(said.at);
  if (host.desk.reader.get(endedSql, [id])) throw parkedGone();
  try {
    await host.desk.transaction('foreground', async (connection) => {
      const told = noteOf(connection, id);
      if (told) layRowsOf(connection, told);
    });
    return await take();
  } catch (error) {
    if (said) await host.neighbours.release(id);
    throw error;
  }
}
