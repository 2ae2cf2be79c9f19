import type { EventDefinition } from '@tillhouse/shared/kernel/define-event.ts';
import type { Connection } from '../db/connection.ts';

export interface RecordedEvent {
  readonly event: EventDefinition;
  readonly payload: unknown;
  readonly mutationId: string;
  /** Place within its mutation, from 0 */
  readonly ordinal: number;
  /** Epoch milliseconds */
  readonly occurredAt: number;
}

/** Writes events into the transaction that caused them, in one statement. */
export async function recordEvents(
  connection: Connection,
  tenantId: string,
  events: readonly RecordedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await connection.rows(
    `INSERT INTO events.outbox (tenant_id, name, version, aggregate, payload, mutation_id, ordinal, occurred_at)
     SELECT $1, e.name, e.version, e.aggregate, e.payload::jsonb, e.mutation_id, e.ordinal, e.occurred_at
       FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::uuid[], $7::int[], $8::timestamptz[])
            WITH ORDINALITY AS e (name, version, aggregate, payload, mutation_id, ordinal, occurred_at, place)
      ORDER BY e.place`,
    [
      tenantId,
      events.map(({ event }) => event.name),
      events.map(({ event }) => event.version),
      events.map(aggregateOf),
      events.map(({ payload }) => JSON.stringify(payload)),
      events.map(({ mutationId }) => mutationId),
      events.map(({ ordinal }) => ordinal),
      events.map(({ occurredAt }) => new Date(occurredAt).toISOString()),
    ],
  );
}

function aggregateOf({ event, payload }: RecordedEvent): string {
  const id = (payload as Record<string, unknown>)[event.aggregate];
  if (typeof id !== 'string') throw new Error(`event ${event.name} names no aggregate in ${event.aggregate}`);
  return id;
}
