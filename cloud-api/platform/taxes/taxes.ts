import type { TaxAnswer, TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';

/** Providers that tax online orders in the place of a store's own rates, as a checkout sees them. */
export interface Taxes {
  /** What is due of a basket; null: nobody said so in the time that a shopper waits, or what they said does not add up */
  quote(tenantId: string, ask: TaxAsk): Promise<TaxAnswer | null>;
}
