import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { shopperAddresses } from '@tillhouse/shared/domains/shoppers/schema.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { accountOf } from '../account/account-of.ts';
import type { StorefrontContext } from '../context.ts';
import { withTx } from './price-checkout.ts';

/** A checkout of who is signed in: theirs from now on, with what their account knows where nothing was typed. */
export async function filledIn(
  context: StorefrontContext,
  db: Connection,
  row: Checkout,
  { tenantId, shopper }: { readonly tenantId: string; readonly shopper: Shopper },
): Promise<Checkout> {
  const { customerId, name, phone, buyer } = await accountOf(db, { tenantId, now: context.now() }, shopper);
  if (row.customerId === customerId) return row;
  const addresses = await withTx(db, tenantId, (tx) => tx.list(shopperAddresses, { shopperId: shopper.id }));
  const usual = addresses.find((each) => each.usual)?.address ?? null;
  // What somebody else typed who was signed in here before is not this one's to see.
  const typed = row.customerId === null ? row : { contact: null, delivery: null, business: null };
  const customer = buyer && (await withTx(db, tenantId, (tx) => tx.get(customers, { id: customerId })));
  const firm = customer ? { company: customer.name, vatId: customer.vatId ?? '', reference: '' } : null;
  const called = name || (usual?.name ?? '');
  // A contact is whole or not there: without a name the form asks for all of it.
  const own = called === '' ? null : { email: shopper.email, name: called, phone };
  // Store credit is its customer’s, and not of who is signed in now.
  const credits = row.credits.filter(({ kind }) => kind !== 'store-credit');
  return {
    ...row,
    customerId,
    credits,
    contact: typed.contact ?? own,
    delivery: typed.delivery ?? usual,
    business: typed.business ?? firm,
  };
}
