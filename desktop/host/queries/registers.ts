import type { RegisterSummary } from '../../bridge/views.ts';
import type { Reader } from './reader.ts';

interface Row {
  id: string;
  code: string;
  name: string;
  locationId: string;
  sessionId: string | null;
  openedAt: number | null;
  openedByName: string | null;
}

/** Registers with their open session: the newest one that has no closing. */
export function registersOf(read: Reader): RegisterSummary[] {
  const rows = read.all<Row>(
    `SELECT r.id, r.code, r.name, r.location_id AS locationId, s.id AS sessionId, s.opened_at AS openedAt,
       s.opened_by_name AS openedByName
     FROM registers r LEFT JOIN register_sessions s ON s.id = (
       SELECT o.id FROM register_sessions o LEFT JOIN register_closings c ON c.session_id = o.id
       WHERE o.register_id = r.id AND c.session_id IS NULL ORDER BY o.opened_at DESC LIMIT 1)
     WHERE r.status = 'active' ORDER BY r.code`,
  );
  return rows.map(({ sessionId, openedAt, openedByName, ...register }) => ({
    ...register,
    session: sessionId === null ? null : { id: sessionId, openedAt: openedAt ?? 0, openedByName: openedByName ?? '' },
  }));
}
