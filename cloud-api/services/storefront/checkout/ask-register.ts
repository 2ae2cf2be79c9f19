import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';
import { withTx } from './price-checkout.ts';
import type { Named } from './show-checkout.ts';

/**
 * Asks the register of the EU about the VAT number of a checkout and keeps what it said with it, also that it did not answer: by that it
 * is shown and bought. Nothing waits for the register holding a connection.
 */
export async function askRegister(
  { pool, vatRegister, now }: Pick<StorefrontContext, 'pool' | 'vatRegister' | 'now'>,
  { tenantId, id }: Pick<Named, 'tenantId' | 'id'>,
  number: string,
): Promise<void> {
  const own = await withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row, stores] = await atOnce([tx.get(checkouts, { id }), tx.list(storeSettings, {})]);
      return (row?.storeId ? stores.find((store) => store.id === row.storeId) : mainOf(stores))?.vatNumber ?? '';
    }),
  );
  const vatAnswer = { number, at: now(), ...(await vatRegister.ask(number, own)) };
  await withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row] = await tx.getForUpdate(checkouts, [{ id }]);
      if (row?.status === 'open') db.last(tx.update(checkouts, { id }, { vatAnswer }));
    }),
  );
}
