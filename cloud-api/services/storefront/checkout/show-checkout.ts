import { type Checkout, type CheckoutAttempt, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import type { TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import type { CarrierAsk } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { AccountTerms } from '@tillhouse/shared/domains/customers/account-schema.ts';
import type { StorefrontContext } from '../context.ts';
import { askCarriers } from './ask-carriers.ts';
import { askRegister } from './ask-register.ts';
import { askTaxes } from './ask-taxes.ts';
import { inWordsOf, noted, type NotedMethod } from './charged-when.ts';
import type { CheckoutAnswer } from './checkout-schemas.ts';
import { type Amounts, answerOf, FREE, frozenAmounts, openAmounts } from './checkout-view.ts';
import { onAccountMethod } from './on-account.ts';
import { priceCheckout, readShop, withTx } from './price-checkout.ts';
import { attemptOf } from './read-attempt.ts';
import { readNames } from './read-goods.ts';
import { advance, type Found } from './saga.ts';
import { hashOf, orderTokenFrom } from './secrets.ts';
import { theirs } from './theirs.ts';

/** A checkout as its shopper named it: by its id, and the secret that shows it to be theirs. */
export interface Named {
  readonly tenantId: string;
  readonly id: string;
  readonly secret: string | undefined;
}

/**
 * How it stands at this moment, for who shows its secret; a payment that is under way is asked about. Open, it holds nothing and
 * writes nothing.
 */
export async function show(context: StorefrontContext, named: Named & { secret: string }): Promise<CheckoutAnswer> {
  const seen = await see(context, named);
  const { row, attempt } = seen;
  if (row.status !== 'paying' || !attempt || context.now() - attempt.updatedAt < LOOK_MS)
    return told(context, named, seen);
  await drive(context, named.tenantId, attempt.id);
  return told(context, named, await see(context, named));
}

interface Seen {
  readonly row: Checkout;
  readonly attempt: CheckoutAttempt | undefined;
  readonly amounts: Amounts;
  /** While it is open: of who may buy it on account */
  readonly account: AccountTerms | null;
}

/** One trip while it is paid and afterwards; while it is open another one, that prices it. */
async function see(context: StorefrontContext, named: Named & { secret: string }): Promise<Seen> {
  const { tenantId, id, secret } = named;
  const { row, attempt, goods } = await readAtOnce(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row, attempt, goods] = await atOnce([
        tx.get(checkouts, { id }),
        attemptOf(db, named),
        readNames(db, tenantId, id),
      ]);
      return { row, attempt, goods };
    }),
  );
  const found = theirs(row, secret);
  const paying = found.status === 'paying' || found.status === 'placed';
  if (!attempt || !paying) return priced(context, named);
  // A secret given out twice has a token of its own each.
  const token = found.orderId && hashOf(orderTokenFrom(secret, found.orderId));
  if (token && !found.tokenHashes.includes(token)) await keepToken(context, named, token);
  return { row: found, attempt, amounts: frozenAmounts(attempt, goods), account: null };
}

/**
 * The register of VAT numbers, carriers and its provider of taxes are asked outside of any transaction, and what they said kept; then it is priced
 * by that.
 */
async function priced(context: StorefrontContext, named: Named & { secret: string }): Promise<Seen> {
  let seen = await pricedNow(context, named);
  if (seen.row.status !== 'open') return seen;
  if (seen.asksNumber || seen.carrierAsks.length > 0) {
    await askOthers(context, named, seen);
    seen = await pricedNow(context, named);
  }
  if (!seen.ask) return seen;
  await askTaxes(context, named, seen.ask);
  return pricedNow(context, named);
}

/** The register of VAT numbers and carriers, at once: what they say changes what there is to ask about taxes. */
export async function askOthers(
  context: StorefrontContext,
  named: Pick<Named, 'tenantId' | 'id'>,
  { asksNumber, carrierAsks }: ToAsk,
): Promise<void> {
  await Promise.all([
    asksNumber ? askRegister(context, named, asksNumber) : undefined,
    carrierAsks.length > 0 ? askCarriers(context, named, carrierAsks) : undefined,
  ]);
}

interface ToAsk {
  readonly asksNumber: string | null;
  readonly carrierAsks: readonly CarrierAsk[];
}

