import * as z from 'zod/mini';
import { instant, json, nullable, oneOf, secret, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const taxProviders = ['stripe', 'avalara'] as const;
export type TaxProviderName = (typeof taxProviders)[number];

const texts = z.record(z.string(), z.string());

export const taxAccounts = defineTable('pricing.tax_accounts', {
  doc: 'A store at a provider that taxes its online orders (Stripe Tax, AvaTax). In the cloud alone: desks tax by their own rates.',
  columns: {
    id: uuid(),
    /** Null: the main store */
    storeId: nullable(uuid()),
    provider: oneOf(taxProviders),
    /** A paused one is asked for no checkout; what was recorded with it is still taken back there. A removed one has no secrets */
    status: oneOf(['active', 'paused', 'removed']),
    /** Where it counts: `US`, `US-NY` */
    places: json(z.array(z.string())),
    /** By tax class of ours: what it is in the provider's list of goods */
    codes: json(texts),
    shippingCode: text(),
    /** What everybody in the office may read */
    settings: json(texts),
    /** What opens it at the provider, sealed by the tenant's key */
    sealed: secret(nullable(text())),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'trade',
  replication: { rows: 'none' },
});
export type TaxAccount = Row<typeof taxAccounts>;
