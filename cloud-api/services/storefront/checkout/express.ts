import { type Checkout, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { AgreedPayer, PaymentMethod } from '../../../platform/payments/payments.ts';
import type { StorefrontContext } from '../context.ts';
import { change } from './change-checkout.ts';
import { ended } from './checkout-errors.ts';
import { withTx } from './price-checkout.ts';
import type { Named } from './show-checkout.ts';
import { theirs } from './theirs.ts';

type Secretly = Named & { readonly secret: string };

/** Where a shopper agrees, before anything is held or paid; the checkout remembers it before the provider hears of it. */
export async function beginExpress(
  context: StorefrontContext,
  { tenantId, id, secret }: Secretly,
  of: {
    readonly agreementId: string;
    readonly method: PaymentMethod;
    readonly amount: number;
    readonly currency: string;
    readonly returnUrl: string;
  },
): Promise<string | null> {
  const { agreementId, method, amount, currency, returnUrl } = of;
  const express = { id: agreementId, methodId: method.id, name: method.name, agreed: false };
  await withTenant(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [found] = await tx.getForUpdate(checkouts, [{ id }]);
      const row = theirs(found, secret);
      if (row.status !== 'open') throw ended(row.status);
      await tx.update(checkouts, { id }, { express, problem: null, updatedAt: context.now() });
    }),
  );
  const asked = { tenantId, agreementId, checkoutId: id, amount, currency, method: method.id, returnUrl };
  return (await context.payments.agree(asked)).url;
}

/**
 * Once its shopper agreed at the provider, who they are and where it goes is the checkout's: priced by that, and taxed, and shown before
 * anything is paid. @returns whether there is something new to show
 */
export async function takeAgreement(context: StorefrontContext, named: Secretly): Promise<boolean> {
  const { tenantId, id, secret } = named;
  const row = await withTenant(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => theirs(await tx.get(checkouts, { id }), secret)),
  );
  const { express } = row;
  if (row.status !== 'open' || !express || express.agreed) return false;
  const found = await context.payments.agreed(tenantId, express.id).catch((error: unknown) => {
    context.log.warn({ err: error, checkoutId: id }, 'what a shopper agreed to was not told');
    return null;
  });
  if (found?.state === 'agreed' && found.payer) {
    const told = { ...toldBy(found.payer, row), goods: { checkoutId: id } };
    const whose = { ...named, shopper: undefined };
    const filled = await change(context, whose, told, (before) => {
      const now = theirs(before, secret);
      return { ...now, express: now.express?.id === express.id ? { ...express, agreed: true } : now.express };
    });
    // The cheapest that goes there, until they choose another: so the first total they see is one that can be paid.
    const ways = filled.shippingOptions.filter(({ kind }) => kind === 'ship').toSorted((a, b) => a.amount - b.amount);
    if (filled.shippingOptionId === null && ways[0])
      await change(context, whose, { goods: { checkoutId: id }, shippingOptionId: ways[0].id });
    return true;
  }
  if (found?.state !== 'over') return false;
  await withTenant(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [now] = await tx.getForUpdate(checkouts, [{ id }]);
      if (now?.status === 'open' && now.express?.id === express.id)
        await tx.update(checkouts, { id }, { express: null });
    }),
  );
  return true;
}

/** What the provider knows; of what it does not say, what stood there stays. */
function toldBy(payer: AgreedPayer, { contact: known }: Pick<Checkout, 'contact'>) {
  const { email, phone, ...address } = payer;
  const of = (text: string, most: number) => text.trim().slice(0, most);
  const contact = {
    email: of(email, 254) || (known?.email ?? ''),
    name: of(payer.name, 200) || (known?.name ?? ''),
    phone: of(phone, 40) || (known?.phone ?? ''),
  };
  const { name, line1, line2, city, region, postcode, country } = address;
  const delivery = {
    ...{ name: of(name, 200), line1: of(line1, 200), line2: of(line2, 200), city: of(city, 100) },
    ...{ region: of(region, 10), postcode: of(postcode, 20), country },
  };
  return {
    ...(contact.email && contact.name && { contact }),
    ...(/^[A-Z]{2}$/.test(country) && { delivery }),
  };
}
