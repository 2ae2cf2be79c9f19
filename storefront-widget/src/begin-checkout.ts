import { ShopError } from './api.ts';
import { beginCheckout } from './checkout-api.ts';
import type { Keeper } from './checkout-kept.ts';
import type { Checkout } from './checkout-shapes.ts';
import type { Patience } from './patience.ts';
import type { Store } from './store.ts';
import { uuid } from './uuid.ts';

export interface Begun {
  readonly checkout: Checkout;
  /** It was begun before and not answered: it holds what was in the basket then */
  readonly repeated: boolean;
}

/**
 * A checkout of what is in the basket; its key is written down first, so that a reload begins no second one.
 * @returns null where there is nothing to buy, or nobody waits any more @throws ShopError a refusal
 */
export async function beginFromBasket(shop: Store, kept: Keeper, patience: Patience): Promise<Begun | null> {
  const { signIn, cart, basket } = shop;
  await patience.insist(() => cart.refresh());
  const lines = cart.wanted;
  if (lines.length === 0) return null;
  const before = kept.beginning;
  const key = before ?? uuid();
  kept.beginning = key;
  try {
    const checkout = await patience.insist(() => beginCheckout(signIn.known, key, lines, basket.coupons));
    if (!checkout?.secret) return null;
    kept.beginning = null;
    kept.checkout = { id: checkout.id, secret: checkout.secret, attempt: null, seenTotal: null };
    return { checkout, repeated: before !== null };
  } catch (error) {
    kept.beginning = null;
    const over = error instanceof ShopError && error.refusal?.code === 'checkout.ended';
    if (before === null || !over) throw error;
    return beginFromBasket(shop, kept, patience);
  }
}
