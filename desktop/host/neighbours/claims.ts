import type { DeskFile } from '../database/open-desk.ts';
import type { Claim, Claimed, Release } from './note.ts';

export type Decided = Pick<Claimed, 'granted' | 'at'>;

/** Whoever this desk has heard of as having it, by the name of their device or till. */
const taken = `SELECT coalesce((SELECT d.name FROM devices d WHERE d.id = n.origin), '') AS at FROM lan_notes n
    WHERE n.about = ? AND n.kind = 'ended' AND n.origin <> ?
  UNION ALL SELECT coalesce((SELECT r.name FROM registers r WHERE r.id = p.ended_register_id), '') AS at
    FROM parked_baskets p WHERE p.id = ? AND p.ended IS NOT NULL LIMIT 1`;

/**
 * Decides, as the one desk that all others here ask, who may have a parked basket: the first, for good. The same desk asking again
 * is granted it again. What this desk has heard of counts too: that somebody took it up before this desk came to decide.
 */
export function decideClaim(desk: DeskFile, { parkedId, deviceId }: Claim, now: number): Promise<Decided> {
  return desk.transaction('foreground', async (connection): Promise<Decided> => {
    const [claimed] = connection.allNow(
      `SELECT device_id AS deviceId, coalesce((SELECT d.name FROM devices d WHERE d.id = device_id), '') AS at
         FROM lan_claims WHERE parked_id = ?`,
      [parkedId],
    );
    if (claimed) return { granted: claimed.deviceId === deviceId, at: String(claimed.at) };
    const [before] = connection.allNow(taken, [parkedId, deviceId, parkedId]);
    if (before) return { granted: false, at: String(before.at) };
    connection.runNow('INSERT INTO lan_claims (parked_id, device_id, claimed_at) VALUES (?, ?, ?)', [
      ...[parkedId, deviceId, now],
    ]);
    return { granted: true, at: '' };
  });
}

/** Whoever was given it did not take it after all. */
export function releaseClaim(desk: DeskFile, { parkedId, deviceId }: Release): Promise<void> {
  return desk.transaction('foreground', async (connection) => {
    connection.runNow('DELETE FROM lan_claims WHERE parked_id = ? AND device_id = ?', [parkedId, deviceId]);
  });
}
