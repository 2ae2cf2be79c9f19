import type { CarrierLabel } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { labelChanged } from '@tillhouse/shared/domains/shipping/events.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { recordEvents } from '../../../platform/outbox/record-events.ts';

/** Whoever shows an order hears that one of its labels is another now; in the transaction in which it is. */
export async function tellLabel(
  db: Connection,
  tenantId: string,
  { id, orderId, kind, updatedAt }: CarrierLabel,
  state: 'bought' | 'void-asked' | 'void-refused' | 'voided',
): Promise<void> {
  if (orderId === null) return;
  const payload = { orderId, labelId: id, kind, state };
  const mutationId = idFor(id, `${state} ${updatedAt}`);
  await recordEvents(db, tenantId, [{ event: labelChanged, payload, mutationId, ordinal: 0, occurredAt: updatedAt }]);
}
