import { firstLook } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { type Business, type Checkout, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { checkVatId } from '@tillhouse/shared/domains/pricing/vat-id.ts';
import { plainAddress } from '@tillhouse/shared/domains/shipping/address.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type * as z from 'zod';
import type { Shopper } from '../../../platform/auth/caller.ts';
import { withTenantByKeys } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';
import { ended, vatIdUnlikely } from './checkout-errors.ts';
import type { businessForm, CheckoutAnswer, checkoutChange } from './checkout-schemas.ts';
import { answerOf, openAmounts, seenOf } from './checkout-view.ts';
import { filledIn } from './filled-in.ts';
import { priceCheckout, readShop, withTx } from './price-checkout.ts';
import type { GoodsOf } from './read-goods.ts';
import { askRegister } from './ask-register.ts';
import { askTaxes } from './ask-taxes.ts';
import { askOthers, lettersOf, methodsFor, type Named, show } from './show-checkout.ts';
import { theirs } from './theirs.ts';

/**
 * Writes what was named, prices it, and keeps what its shopper is shown by this answer.
 * @param made what it is before: as it stands, for who shows its secret, or a new one
 */
export async function change(
  context: StorefrontContext,
  { tenantId, id, secret, shopper }: Named & { secret: string; shopper: Shopper | undefined },
  { goods, ...body }: z.infer<typeof checkoutChange> & { readonly goods: GoodsOf },
  made: (before: Checkout | undefined) => Checkout = (before) => theirs(before, secret),
): Promise<CheckoutAnswer> {
  const now = context.now();
  const { row, amounts, account, ask, asksNumber, carrierAsks } = await withTenantByKeys(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [[known], shop] = await atOnce([
        tx.getForUpdate(checkouts, [{ id }]),
        readShop({ db, tx, tenantId, rules: context.rules, goods }),
      ]);
      const before = made(known);
      if (before.status !== 'open') throw ended(before.status);
      const next = changed(shopper ? await filledIn(context, db, before, { tenantId, shopper }) : before, body);
      const checkout = await priceCheckout(shop, now, next);
      // What a carrier was not asked yet may be what they chose.
      const chosen = checkout.carrierAsks.length > 0 ? next.shippingOptionId : null;
      const seen = { ...seenOf(next, checkout), shippingOptionId: checkout.option?.id ?? chosen };
      const kept = { ...next, ...seen, ...agreed(before, next, body.letters, now), updatedAt: now };
      const { id: _id, createdAt: _at, ...patch } = kept;
      db.last(known ? tx.update(checkouts, { id }, patch) : tx.insert(checkouts, kept));
      const { account, priced, reverseCharge, carrierAsks } = checkout;
      const asksNumber = reverseCharge?.is === 'asks' ? reverseCharge.number : null;
      return { row: kept, amounts: openAmounts(next, checkout), account, ask: priced.ask, asksNumber, carrierAsks };
    }),
  );
  if (carrierAsks.length > 0) {
    await askOthers(context, { tenantId, id }, { asksNumber, carrierAsks });
    // Once more, so that what its shopper is shown of it is what they have seen.
    return change(context, { tenantId, id, secret, shopper: undefined }, { goods: { checkoutId: id } });
  }
  if (ask || asksNumber) {
    // What the register says changes what there is to ask about taxes.
    if (asksNumber) await askRegister(context, { tenantId, id }, asksNumber);
    else if (ask) await askTaxes(context, { tenantId, id }, ask);
    return show(context, { tenantId, id, secret });
  }
  const methods = await methodsFor(context, tenantId, row, { toPay: amounts.toPay, account });
  const letters = lettersOf(context, tenantId, row);
  return answerOf(row, undefined, amounts, { methods, secret, letters });
}

/** Whether its shopper may be reminded of it. Agreed for one address is not agreed for another. */
function agreed(
  before: Checkout,
  { contact }: Checkout,
  letters: string | null | undefined,
  now: number,
): Pick<Checkout, 'agreedAt' | 'comeBackTo' | 'cartLetterAt'> {
  const same = before.contact?.email === contact?.email;
  const said = letters !== undefined || !same;
  const agreedAt = said ? (letters && contact ? now : null) : before.agreedAt;
  const comeBackTo = agreedAt === null ? null : (letters ?? before.comeBackTo);
  return { agreedAt, comeBackTo, cartLetterAt: firstLook(agreedAt, now) };
}

/** Null where nothing is said of one. @throws HttpProblem 422 where no such VAT number can be */
function businessOf(given: z.infer<typeof businessForm> | null): Business | null {
  if (!given || !Object.values(given).some(Boolean)) return null;
  const { id: vatId, problem } = given.vatId === '' ? { id: '', problem: null } : checkVatId(given.vatId);
  // Of a country whose numbers we know nothing of, it is taken as it was written.
  if (problem === 'form' || problem === 'digits') throw vatIdUnlikely(given.vatId);
  return { ...given, vatId };
}

function changed(
  before: Checkout,
  { lines, coupons, giftCards, contact, delivery, business, shippingOptionId }: z.infer<typeof checkoutChange>,
): Checkout {
  const seen = new Map(before.lines.map((line) => [line.variantId, line.seen]));
  return {
    ...before,
    ...(lines && { lines: lines.map((line) => ({ ...line, seen: seen.get(line.variantId) ?? null })) }),
    ...(coupons && { coupons }),
    ...(giftCards && { credits: before.credits.filter(({ creditId }) => giftCards.includes(creditId)) }),
    ...(contact && { contact }),
    ...(delivery && { delivery: plainAddress(delivery) }),
    ...(business !== undefined && { business: businessOf(business) }),
    // Whoever chooses another way knows what it costs.
    ...(shippingOptionId !== undefined && { shippingOptionId, shippingSeen: null }),
  };
}
