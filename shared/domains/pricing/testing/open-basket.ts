import { moneyIn } from '../explain.ts';
import type { Offer, Open } from '../offer.ts';
import { finderOf, type Good } from '../promotion-goods.ts';

/** A line of whole pieces that each cost the same, as promotions see it; `tag` is what targets find it by. */
export const good = (tag: string, price: number, quantity = 1, more: Partial<Good> = {}): Good => ({
  ...{ key: tag, variantId: null, productId: null, sku: tag.toUpperCase(), title: tag, categories: [], tags: [tag] },
  ...{ giftCard: false, reduced: false, quantity, scale: 0, pieces: quantity, amount: price * quantity },
  ...more,
});

/** A weighed line: thousandths of its unit, no piece. */
export const weighed = (tag: string, amount: number, quantity: number): Good =>
  good(tag, 0, quantity, { scale: 3, pieces: 0, amount });

/** All of these goods, nothing taken off them yet. Money is written with two places. */
export const openBasket = (goods: readonly Good[], more: Partial<Open> = {}): Open => ({
  ...{ goods, find: finderOf(goods), left: goods.map(({ amount }) => amount), shippingLeft: 0, money: moneyIn(2) },
  ...more,
});

export const tagged = (...tags: string[]) => ({ tags });

/** What an offer takes, as a list of a line's place and its amount. */
export const taken = ({ amounts }: Offer) => [...amounts].sort(([a], [b]) => a - b);
