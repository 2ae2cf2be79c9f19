import { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { plainTable } from '@tillhouse/shared/data/plain-tx.ts';
import {
  type Checkout,
  type CheckoutAttempt,
  checkoutAttempts,
  checkouts,
  ON_ACCOUNT,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import { perVariant } from '@tillhouse/shared/domains/inventory/rules.ts';
import { reservations } from '@tillhouse/shared/domains/inventory/schema.ts';
import { freezeOrder } from '@tillhouse/shared/domains/orders/freeze-order.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { locationFor } from '@tillhouse/shared/domains/orders/location-for.ts';
import { hasBudget } from '@tillhouse/shared/domains/pricing/live-promotions.ts';
import { addressLacks, addressLines } from '@tillhouse/shared/domains/shipping/address.ts';
import { rateOfOption } from '@tillhouse/shared/domains/shipping/live-rates.ts';
import type { ShippingOption } from '@tillhouse/shared/domains/shipping/rules.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { localMonth } from '@tillhouse/shared/kernel/instant.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand, storedOutcome } from '../../../platform/commands/run-command.ts';
import { orPlainly, runLate } from '../../../platform/commands/run-late.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenantByKeys } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';
import { agreementFor } from './agreement-for.ts';
import { ended, incomplete, noAccountHere } from './checkout-errors.ts';
import { CreditGone, leftToPay, takeCredits, toTake } from './credits.ts';
import { seenOf } from './checkout-view.ts';
import { ownsAccount } from './on-account.ts';
import { askYeses, YES_MS, yesNeeded } from './yes-needed.ts';
import type { Found } from './saga.ts';
import type { RulesKept } from './rules-kept.ts';
import { hashOf, orderTokenFrom } from './secrets.ts';
import { theirs } from './theirs.ts';
import { type At, type PricedCheckout, priceCheckout, readShop, withTx } from './price-checkout.ts';

/** How long a shopper has to pay what is held for them. */
const HELD_MS = 15 * 60_000;
/** Whoever began it is still at work so long; then the sweeper takes it up. */
const OWN_MS = 20_000;

export interface PayAsked {
  readonly checkoutId: string;
  /** What its shopper showed */
  readonly secret: string;
  /** From the Idempotency-Key, so that the same request is the same attempt */
  readonly attemptId: string;
  readonly expectedTotal: number;
  /** Left out: all of it, so that cards which pay a part were not seen */
  readonly expectedToPay?: number | undefined;
  readonly methodId: string;
  readonly returnUrl: string;
  /** Who is signed in */
  readonly shopper?: Shopper | undefined;
}

/** - `held`: this attempt has its units; `known`: there is one already, of this request or of another tab */
export type Held =
  | { readonly is: 'held'; readonly attemptId: string; readonly written: Found }
  | { readonly is: 'known'; readonly attemptId: string }
  /** Somebody said yes to it: it is to be paid */
  | { readonly is: 'approved'; readonly attemptId: string }
  | { readonly is: 'total-changed' }
  | { readonly is: 'not-enough-stock' };

/**
 * The first step of buying, in one transaction of the core: priced once more under the locks of what it is limited by, all
 * units held or none, and the attempt written that will pay for them. Of two that pay one checkout at once the second finds
 * the attempt of the first.
 * @throws HttpProblem `checkout.incomplete`, `checkout.ended`, `checkout.no-account`, `checkout.not-a-buyer`, `checkout.nobody-approves`
 */
export async function holdForPayment(
  context: Pick<StorefrontContext, 'pool' | 'rules'>,
  at: At,
  asked: PayAsked,
): Promise<Held> {
  try {
    return await orPlainly((plainly) =>
      withTenantByKeys(context.pool, at.tenantId, (db) =>
        withTx(db, at.tenantId, (tx) => holdIn({ db, tx, rules: context.rules, at, plainly }, asked)),
      ),
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === 'orders.not-enough-stock') return { is: 'not-enough-stock' };
    if (error instanceof StockGone) return { is: 'not-enough-stock' };
    if (error instanceof CreditGone) return { is: 'total-changed' };
    throw error;
  }
}

/** What was set aside on cards for goods that are gone is not kept. */
class StockGone extends Error {}

interface In {
  readonly db: Connection;
  readonly tx: Tx;
  readonly rules: RulesKept;
  readonly at: At;
  readonly plainly: boolean;
}

/** Two trips: what it goes by, with its locks, and all that is written, with the COMMIT. */
async function holdIn({ db, tx, rules, at, plainly }: In, asked: PayAsked): Promise<Held> {
  const { tenantId, now } = at;
  const { checkoutId, attemptId } = asked;
  const orderId = idFor(attemptId, 'order');
  const id = idFor(attemptId, 'reserve');
  const name = 'inventory.reserve';
  const late = new LateWrites(tx);
  const month = plainly ? null : monthToLock(rules, at);
  const [[found], before, shop, known] = await atOnce([
    tx.getForUpdate(checkouts, [{ id: checkoutId }]),
    tx.get(checkoutAttempts, { id: attemptId }),
    readShop({ db, tx, tenantId, rules, late, month, goods: { checkoutId } }),
    storedOutcome(db, tenantId, { id, name }),
    late.learnLists(plainTable(reservations), [{ orderId }]),
  ]);
  const row = theirs(found, asked.secret);
  if (row.status === 'ended') throw ended('ended');
  if (before) return { is: 'known', attemptId };
  if (row.status !== 'open') return underWay(tx, row.attemptId ?? attemptId);
  const checkout = await priceCheckout(shop, now, row, true);
  // A carrier was not asked yet about what they chose, as something changed: what it says is shown first.
  if (checkout.carrierAsks.length > 0 && isLive(row.shippingOptionId)) return { is: 'total-changed' };
  const lacks = lacksOf(row, checkout);
  if (lacks.length > 0) throw incomplete(lacks);
  // Its provider of taxes, or the register of VAT numbers, was not asked yet: what they say is shown first.
  if (checkout.priced.ask || checkout.reverseCharge?.is === 'asks') return { is: 'total-changed' };
  const onAccount = asked.methodId === ON_ACCOUNT;
  if (onAccount && !(checkout.account && (await ownsAccount(tx, asked.shopper, row.customerId))))
    throw noAccountHere(asked.shopper !== undefined);
  const { total } = checkout.priced.totals;
  const seen = [asked.expectedTotal, asked.expectedToPay ?? asked.expectedTotal];
  if (total !== seen[0] || leftToPay(total, checkout.pays) !== seen[1]) return { is: 'total-changed' };
  const goods = perVariant(checkout.priced.lines.filter(({ tracked }) => tracked));
  const locationId = await locationFor(shop.tx, goods, checkout.option?.locationId ?? undefined);
  const { shopper } = asked;
  const needed = await yesNeeded(tx, {
    row,
    shopper,
    total,
    onAccount,
    account: checkout.account,
    own: shop.context.currency,
  });
  const attempt = attemptOf(row, checkout, locationId, asked, { now, waits: needed.yeses.length > 0 });
  const lines = goods.map((each) => ({ ...each, locationId }));
  const args = { orderId, expiresAt: attempt.heldUntil, lines };
  await takeCredits(db, at, attempt);
  if (needed.yeses.length > 0) await askYeses(db, at, attempt, { ...needed, contact: row.contact, onAccount });
  if (goods.length > 0) {
    const command = { id, name, version: newestVersion(name), args, occurredAt: now };
    const { outcome, sent } =
      plainly || attempt.credits.length > 0
        ? { outcome: await runCommand(db, tenantId, systemActor, command), sent: [] }
        : await runLate(db, tenantId, command, { late, store: shop.context, known });
    if (sent.length > 0) db.last(atOnce(sent));
    if (outcome.status === 'refused') {
      if (attempt.credits.length > 0) throw new StockGone();
      return { is: 'not-enough-stock' };
    }
  }
  const shown = seenOf(row, checkout);
  // The order's token follows from the secret, which is told to nobody else: whoever pays may look at what comes of it.
  const tokenHashes = [...row.tokenHashes, hashOf(orderTokenFrom(asked.secret, orderId))].slice(-10);
  const paying = { ...shown, tokenHashes, status: 'paying' as const, attemptId, problem: null, updatedAt: now };
  // Sealed with it; fetched here, it is not fetched after the COMMIT.
  await db.fields?.readyFor([tenantId], true);
  db.last(atOnce([tx.insert(checkoutAttempts, attempt), tx.update(checkouts, { id: checkoutId }, paying)]));
  const { contact, delivery: payer } = row;
  const agreementId = agreementFor(row, asked.methodId);
  const written = { attempt, email: contact?.email ?? '', payer, agreementId, cancelled: false };
  return { is: 'held', attemptId, written };
}

/** One of the services of a carrier. */
const isLive = (optionId: string | null): boolean => optionId !== null && rateOfOption(optionId) !== optionId;

async function underWay(tx: Tx, attemptId: string): Promise<Held> {
  const attempt = await tx.get(checkoutAttempts, { id: attemptId });
  return { is: attempt?.state === 'approved' ? 'approved' : 'known', attemptId };
}

/**
 * Whose movements to lock with the stock in the first trip. Offers with limits are locked before stock everywhere, so where there
 * is one, as far as is known, stock waits for its turn.
 */
function monthToLock(rules: RulesKept, { tenantId, now }: At): string | null {
  const guess = rules.guess(tenantId);
  if (!guess) return null;
  const limited = guess.live.some(
    (rule) => hasBudget(rule) || rule.perCustomer || rule.codes?.some(({ limit }) => limit),
  );
  return limited ? null : localMonth(now, guess.context.timeZone);
}

/** What is missing before it can be bought, by the names of the fields. */
function lacksOf(row: Checkout, { priced, options, option, countries }: PricedCheckout): string[] {
  const { contact, delivery } = row;
  const sends = countries.length > 0 || options.length > 0;
  return [
    ...(priced.lines.length === 0 ? ['lines'] : []),
    ...(contact ? [] : ['contact.email', 'contact.name']),
    ...(sends && !option ? [delivery ? 'shippingOptionId' : 'delivery'] : []),
    ...(option?.kind === 'ship' && delivery ? addressLacks(delivery) : []),
  ];
}

function attemptOf(
  row: Checkout,
  { priced, option, pays, reverseCharge }: PricedCheckout,
  locationId: string,
  { attemptId, methodId, returnUrl }: PayAsked,
  { now, waits }: { readonly now: number; readonly waits: boolean },
): CheckoutAttempt {
  const { contact, storeId, currency, customerId } = row;
  const customerName = contact?.name ?? '';
  const vatEvidence = reverseCharge && reverseCharge.is !== 'asks' ? reverseCharge.evidence : null;
  const known = deliveryOf(row, option);
  const delivery = known && { ...known, vatEvidence };
  const frozen = freezeOrder(priced, { customerId, customerName, storeId, locationId, delivery });
  return {
    ...{
      id: attemptId,
      checkoutId: row.id,
      orderId: idFor(attemptId, 'order'),
      state: waits ? 'awaits' : 'held',
      methodId,
      currency,
    },
    ...{
      credits: toTake(attemptId, pays),
      // On account nobody is asked for money: what is left is due by their terms.
      amount: methodId === ON_ACCOUNT ? 0 : leftToPay(frozen.total, pays),
      returnUrl,
      frozen,
      actionUrl: null,
      captured: 0,
      why: '',
      tries: 0,
    },
    ...(waits ? { nextAt: now + YES_MS, heldUntil: now + YES_MS } : { nextAt: now + OWN_MS, heldUntil: now + HELD_MS }),
    ...{ createdAt: now, updatedAt: now },
  };
}

function deliveryOf(
  { contact, delivery, business }: Checkout,
  option: ShippingOption | undefined,
): FrozenOrder['delivery'] {
  const promised = { earliest: option?.earliest ?? null, latest: option?.latest ?? null };
  const reached = { email: contact?.email || null, phone: contact?.phone || null };
  const told = { ...promised, ...reached, buyerReference: business?.reference || null };
  if (option?.kind === 'pick-up') {
    const at = { recipient: contact?.name ?? '', address: '', country: null, method: `Collected at ${option.name}` };
    return { ...at, ...told, kind: 'pick-up' };
  }
  if (!delivery) return null;
  const { name, country } = delivery;
  const recipient = [business?.company, name].filter(Boolean).join(', ');
  const way = { method: option?.name ?? '', carrier: option?.carrier ?? null, kind: 'ship' as const };
  return { recipient, address: addressLines(delivery), country, ...told, ...way };
}
