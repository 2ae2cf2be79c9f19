import { createHash } from 'node:crypto';
import type { Connection } from '../db/connection.ts';

export interface AuditRecord {
  readonly mutationId: string;
  /** `catalog.editProduct@1` */
  readonly action: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly deviceId: string | null;
  readonly outcome: string;
  readonly args: unknown;
  /** Epoch milliseconds */
  readonly occurredAt: number;
}

/**
 * One entry for each mutation with an outcome, in its transaction. Arguments may hold personal data that must be
 * erasable, so the chain keeps their hash.
 */
export async function recordAudit(
  connection: Connection,
  tenantId: string,
  records: readonly AuditRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await connection.rows(
    `INSERT INTO audit.entries
       (tenant_id, mutation_id, action, actor_id, actor_name, device_id, outcome, arguments_hash, occurred_at)
     SELECT $1, a.mutation_id, a.action, a.actor_id, a.actor_name, a.device_id, a.outcome, a.hash, a.occurred_at
       FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[])
            WITH ORDINALITY AS a (mutation_id, action, actor_id, actor_name, device_id, outcome, hash, occurred_at, place)
      ORDER BY a.place`,
    [
      tenantId,
      records.map((record) => record.mutationId),
      records.map((record) => record.action),
      records.map((record) => record.actorId),
      records.map((record) => record.actorName),
      records.map((record) => record.deviceId),
      records.map((record) => record.outcome),
      records.map((record) => argumentsHash(record.args)),
      records.map((record) => new Date(record.occurredAt).toISOString()),
    ],
  );
}

export function argumentsHash(args: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(args) ?? 'null')
    .digest('hex');
}
