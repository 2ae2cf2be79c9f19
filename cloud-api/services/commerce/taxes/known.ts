import type { TaxProviderName } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import { avatax } from './avatax.ts';
import { stripeTax } from './stripe-tax.ts';
import type { TaxProvider } from './tax-provider.ts';

export type TaxProviders = Readonly<Record<TaxProviderName, TaxProvider>>;

/** @param set where they answer, in the place of their own addresses: for tests */
export const taxProviders = (set: { readonly stripeApi?: string; readonly avataxApi?: string }): TaxProviders => ({
  stripe: stripeTax({ api: set.stripeApi }),
  avalara: avatax({ api: set.avataxApi }),
});