async function pricedNow(
  context: StorefrontContext,
  { tenantId, id, secret }: Named & { secret: string },
): Promise<Seen & ToAsk & { readonly ask: TaxAsk | null }> {
  const now = context.now();
  return withTenant(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const goods = { checkoutId: id };
      const [row, shop] = await atOnce([
        tx.get(checkouts, { id }),
        readShop({ db, tx, tenantId, rules: context.rules, goods }),
      ]);
      const found = theirs(row, secret);
      const checkout = await priceCheckout(shop, now, found);
      const {
        account,
        carrierAsks,
        priced: { ask },
        reverseCharge,
      } = checkout;
      const asksNumber = reverseCharge?.is === 'asks' ? reverseCharge.number : null;
      const amounts = openAmounts(found, checkout);
      return { row: found, attempt: undefined, amounts, account, ask, asksNumber, carrierAsks };
    }),
  );
}

async function keepToken({ pool }: StorefrontContext, { tenantId, id }: Named, token: string): Promise<void> {
  await withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      // Behind whoever writes another one at this moment, as the letter does: what they wrote stays.
      const [row] = await tx.getForUpdate(checkouts, [{ id }]);
      if (row) db.last(tx.update(checkouts, { id }, { tokenHashes: [...row.tokenHashes, token].slice(-10) }));
    }),
  );
}

async function told(
  context: StorefrontContext,
  { tenantId, secret }: Named & { secret: string },
  { row, attempt, amounts, account }: Seen,
): Promise<CheckoutAnswer> {
  const state = row.status === 'paying' ? attempt?.state : undefined;
  const yeses =
    attempt && (state === 'awaits' || state === 'approved') ? await yesesOf(context, tenantId, attempt) : null;
  const pays = row.status === 'open' || state === 'approved';
  const methods = pays ? await methodsFor(context, tenantId, row, { toPay: amounts.toPay, account }) : [];
  return answerOf(row, attempt, amounts, { methods, secret, yeses, letters: lettersOf(context, tenantId, row) });
}

async function yesesOf(
  { pool }: StorefrontContext,
  tenantId: string,
  { id: attemptId, state, heldUntil: until }: CheckoutAttempt,
): Promise<CheckoutAnswer['approval']> {
  const asked = await readAtOnce(pool, tenantId, (db) =>
    withTx(db, tenantId, (tx) => tx.list(purchaseRequests, { attemptId })),
  );
  const of = asked.filter(({ status }) => state === 'approved' || status === 'waiting').map(({ kind }) => kind);
  return { status: state === 'approved' ? 'approved' : 'waiting', by: of, until };
}

/** Whether its shopper agreed to letters, where its store writes any; by the rules it was just priced with. */
export function lettersOf(
  { rules }: Pick<StorefrontContext, 'rules'>,
  tenantId: string,
  { storeId, agreedAt }: Pick<Checkout, 'storeId' | 'agreedAt'>,
): boolean | null {
  const store = rules.guess(tenantId)?.storeOf(storeId);
  return store?.cartLetters?.active ? agreedAt !== null : null;
}

/** Ways to pay; none where nobody can say now, since a basket is shown all the same. */
export async function methodsFor(
  context: StorefrontContext,
  tenantId: string,
  { storeId, currency, delivery, express }: Pick<Checkout, 'storeId' | 'currency' | 'delivery' | 'express'>,
  { toPay: amount, account }: { readonly toPay: number; readonly account: AccountTerms | null },
): Promise<readonly NotedMethod[]> {
  const store = context.rules.guess(tenantId)?.storeOf(storeId);
  const locale = store?.locale;
  if (amount === 0) return [inWordsOf(FREE, locale ?? 'en')];
  const later = account ? [onAccountMethod(account, locale)] : [];
  try {
    const methods = await context.payments.methods(tenantId, {
      ...{ currency, amount, country: delivery?.country ?? null },
      storeId: store?.id,
    });
    const agreed = express?.agreed ? [agreedMethod(express)] : [];
    const others = methods.filter(({ id }) => !agreed.some((one) => one.id === id));
    return [...agreed, ...later, ...others.map((method) => noted(method, locale ?? 'en'))];
  } catch (error) {
    context.log.warn({ err: error }, 'ways to pay were not told');
    return later;
  }
}

const agreedMethod = ({ methodId: id, name }: NonNullable<Checkout['express']>): NotedMethod => ({
  ...{ id, provider: '', kind: 'redirect', name },
});

/** Who looks this often asks the provider no oftener. */
const LOOK_MS = 1_000;

/** Takes its attempt on, where one is under way. What fails is left to the sweeper: the shopper sees how it stands. */
export async function drive(
  context: StorefrontContext,
  tenantId: string,
  attemptId: string,
  written?: Found,
): Promise<void> {
  context.driving.add(attemptId);
  try {
    await advance(context, tenantId, attemptId, written);
  } catch (error) {
    context.log.warn({ err: error, attemptId }, 'an attempt to pay is left to the sweeper');
  } finally {
    context.driving.delete(attemptId);
  }
  context.checkouts.wake();
}
