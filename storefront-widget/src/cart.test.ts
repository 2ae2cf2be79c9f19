import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ShopApi, ShopError } from './api.ts';
import { Basket } from './basket.ts';
import { Cart } from './cart.ts';
import type { PricedBasket } from './priced-shapes.ts';

/** A shop that answers from two lists, and says nothing while `away`. */
class Shop {
  left = new Map([
    ['mug', 26],
    ['jug', 8],
  ]);
  prices = new Map([
    ['mug', 1_400],
    ['jug', 3_400],
  ]);
  away = false;
  asked: { lines: readonly { variantId: string; quantity: number }[]; coupons: readonly string[] }[] = [];

  async availability(ids: readonly string[]) {
    if (this.away) throw new ShopError('away');
    return ids.flatMap((variantId) => {
      const available = this.left.get(variantId);
      return available === undefined
        ? []
        : [{ variantId, productId: null, available, availability: 'in-stock' as const }];
    });
  }

  async price(lines: readonly { variantId: string; quantity: number }[], coupons: readonly string[]) {
    this.asked.push({ lines, coupons });
    const refused = lines.find(({ variantId }) => !this.prices.has(variantId));
    if (refused) {
      const details = { variantId: refused.variantId };
      throw new ShopError('refused', '', { status: 409, code: 'orders.not-on-sale', detail: '', details });
    }
    const priced = lines.map(({ variantId, quantity }) => {
      const unitPrice = this.prices.get(variantId) ?? 0;
      const amount = unitPrice * quantity;
      const plain = { variantTitle: '', scale: 0, compareAt: null, discounts: [] };
      return { variantId, title: variantId, quantity, unitPrice, amount, total: amount, ...plain };
    });
    const total = priced.reduce((sum, line) => sum + line.total, 0);
    const money = { subtotal: total, discountTotal: 0, shippingTotal: 0, taxTotal: 0, total };
    return { currency: 'GBP', pricesIncludeTax: true, lines: priced, coupons: [], ...money } satisfies PricedBasket;
  }
}

let kept: Map<string, string>;
let shop: Shop;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('navigator', { onLine: true });
  shop = new Shop();
});
afterEach(() => vi.unstubAllGlobals());

const face = { title: 'Mug', variantTitle: '', image: null, currency: 'GBP', price: 1_400, priceFor: 1, scale: 0 };

function cartWith(...lines: readonly [variantId: string, quantity: number][]) {
  const basket = new Basket('shop');
  for (const [variantId, quantity] of lines) basket.add({ variantId, handle: variantId, quantity, face }, 999);
  const cart = new Cart(shop as unknown as ShopApi, basket);
  return { basket, cart };
}

test('a line for more than there is takes what is left and says so; one that is sold out is not counted', async () => {
  const { basket, cart } = cartWith(['mug', 4], ['jug', 1]);
  shop.left.set('mug', 3);
  shop.left.set('jug', 0);
  await cart.refresh();
  expect(basket.quantityOf('mug')).toBe(3);
  expect(cart.lines).toMatchObject([
    {
      variantId: 'mug',
      quantity: 3,
      state: 'ok',
      notice: { kind: 'less', before: 4, now: 3 },
      priced: { total: 4_200 },
    },
    { variantId: 'jug', state: 'out', priced: null },
  ]);
  expect(cart.wanted).toEqual([{ variantId: 'mug', quantity: 3 }]);
  expect(cart.priced?.total).toBe(4_200);
});

test('what is not sold any more is set aside, and the rest is priced', async () => {
  const { cart } = cartWith(['mug', 1], ['jug', 1], ['lamp', 1]);
  shop.left.set('lamp', 5);
  await cart.refresh();
  expect(cart.lines.map(({ state }) => state)).toEqual(['ok', 'ok', 'gone']);
  expect(cart.priced?.total).toBe(4_800);
  expect(cart.status).toBe('fresh');
});

test('another price than was seen is told, once, and only for the same number of pieces', async () => {
  const { basket, cart } = cartWith(['mug', 1]);
  shop.prices.set('mug', 1_500);
  await cart.refresh();
  expect(cart.lines[0]?.notice).toEqual({ kind: 'price', before: 1_400, now: 1_500 });
  cart.forgetNotice('mug');
  await cart.refresh();
  expect(cart.lines[0]?.notice).toBeNull();
  // From ten pieces on another price is no change of a price.
  basket.setQuantity('mug', 10);
  shop.prices.set('mug', 1_200);
  await cart.refresh();
  expect(cart.lines[0]?.notice).toBeNull();
});

test('without an answer the basket stays as it was last seen', async () => {
  const { basket, cart } = cartWith(['mug', 2]);
  await cart.refresh();
  shop.away = true;
  basket.setQuantity('mug', 3);
  await cart.refresh();
  expect(cart.status).toBe('away');
  expect(cart.lines).toMatchObject([{ quantity: 3, priced: null, face: { price: 1_400, title: 'mug' } }]);
  vi.stubGlobal('navigator', { onLine: false });
  await cart.refresh();
  expect(cart.status).toBe('offline');
});

test('a line goes back to where it stood; what was bought leaves, and what was put in meanwhile stays', () => {
  const { basket } = cartWith(['mug', 1], ['jug', 2], ['lamp', 1]);
  const [, jug] = basket.lines;
  const at = basket.remove('jug');
  if (jug) basket.putBack(jug, at);
  expect(basket.lines.map(({ variantId }) => variantId)).toEqual(['mug', 'jug', 'lamp']);
  basket.setCoupons(['TENTH']);
  basket.takeBought([
    { variantId: 'mug', quantity: 1 },
    { variantId: 'jug', quantity: 1 },
  ]);
  expect(basket.lines).toMatchObject([
    { variantId: 'jug', quantity: 1 },
    { variantId: 'lamp', quantity: 1 },
  ]);
  expect(basket.coupons).toEqual([]);
});

test('what lies in the browser is read as far as it is a basket, also as it was kept before', () => {
  const line = { variantId: 'mug', handle: 'mug', quantity: 2 };
  const read = (text: string) => {
    kept.set('tillhouse-basket:shop', text);
    return new Basket('shop').lines;
  };
  expect(read(JSON.stringify([line, { ...line, quantity: -1 }, null]))).toMatchObject([line]);
  expect(read(JSON.stringify({ lines: [{ ...line, face: { title: 7 } }], coupons: [3] }))).toMatchObject([line]);
  expect(read('{')).toEqual([]);
  expect(read('null')).toEqual([]);
});
