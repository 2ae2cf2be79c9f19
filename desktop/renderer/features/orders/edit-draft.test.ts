import { expect, test } from 'vitest';
import { orderAnswers } from '../../testing/demo/order-page.ts';
import {
  changesIn,
  editArgsOf,
  emptyEdit,
  missingIn,
  noDelivery,
  withGoods,
  withQuantity,
  withWrong,
} from './edit-draft.ts';

const order = { ...orderAnswers['orders.page']({ id: 'o-0' }), delivery: null };
const [first, second] = order.lines;
if (!first || !second) throw new Error('the sample order has too few lines');

test('only what differs is asked for, and what is put back is no change', () => {
  expect(editArgsOf(order, emptyEdit)).toBeNull();
  const less = withQuantity(emptyEdit, first, first.quantity + 2);
  expect(editArgsOf(order, less)).toMatchObject({
    version: order.version,
    lines: [{ lineId: first.id, quantity: first.quantity + 2 }],
  });
  expect(editArgsOf(order, withQuantity(less, first, first.quantity))).toBeNull();
  expect(editArgsOf(order, { ...emptyEdit, delivery: noDelivery })).toBeNull();
  const moved = { ...emptyEdit, delivery: { ...noDelivery, address: '8 Picton Street' }, shipping: 0 };
  expect(changesIn(order, moved)).toBe(2);
  expect(editArgsOf(order, moved)).toMatchObject({ shipping: 0, delivery: { address: '8 Picton Street' } });
});

test('goods that are on it go up, others are a line of their own once', () => {
  const goods = { title: first.title, sku: first.sku, image: null, scale: 0 };
  const up = withGoods(emptyEdit, order, { ...goods, variantId: first.variantId ?? '' });
  expect(up).toMatchObject({ quantities: { [first.id]: first.quantity + 1 }, added: [] });
  const other = { ...goods, variantId: 'v-new' };
  const twice = withGoods(withGoods(emptyEdit, order, other), order, other);
  expect(editArgsOf(order, twice)).toMatchObject({ add: [{ key: 'v-new', variantId: 'v-new', quantity: 2 }] });
});

test('a discount is saved with its reason alone', () => {
  const draft = { ...emptyEdit, discount: 500 };
  expect([missingIn(draft), missingIn({ ...draft, discountReason: 'Came late' })]).toEqual(['discount-reason', null]);
  const wrong = withWrong(withWrong(emptyEdit, 'shipping', true), 'shipping', true);
  expect([missingIn(wrong), missingIn(withWrong(wrong, 'shipping', false))]).toEqual(['amount', null]);
});
