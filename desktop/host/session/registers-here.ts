import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { RegisterSummary } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';
import { HostProblem } from '../problem.ts';

/** The device that took a register over, where it is another one than this; a device that was given it as well keeps it. */
const takenSql = `SELECT d.name FROM devices d WHERE d.register_id = ? AND d.status = 'enrolled' AND d.id <> ?
  AND NOT EXISTS (SELECT 1 FROM devices own WHERE own.id = ? AND own.register_id = d.register_id) LIMIT 1`;

/** The other device whose sale is the last of a register in its generation. */
const lastSql = `SELECT d.name FROM receipts r JOIN orders o ON o.id = r.order_id JOIN devices d ON d.id = o.device_id
  WHERE r.register_id = ? AND r.generation = ? AND d.status = 'enrolled' AND d.id <> ?
    AND r.sequence = (SELECT max(sequence) FROM receipts WHERE register_id = r.register_id AND generation = r.generation) LIMIT 1`;

const enrolledSql = `SELECT json_extract(value, '$.deviceId') AS deviceId FROM desk_state WHERE name = 'enrolment'`;

type Read = (sql: string, params: readonly string[]) => { name?: unknown } | undefined;

/** The name of the device that issues a register's receipts instead of this one; null where it may. */
export function takenBy(read: Read, registerId: string, deviceId: string): string | null {
  const name = read(takenSql, [registerId, deviceId, deviceId])?.name;
  return typeof name === 'string' ? name : null;
}

export const registerTaken = (device: string) =>
  new HostProblem(
    'desk.register-taken',
    'refused',
    `Another device sells on this register now: “${device}” took it over. Nothing was recorded here and the basket is kept. Choose another register, or take this one over again.`,
    { device },
  );

/** The same within a transaction. */
export function takenWithin(connection: DeskConnection, registerId: string): string | null {
  const [row] = connection.allNow(enrolledSql, []);
  return takenBy((sql, params) => connection.allNow(sql, [...params])[0], registerId, String(row?.deviceId ?? ''));
}

/** @throws HostProblem `desk.register-taken` where another device took the register over */
export function refuseTakenRegister(connection: DeskConnection, registerId: string): void {
  const device = takenWithin(connection, registerId);
  if (device !== null) throw registerTaken(device);
}

/** Every register that is in use, with its open drawer and who sells on it. */
export function registersOf(reader: Reader, deviceId: string | null = null): RegisterSummary[] {
  interface Row {
    id: string;
    code: string;
    name: string;
    locationId: string;
    generation: number;
    sessionId: string | null;
    openedAt: number | null;
    openedByName: string | null;
  }
  const rows = reader.all<Row>(
    `SELECT r.id, r.code, r.name, r.location_id AS locationId, r.generation, s.id AS sessionId, s.opened_at AS openedAt,
       s.opened_by_name AS openedByName
     FROM registers r LEFT JOIN register_sessions s ON s.id = (
       SELECT o.id FROM register_sessions o WHERE o.register_id = r.id
         AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.session_id = o.id)
       ORDER BY o.opened_at DESC LIMIT 1)
     WHERE r.status = 'active' ORDER BY r.code`,
  );
  return rows.map(({ sessionId, openedAt, openedByName, ...register }) => {
    const { id, generation } = register;
    const taken = deviceId && takenBy((sql, params) => reader.get(sql, [...params]), id, deviceId);
    const last = deviceId && !taken && reader.get<{ name: string }>(lastSql, [id, generation, deviceId])?.name;
    return {
      ...register,
      session: sessionId ? { id: sessionId, openedAt: openedAt ?? 0, openedByName: openedByName ?? '' } : null,
      ...(taken && { takenBy: taken }),
      ...((taken || last) && { soldBy: taken || last || '' }),
    };
  });
}
