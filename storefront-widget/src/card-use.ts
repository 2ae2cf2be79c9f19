import type { CardUse } from './product-card.ts';
import { putInBasket } from './put-in-basket.ts';
import type { StoreLink } from './store-link.ts';

/** What a card in a list does: one of it goes into the basket, or its product is opened, if the page does not mind. */
export function cardUse(link: StoreLink): CardUse {
  return {
    add: (product) => {
      const [variant] = product.variants;
      if (!link.shop || !variant) return;
      if (!link.tell('tillhouse-add', { productId: product.id, variantId: variant.id, quantity: 1 })) return;
      link.say(putInBasket(link.shop, product, variant, 1, link.words));
      link.tell('tillhouse-basket', { units: link.shop.basket.units });
    },
    open: (event, product) => {
      if (!link.tell('tillhouse-open', { productId: product.id, handle: product.handle })) event.preventDefault();
    },
  };
}
