import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import type { CloudIdentity } from '../protocol/push.ts';

export interface CloudPosition {
  readonly cloud: CloudIdentity;
  /** Decimal WAL position */
  readonly lsn: string;
}

/**
 * Which database this is and how far it has written. A desk that sees another system, another timeline or an
 * older position than before knows that the cloud was restored, and pushes its kept facts again.
 */
export async function postgresPosition(connection: SqlConnection): Promise<CloudPosition> {
  const [row] = await connection.all(
    `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS system_id,
            (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
            (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text AS lsn`,
    [],
  );
  return {
    cloud: { systemId: String(row?.system_id), timeline: Number(row?.timeline) },
    lsn: String(row?.lsn),
  };
}
