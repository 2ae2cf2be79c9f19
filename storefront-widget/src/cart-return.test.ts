import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ShopError } from './api.ts';
import { Basket, type BasketLine } from './basket.ts';
import { comeBack } from './cart-return.ts';
import type { Keeper } from './checkout-kept.ts';
import type { Store } from './store.ts';

const line = (variantId: string, quantity: number) => ({
  ...{ variantId, handle: variantId, title: variantId, variantTitle: '', image: null, quantity, scale: 0 },
  ...{ unitPrice: 1_200, compareAt: null, amount: 1_200 * quantity, total: 1_200 * quantity, discounts: [] },
});
const answer = {
  ...{ id: 'c1', secret: 's1', status: 'open', currency: 'GBP', total: 3_600, lines: [line('mug', 2), line('jug', 1)] },
  coupons: [{ code: 'WINTER', applied: true, reason: '' }],
};
let went: string[];
let basket: Basket;
let kept: { checkout: unknown };
beforeEach(() => {
  went = [];
  kept = { checkout: null };
  for (const [name, value] of Object.entries({
    location: { pathname: '/page', search: '?a=1', hash: '#th-cart=letter.0.secret' },
    history: { state: null, replaceState: (_state: unknown, _title: string, url: string) => went.push(url) },
    addEventListener: () => {},
    localStorage: { getItem: () => null, setItem: () => {} },
  }))
    vi.stubGlobal(name, value);
  basket = new Basket('shop');
});
afterEach(() => vi.unstubAllGlobals());

const back = (ask: () => Promise<unknown>) =>
  comeBack({ api: { ask }, basket } as unknown as Store, kept as unknown as Keeper);
const quantities = () => basket.lines.map(({ variantId, quantity }: BasketLine) => [variantId, quantity]);

test('the checkout is theirs again, its goods lie in the basket beside what lay there, and the address keeps no secret', async () => {
  basket.add({ variantId: 'mug', handle: 'mug', quantity: 3 }, 9);
  basket.add({ variantId: 'bowl', handle: 'bowl', quantity: 1 }, 9);
  const asked: unknown[] = [];
  await back(async (...of: unknown[]) => {
    asked.push(of);
    return answer;
  });
  expect(asked).toEqual([['/shop/v1/cart-returns', { method: 'POST', body: { letter: 'letter.0.secret' } }]]);
  expect(went).toEqual(['/page?a=1']);
  // What there was more of stays so.
  expect(quantities()).toEqual([
    ['mug', 3],
    ['bowl', 1],
    ['jug', 1],
  ]);
  expect(basket.coupons).toEqual(['WINTER']);
  expect(kept.checkout).toEqual({ id: 'c1', secret: 's1', attempt: null, seenTotal: null });
});

test('one that was bought, or is not known, changes nothing but the address', async () => {
  await back(() => Promise.reject(new ShopError('refused')));
  expect([quantities(), kept.checkout, went]).toEqual([[], null, ['/page?a=1']]);
});
