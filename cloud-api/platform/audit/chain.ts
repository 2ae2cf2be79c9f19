import { createHash } from 'node:crypto';

/** An audit entry as it is hashed: Postgres' own text of each field. */
export interface ChainedEntry {
  readonly tenant_id: string;
  readonly id: string;
  readonly mutation_id: string;
  readonly action: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly device_id: string | null;
  readonly outcome: string;
  readonly arguments_hash: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  /** Of the entry's body; null where there was nothing to keep, and in entries older than bodies are. */
  readonly details_hash: string | null;
}

/** The columns of `ChainedEntry`, each as text, so that a hash never depends on a driver. */
export const chainedColumns = `e.tenant_id::text, e.id::text, e.mutation_id::text, e.action, e.actor_id::text, e.actor_name,
  e.device_id::text, e.outcome, e.arguments_hash, to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') AS occurred_at,
  to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') AS recorded_at,
  e.details_hash`;

/** What the first entry of a tenant follows. */
export const CHAIN_START = '0'.repeat(64);

/** SHA-256 over the entry before and every field of this one: none can be changed, moved or taken out unseen. */
export function entryHash(previous: string, position: number, entry: ChainedEntry): string {
  const fields = [
    previous,
    position,
    entry.tenant_id,
    entry.id,
    entry.mutation_id,
    entry.action,
    entry.actor_id,
    entry.actor_name,
    entry.device_id,
    entry.outcome,
    entry.arguments_hash,
    entry.occurred_at,
    entry.recorded_at,
    ...(entry.details_hash === null ? [] : [entry.details_hash]),
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
