import { sessionNotOpen } from '@tillhouse/shared/domains/register/errors.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { refuseTakenRegister } from '../session/registers-here.ts';

const open = `SELECT s.id FROM register_sessions s WHERE s.register_id = ?
  AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.session_id = s.id) ORDER BY s.opened_at DESC LIMIT 1`;

/**
 * The open drawer of a register that this device sells on.
 * @throws DomainError `register.session-not-open`; HostProblem `desk.register-taken`
 */
export function drawerOf(connection: DeskConnection, registerId: string): string {
  refuseTakenRegister(connection, registerId);
  const [row] = connection.allNow(open, [registerId]);
  if (!row) throw sessionNotOpen({ sessionId: '' });
  return row.id as string;
}
