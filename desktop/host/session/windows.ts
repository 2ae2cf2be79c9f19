import { createHash, randomBytes } from 'node:crypto';
import { sealedText } from '../keys/sealed-text.ts';
import type { DeskFile } from '../database/open-desk.ts';

/** A window of the screens: who is signed in there and what it sells on. */
export interface WindowSession {
  readonly tokenHash: string;
  readonly staffId: string | null;
  /** The person as the cloud described them, JSON; used until their row has come by sync */
  readonly person: string | null;
  readonly registerId: string | null;
  readonly locationId: string | null;
  /** 1: somebody practises here, and nothing is kept */
  readonly training?: number;
}

/** A window that was not heard of for so long has to be opened again. */
const LIFE_MS = 12 * 3_600_000;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

const columns =
  'token_hash AS tokenHash, staff_id AS staffId, person, register_id AS registerId, location_id AS locationId, training';

/** Opens a window. Its token is handed out once and only its hash is kept, so that windows outlive a fallen host. */
export async function openWindow(
  desk: DeskFile,
  registerId: string | null,
  now: number,
): Promise<{ token: string; session: WindowSession }> {
  const token = randomBytes(32).toString('base64url');
  const tokenHash = hashOf(token);
  await desk.transaction('foreground', async (connection) => {
    connection.runNow('DELETE FROM desk_sessions WHERE seen_at < ?', [now - LIFE_MS]);
    connection.runNow('INSERT INTO desk_sessions (token_hash, register_id, created_at, seen_at) VALUES (?, ?, ?, ?)', [
      tokenHash,
      registerId,
      now,
      now,
    ]);
  });
  return { token, session: { tokenHash, staffId: null, person: null, registerId, locationId: null } };
}

export async function resumeWindow(desk: DeskFile, token: string, now: number): Promise<WindowSession | undefined> {
  const tokenHash = hashOf(token);
  const found = windowOf(desk, tokenHash, now);
  if (!found) return undefined;
  await desk.transaction('foreground', async (connection) => {
    connection.runNow('UPDATE desk_sessions SET seen_at = ? WHERE token_hash = ?', [now, tokenHash]);
  });
  return found;
}

/** As it is now: another tab of the same window may have changed it. */
export function windowOf(desk: DeskFile, tokenHash: string, now: number): WindowSession | undefined {
  return desk.reader.get<WindowSession & object>(
    `SELECT ${columns} FROM desk_sessions WHERE token_hash = ? AND seen_at >= ?`,
    [tokenHash, now - LIFE_MS],
  );
}

export type WindowChange = Partial<
  Pick<WindowSession, 'staffId' | 'person' | 'registerId' | 'locationId' | 'training'>
>;

export function changeWindow(desk: DeskFile, session: WindowSession, change: WindowChange, now: number): Promise<void> {
  const { staffId, person, registerId, locationId, training = 0 } = { ...session, ...change };
  const place = { table: 'desk_sessions', row: JSON.stringify([session.tokenHash]), column: 'person' };
  return desk.transaction('foreground', async (connection) => {
    connection.runNow(
      'UPDATE desk_sessions SET staff_id = ?, person = ?, register_id = ?, location_id = ?, training = ?, seen_at = ? WHERE token_hash = ?',
      [staffId, sealedText(connection, place, person), registerId, locationId, training, now, session.tokenHash],
    );
  });
}
