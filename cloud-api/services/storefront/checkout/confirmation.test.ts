import type { CheckoutAttempt } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { expect, test } from 'vitest';
import { confirmation } from './confirmation.ts';

const line = {
  ...{ key: '0', variantId: 'v', quantity: 1_500, scale: 3, sku: 'TEE', title: 'Grüner Tee', variantTitle: 'lose' },
  ...{ tracked: true, taxClass: 'standard', taxRate: '10/100', unitPrice: 2_000, discount: 100, net: 2_636, tax: 264 },
  ...{ total: 2_900, taxes: [], discounts: [] },
};
const frozen: FrozenOrder = {
  ...{ storeId: null, currency: 'EUR', pricesIncludeTax: true, timeZone: 'Europe/Vienna', customerId: null },
  ...{ customerName: 'Ida', locationId: 'l', relief: null, lines: [line], shippingDiscounts: [], uses: [] },
  ...{ subtotal: 3_000, taxTotal: 264, shippingTotal: 490, total: 3_390 },
  delivery: { recipient: 'Ida Gruber', address: 'Gasse 1\nWien 1010\nAT', country: 'AT', method: 'Post' },
};
const written = (locale: string, of: FrozenOrder = frozen, credits: CheckoutAttempt['credits'] = []) =>
  confirmation(
    { contact: { email: 'ida@shopper.example', name: 'Ida {store}', phone: '' }, orderNumber: '#10001' },
    { frozen: of, credits },
    { name: 'Teehaus', locale },
    'https://shop.example/#th-order=1',
  );

test('an order is confirmed in the language of its store, with its amounts as they are written there', () => {
  const { to, subject, text } = written('de-AT');
  expect([to, subject]).toEqual(['ida@shopper.example', 'Ihre Bestellung #10001 bei Teehaus']);
  const plain = text.replaceAll('\u00a0', ' ');
  expect(plain).toContain('1,5 × Grüner Tee, lose   € 29,00');
  expect(plain).toContain(
    'Waren: € 30,00\nRabatt: -€ 1,00\nVersand, Post: € 4,90\nSumme: € 33,90\ndarin Steuer: € 2,64',
  );
  expect(plain).toContain('Sie geht an:\nIda Gruber\nGasse 1\nWien 1010\nÖsterreich');
  expect(plain.endsWith('https://shop.example/#th-order=1')).toBe(true);
  // What a shopper calls themselves is no place for words of ours.
  expect(plain).toContain('Vielen Dank, Ida {store}.');
});

test('what gift cards and store credit paid is named by their last characters, with what is left', () => {
  const card = { creditId: 'a', kind: 'gift-card', end: '7K2M', takeId: 't', amount: 2_000 } as const;
  const credit = { ...card, kind: 'store-credit', end: '', amount: 390 } as const;
  const { text } = written('de-AT', frozen, [card, credit, { ...card, end: 'NONE', amount: 0 }]);
  const plain = text.replaceAll('\u00a0', ' ');
  expect(plain).toContain(
    'darin Steuer: € 2,64\nGeschenkkarte …7K2M: -€ 20,00\nGuthaben: -€ 3,90\nNoch zu zahlen: € 10,00',
  );
  expect(plain).not.toContain('NONE');
  expect(written('de-AT').text).not.toContain('Noch zu zahlen');
});

test('a language that there are no words for reads English, without what there is nothing of', () => {
  const { text } = written('cy-GB', { ...frozen, delivery: null, taxTotal: 0, lines: [{ ...line, discount: 0 }] });
  expect(text).toContain('Thank you, Ida');
  expect(text).not.toMatch(/Delivery|Discount|tax|It goes to/);
});
