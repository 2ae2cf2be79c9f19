import type { CarrierAsk, CarrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';

/** What carriers ask for parcels, as a checkout sees them. */
export interface CarrierRates {
  /**
   * In the currency that was asked for, dearest last; empty: the carrier takes no such parcel there. Null: it did not say so in the time
   * that a shopper waits.
   */
  rates(tenantId: string, ask: CarrierAsk): Promise<readonly CarrierRate[] | null>;
}
