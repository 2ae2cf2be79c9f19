import { expect, test } from 'vitest';
import type { Order, OrderLine } from '../orders/schema.ts';
import { type ReceiptFacts, receiptLetter } from './receipt-letter.ts';

const order = {
  ...{
    kind: 'sale',
    number: 'B2-1-418',
    currency: 'EUR',
    pricesIncludeTax: true,
    taxRelief: null,
    shippingTaxed: null,
  },
  ...{ businessDate: '2026-11-27', placedAt: Date.parse('2026-11-27T10:00:00Z'), customerName: '', feeTotal: 0 },
  ...{ shippingTotal: 0, rounding: 1, total: 2_000, paid: 2_000 },
} as Partial<Order> as Order;
const line = {
  ...{ title: 'Jug', variantTitle: 'Moss', sku: 'JUG-M', quantity: 2, scale: 0, unitPrice: 1_000, discount: 1 },
  ...{ net: 1_680, tax: 319, total: 1_999, taxRate: '19/100', taxes: null, position: 0 },
} as Partial<OrderLine> as OrderLine;
const facts: ReceiptFacts = {
  ...{ order, lines: [line], customer: undefined, street: 'Lange Straße 4', number: 'B2-1-00418' },
  ...{ returnOf: undefined, fiscal: null },
  store: {
    ...{ name: 'Laden', locale: 'de-DE', vatNumber: 'DE1', receiptFooter: 'Danke!', timeZone: 'Europe/Berlin' },
  },
};

test('a receipt by mail says what was sold and paid, in the store’s language, and is called a receipt', async () => {
  const { letter, paper } = await receiptLetter(facts);
  expect(letter).toEqual({
    subject: 'Beleg B2-1-00418 – Laden',
    text: [
      'Beleg B2-1-00418 – Laden',
      '2 × Jug, Moss   19,99 EUR\nBargeldrundung   0,01 EUR',
      'Netto: 16,80 EUR\nSteuerbetrag: 3,19 EUR\nGesamtbetrag: 20,00 EUR\nBezahlt: 20,00 EUR',
      'Danke!',
    ].join('\n\n'),
  });
  expect(paper).toMatchObject({ kind: 'receipt', number: 'B2-1-00418', document: { issuedOn: '2026-11-27' } });
  expect(paper.signed).toBeUndefined();
});

test('that of a return names the sale, what is still owed is said, and a fiscal device’s words and code are on it', async () => {
  const back = { ...order, kind: 'return', total: -2_000, paid: -500 } as Order;
  const fiscal = {
    ...{ state: 'signed', client: 'B2', transaction: 7, counter: 19, startedAt: 0, finishedAt: 1_000 },
    ...{ serial: 'ab'.repeat(32), signature: 'c2ln', algorithm: 'ecdsa-plain-SHA256', publicKey: 'a2V5' },
    ...{ processType: 'Kassenbeleg-V1', processData: 'Beleg^0.00_0.00_0.00_0.00_0.00^', timeFormat: 'unixTime' },
  } as unknown as NonNullable<ReceiptFacts['fiscal']>;
  const { letter, paper } = await receiptLetter({ ...facts, order: back, returnOf: 'B2-1-00400', fiscal });
  expect(letter.subject).toBe('Rückgabe B2-1-00418 – Laden');
  expect(letter.text).toContain('Bezahlt: −5,00 EUR\nZu zahlen: −15,00 EUR');
  expect(paper).toMatchObject({ kind: 'return', document: { creditOf: 'B2-1-00400' } });
  expect(paper.signed?.rows).toContainEqual(['TSE-Transaktion', '7']);
  expect(paper.signed?.qr).toMatch(/^V0;B2;/);
  const away = await receiptLetter({ ...facts, fiscal: { state: 'out', client: 'B2' } as typeof fiscal });
  expect(away.paper.signed).toEqual({
    rows: [
      ['Kasse', 'B2'],
      ['TSE ausgefallen', ''],
    ],
    qr: null,
  });
});
