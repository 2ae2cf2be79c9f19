import { attentionItemWithin } from './attention-list.ts';
import type { DeskDatabase } from './desk-database.ts';
import { type Command, mutateWithin } from './mutate.ts';
import type { Platform } from './platform.ts';
import { argumentsToSend, type Kept } from './send-again.ts';

/**
 * Closes a refused intent as a person chose: `mine` sends the edit again on the present values as `as` (a new mutation, in
 * the same transaction), `theirs` lets it go, places in the item's fields send those alone. It is this file's own: neither
 * the cloud nor sync is needed for it. @returns the tables written, to tell `Sync.queued`; null where no such case is open
 */
export function settleCase(
  database: DeskDatabase,
  platform: Pick<Platform, 'now' | 'newId'>,
  mutationId: string,
  keep: Kept,
  as: Pick<Command, 'actor' | 'deviceId' | 'store' | 'asksProof'>,
): Promise<readonly string[] | null> {
  const now = platform.now();
  return database.transaction('foreground', async (connection) => {
    const item = attentionItemWithin(connection, mutationId);
    if (!item) return null;
    const args = argumentsToSend(item, keep);
    const { name, version } = item;
    const command = { ...as, name, version, args, mutationId: platform.newId(), occurredAt: now };
    const done = args === null ? null : await mutateWithin(connection, command);
    const sql = 'UPDATE sync_attention SET choice = ?, settled_at = ? WHERE mutation_id = ?';
    connection.runNow(sql, [done ? 'mine' : 'theirs', now, mutationId]);
    return done?.tables ?? [];
  });
}
