import type { ShopProduct, ShopVariant } from './shapes.ts';
import type { Store } from './store.ts';
import { fill, type Words } from './words.ts';

/** Puts units aside, never more than there are, and returns the sentence to say about it. */
export function putInBasket(
  shop: Store,
  product: ShopProduct,
  variant: ShopVariant,
  quantity: number,
  words: Words,
): string {
  const face = {
    title: product.title,
    variantTitle: variant.optionValues.length > 0 ? variant.title || variant.optionValues.join(' / ') : '',
    image: variant.image ?? product.image,
    currency: product.currency,
    price: variant.price,
    priceFor: 1,
    scale: variant.scale,
  };
  const line = { variantId: variant.id, handle: product.handle, quantity, face };
  const added = shop.basket.add(line, variant.available);
  const count = String(shop.basket.quantityOf(variant.id));
  return fill(added > 0 ? words.added : words.allTaken, { name: product.title, count });
}

/** News about variants, laid into a product; the same object when none of it is about this one. */
export function withChanges(
  product: ShopProduct,
  changes: readonly { variantId: string; available: number; availability: ShopVariant['availability'] }[],
): ShopProduct {
  let touched = false;
  const variants = product.variants.map((variant) => {
    const change = changes.findLast((one) => one.variantId === variant.id);
    if (!change || (change.available === variant.available && change.availability === variant.availability))
      return variant;
    touched = true;
    return { ...variant, available: change.available, availability: change.availability };
  });
  if (!touched) return product;
  const available = variants.reduce((sum, variant) => sum + Math.max(0, variant.available), 0);
  const words = new Set(variants.map((variant) => variant.availability));
  const availability = words.has('in-stock') ? 'in-stock' : words.has('low') ? 'low' : 'out';
  return { ...product, variants, available, availability };
}
