import { readCheckout, unitsOf } from './checkout-shapes.ts';
import type { Keeper } from './checkout-kept.ts';
import type { Store } from './store.ts';

/**
 * Whoever follows the letter about their basket has it back: the checkout they had begun, and in the basket what was in it, beside what
 * lies there now. One that was bought or is over changes nothing.
 */
export async function comeBack({ api, basket }: Store, kept: Keeper): Promise<void> {
  const letter = new URLSearchParams(location.hash.slice(1)).get('th-cart');
  history.replaceState(history.state, '', location.pathname + location.search);
  const checkout = await api
    .ask('/shop/v1/cart-returns', { method: 'POST', body: { letter } })
    .then(readCheckout)
    .catch(() => null);
  if (!checkout?.secret) return;
  for (const line of checkout.lines) {
    const { variantId, handle, title, variantTitle, image, scale, unitPrice } = line;
    const quantity = unitsOf(line);
    const face = {
      title,
      variantTitle,
      image,
      scale,
      currency: checkout.currency,
      price: unitPrice,
      priceFor: quantity,
    };
    const short = quantity - basket.quantityOf(variantId);
    if (short > 0) basket.add({ variantId, handle, quantity: short, face }, quantity);
  }
  if (basket.coupons.length === 0) basket.setCoupons(checkout.coupons.map(({ code }) => code));
  kept.checkout = { id: checkout.id, secret: checkout.secret, attempt: null, seenTotal: null };
}
