import { customerForgotten } from '@tillhouse/shared/domains/customers/events.ts';
import type { EventDefinition } from '@tillhouse/shared/kernel/define-event.ts';
import type { Connection } from '../db/connection.ts';

interface Told {
  readonly event: EventDefinition;
  readonly payload: unknown;
}

/**
 * Destroys the keys of customers who were forgotten, in the transaction that forgets them: what was sealed with them, in rows,
 * audit, replicas and logs, opens nowhere any more. Other processes forget a key within a minute.
 * @param at epoch milliseconds
 */
export async function forgetPersons(connection: Connection, tenantId: string, told: readonly Told[], at: number) {
  const persons = told.flatMap(({ event, payload }) =>
    event.name === customerForgotten.name ? [(payload as { customerId: string }).customerId] : [],
  );
  if (persons.length === 0 || !connection.fieldsOf) return;
  await connection.rows('SELECT keys.forget_persons($1::uuid[], $2)', [persons, new Date(at).toISOString()]);
  connection.fieldsOf(tenantId).forget(persons);
}
