import {
  type Checkout,
  type CheckoutAttempt,
  checkoutAttempts,
  checkouts,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import { perVariant } from '@tillhouse/shared/domains/inventory/rules.ts';
import { freezeOrder } from '@tillhouse/shared/domains/orders/freeze-order.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { locationFor } from '@tillhouse/shared/domains/orders/location-for.ts';
import { addressLacks, addressLines } from '@tillhouse/shared/domains/shipping/address.ts';
import type { ShippingOption } from '@tillhouse/shared/domains/shipping/rules.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { ended, incomplete } from './checkout-errors.ts';
import { seenOf } from './checkout-view.ts';
import type { Found } from './saga.ts';
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
  readonly methodId: string;
  readonly returnUrl: string;
}

/** - `held`: this attempt has its units; `known`: there is one already, of this request or of another tab */
export type Held =
  | { readonly is: 'held'; readonly attemptId: string; readonly written: Found }
  | { readonly is: 'known'; readonly attemptId: string }
  | { readonly is: 'total-changed' }
  | { readonly is: 'not-enough-stock' };

/**
 * The first step of buying, in one transaction of the core: priced once more under the locks of what it is limited by, all
 * units held or none, and the attempt written that will pay for them. Of two that pay one checkout at once the second finds
 * the attempt of the first.
 * @throws HttpProblem `checkout.incomplete`, `checkout.ended`
 */
export async function holdForPayment(pool: Pool, at: At, asked: PayAsked): Promise<Held> {
  try {
    return await withTenant(pool, at.tenantId, (db) =>
      withTx(db, at.tenantId, async (tx): Promise<Held> => {
        const { checkoutId, attemptId } = asked;
        const [[found], before, shop] = await atOnce([
          tx.getForUpdate(checkouts, [{ id: checkoutId }]),
          tx.get(checkoutAttempts, { id: attemptId }),
          readShop(db, tx, at.tenantId),
        ]);
        const row = theirs(found, asked.secret);
        if (row.status === 'ended') throw ended('ended');
        if (before) return { is: 'known', attemptId };
        if (row.status !== 'open') return { is: 'known', attemptId: row.attemptId ?? attemptId };
        const checkout = await priceCheckout(shop, at.now, row, true);
        const lacks = lacksOf(row, checkout);
        if (lacks.length > 0) throw incomplete(lacks);
        if (checkout.priced.totals.total !== asked.expectedTotal) return { is: 'total-changed' };
        const goods = perVariant(checkout.priced.lines.filter(({ tracked }) => tracked));
        const locationId = await locationFor(shop.tx, goods, checkout.option?.locationId ?? undefined);
        const attempt = attemptOf(row, checkout, locationId, asked, at.now);
        const name = 'inventory.reserve';
        const args = {
          ...{ orderId: attempt.orderId, expiresAt: attempt.heldUntil },
          lines: goods.map((each) => ({ ...each, locationId })),
        };
        if (goods.length > 0) {
          const command = { id: idFor(attemptId, 'reserve'), name, version: newestVersion(name), args };
          const outcome = await runCommand(db, at.tenantId, systemActor, { ...command, occurredAt: at.now });
          if (outcome.status === 'refused') return { is: 'not-enough-stock' };
        }
        const paying = { ...seenOf(row, checkout), status: 'paying' as const, attemptId, problem: null };
        db.last(
          atOnce([
            tx.insert(checkoutAttempts, attempt),
            tx.update(checkouts, { id: checkoutId }, { ...paying, updatedAt: at.now }),
          ]),
        );
        return { is: 'held', attemptId, written: { attempt, email: row.contact?.email ?? '', cancelled: false } };
      }),
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === 'orders.not-enough-stock') return { is: 'not-enough-stock' };
    throw error;
  }
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
  { priced, option }: PricedCheckout,
  locationId: string,
  { attemptId, methodId, returnUrl }: PayAsked,
  now: number,
): CheckoutAttempt {
  const { contact, storeId, currency, customerId } = row;
  const customerName = contact?.name ?? '';
  const delivery = deliveryOf(row, option);
  const frozen = freezeOrder(priced, { customerId, customerName, storeId, locationId, delivery });
  return {
    ...{ id: attemptId, checkoutId: row.id, orderId: idFor(attemptId, 'order'), state: 'held', methodId, currency },
    ...{ amount: frozen.total, returnUrl, frozen, actionUrl: null, captured: 0, why: '', tries: 0 },
    ...{ nextAt: now + OWN_MS, heldUntil: now + HELD_MS, createdAt: now, updatedAt: now },
  };
}

function deliveryOf({ contact, delivery }: Checkout, option: ShippingOption | undefined): FrozenOrder['delivery'] {
  const promised = { earliest: option?.earliest ?? null, latest: option?.latest ?? null };
  const told = { ...promised, email: contact?.email || null, phone: contact?.phone || null };
  if (option?.kind === 'pick-up') {
    const at = { recipient: contact?.name ?? '', address: '', country: null, method: `Collected at ${option.name}` };
    return { ...at, ...told, kind: 'pick-up' };
  }
  if (!delivery) return null;
  const { name: recipient, country } = delivery;
  return { recipient, address: addressLines(delivery), country, method: option?.name ?? '', ...told, kind: 'ship' };
}
