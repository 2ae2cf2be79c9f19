import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';
import { withTx } from './price-checkout.ts';
import type { Named } from './show-checkout.ts';

/**
 * Asks the provider of taxes about a basket and keeps what it said with the checkout, also that it did not: by that it is shown and
 * bought, whichever process sees it next. Nothing waits for the provider holding a connection.
 */
export async function askTaxes(
  { pool, taxes, now }: Pick<StorefrontContext, 'pool' | 'taxes' | 'now'>,
  { tenantId, id }: Pick<Named, 'tenantId' | 'id'>,
  ask: TaxAsk,
): Promise<void> {
  const answer = await taxes.quote(tenantId, ask);
  const taxQuote = { ask: JSON.stringify(ask), at: now(), answer };
  await withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row] = await tx.getForUpdate(checkouts, [{ id }]);
      if (row?.status === 'open') db.last(tx.update(checkouts, { id }, { taxQuote }));
    }),
  );
}
