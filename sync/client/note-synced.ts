import type { DeskDatabase } from './desk-database.ts';
import { forgetOldFacts } from './forget-old-facts.ts';
import { writeMeta } from './meta.ts';

const DAY = 86_400_000;

/**
 * Writes down when everything the cloud had was here; once a day it also lets go of facts that were confirmed long ago.
 * @returns when that was done last
 */
export async function noteSynced(database: DeskDatabase, now: number, lastForgot: number): Promise<number> {
  const forget = now - lastForgot > DAY;
  await database.transaction('background', async (connection) => {
    writeMeta(connection, 'last_synced_at', String(now));
    if (forget) forgetOldFacts(connection, now);
  });
  return forget ? now : lastForgot;
}
