import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';

export interface GrantSession {
  readonly grantId: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly staffId: string;
  /** What the list of sign-ins shows */
  readonly label: string;
  readonly amr: readonly string[];
  /** Epoch milliseconds of what was shown */
  readonly provenAt: number;
}

/**
 * The sign-in behind what a person allowed a program: made with its first token, and proven anew when they signed in anew.
 * @returns its id; undefined when it was ended
 */
export async function sessionOfGrant(db: Connection, grant: GrantSession, now: number): Promise<string | undefined> {
  const [row] = await db.rows<{ id: string; ended: boolean }>(
    `INSERT INTO identity.sessions AS s
       (id, tenant_id, account_id, staff_id, label, grant_id, amr, signed_in_at, proven_at, proven_by, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $8)
     ON CONFLICT (grant_id) DO UPDATE SET
       last_seen_at = $8,
       amr = ARRAY(SELECT DISTINCT unnest(s.amr || $7::text[]) ORDER BY 1),
       proven_by = CASE WHEN s.proven_at < $9 THEN $7 ELSE s.proven_by END,
       proven_at = greatest(s.proven_at, $9)
     RETURNING id, ended_at IS NOT NULL AS ended`,
    [
      randomUUID(),
      grant.tenantId,
      grant.accountId,
      grant.staffId,
      grant.label,
      grant.grantId,
      grant.amr,
      new Date(now).toISOString(),
      new Date(grant.provenAt).toISOString(),
    ],
  );
  return row?.ended === false ? row.id : undefined;
}
