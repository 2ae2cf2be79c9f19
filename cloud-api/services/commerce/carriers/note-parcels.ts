import { type CarrierName, carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { applyBatchAsSystem } from '../apply-as-system.ts';
import type { CommerceContext } from '../context.ts';
import type { CarrierEvent } from './carrier.ts';

/** A parcel has a few dozen at most; the rest is told by asking again. */
const MOST_EVENTS = 100;

/**
 * Keeps what a carrier says of its parcels that it calls by this number. What is said twice is kept once, in whatever order it comes:
 * each event has an id of its own.
 * @returns how many parcels of the shop it was about
 */
export async function noteParcel(
  context: CommerceContext,
  tenantId: string,
  carrier: CarrierName,
  { tracking, events }: { readonly tracking: string; readonly events: readonly CarrierEvent[] },
): Promise<number> {
  const parcels = await withTenant(context.pool, tenantId, (db) =>
    db.rows<{ id: string }>(
      `SELECT id FROM fulfilments WHERE tenant_id = $1 AND tracking = $2 AND tracking <> '' AND how = 'shipped' ORDER BY occurred_at DESC LIMIT 5`,
      [tenantId, tracking],
    ),
  );
  const [name, source] = ['orders.trackParcel', carrierTitles[carrier]];
  const commands = parcels.flatMap(({ id: fulfilmentId }) =>
    events.slice(-MOST_EVENTS).map(({ state, at, place, words, code }) => ({
      ...{ id: idFor(fulfilmentId, `${carrier} ${code} ${state} ${at}`), name, version: newestVersion(name) },
      args: { fulfilmentId, state, at, place: place.slice(0, 120), words: words.slice(0, 300), source },
      occurredAt: context.now(),
    })),
  );
  if (commands.length > 0) await applyBatchAsSystem(context, tenantId, commands);
  return parcels.length;
}
