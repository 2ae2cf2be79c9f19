import { expect, test } from 'vitest';
import { textOf } from '../../../platform/http/markup.ts';
import { duePage } from './due-page.ts';
import type { DueOrder } from './read-due.ts';

const order = { number: '#7', currency: 'GBP', total: 6_080, shippingTotal: 500, paid: 0, due: 6_080 };
const line = (title: string, quantity: number, total: number) => ({
  title,
  variantTitle: '',
  quantity,
  scale: 0,
  total,
});
const lines = [line('Napkins', 2, 4_800), line('Taken off', 0, 0), line('Spoon', 1, 780)];
const shown = (of: object, locale = 'en-GB') => {
  const due = { order: { ...order, ...of }, lines, toPay: 6_080, tries: [], store: { name: 'Larkhall' }, locale };
  const { body } = duePage({ of: due as unknown as DueOrder, methods: [], back: null, changed: false });
  return [...textOf(body).matchAll(/<tr[^>]*><td>(.*?)<\/td><td>(.*?)<\/td>/g)].map(([, name, amount]) => [
    name,
    amount,
  ]);
};

test('what it is made of adds up to what is to pay: goods, delivery, and nothing that was taken off', () => {
  expect(shown({})).toEqual([
    ['2 × Napkins', '£48.00'],
    ['1 × Spoon', '£7.80'],
    ['Delivery', '£5.00'],
    ['Total', '£60.80'],
    ['To pay now', '£60.80'],
  ]);
  expect(shown({}, 'de-DE').map(([name]) => name)).toContain('Versand');
});

test('what is collected has no line of delivery', () => {
  expect(shown({ shippingTotal: 0 }).map(([name]) => name)).not.toContain('Delivery');
});
