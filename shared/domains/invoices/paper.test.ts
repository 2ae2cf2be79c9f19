/// <reference path="./pdfmake.d.ts" />
import pdfmake from 'pdfmake/build/pdfmake.min.js';
import fonts from 'pdfmake/build/vfs_fonts.js';
import { expect, test } from 'vitest';
import type { InvoiceDocument } from './document.ts';
import { invoicePaper } from './paper.ts';

const nobody = { name: '', street: '', postalCode: '', city: '', country: '', vatId: '' };
const said: InvoiceDocument = {
  ...{ language: 'de', orderNumber: 'B2-17', creditOf: null, soldOn: '2026-11-23', issuedOn: '2026-11-24' },
  ...{ currency: 'EUR', pricesIncludeTax: true, footer: 'Larkhall Ltd', shipping: 0, fee: 0, rounding: 0 },
  seller: { ...nobody, name: 'Larkhall', street: '14 Walcot Buildings' },
  buyer: { name: 'Łódź Ceramika', street: 'Ulica 4', postalCode: '90-001', city: 'Łódź', country: 'PL', vatId: 'PL1' },
  relief: { kind: 'reverse-charge', evidence: 'PL1' },
  lines: [
    {
      ...{ title: 'Кружка, Μούσκλο', sku: 'MUG', quantity: 1240, scale: 3, unitPrice: 123_456, discount: 250 },
      ...{ net: 152_835, tax: 0, total: 152_835, taxRate: '0', taxes: null },
    },
  ],
  taxByRate: [{ rate: '0', net: 152_835, tax: 0 }],
  ...{ net: 152_835, tax: 0, total: 152_835, paid: 100_000 },
};
const texts = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(texts)
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([name, part]) => (name === 'text' ? [String(part)] : texts(part)))
      : [];

test('it says what was frozen, in the buyer’s language and figures', () => {
  const all = texts(invoicePaper({ kind: 'invoice', number: 'INV-2026-B2-00001', document: said }));
  for (const text of [
    'Rechnung',
    'INV-2026-B2-00001',
    '1.234,56',
    '1,240',
    '−2,50',
    'Zu zahlen',
    '528,35',
    '24.11.2026',
  ])
    expect(all, text).toContain(text);
  expect(all).toContain('Łódź Ceramika\nUlica 4\n90-001 Łódź\nPL');
  expect(all).toContain('Steuerschuldnerschaft des Leistungsempfängers. PL1');
  // The seller’s own number stands under their street, and nothing where they have none.
  expect(all).toContain('14 Walcot Buildings');
  const seller = { ...said.seller, vatId: 'DE136695976' };
  const numbered = texts(invoicePaper({ kind: 'invoice', number: 'INV-1', document: { ...said, seller } }));
  expect(numbered).toContain('14 Walcot Buildings\nUSt-IdNr. DE136695976');
});

test('a credit note names its invoice; a language without words is English', () => {
  const document = { ...said, language: 'ja', creditOf: 'INV-2026-B2-00001', relief: null, total: -500, paid: -500 };
  const all = texts(invoicePaper({ kind: 'credit-note', number: 'CN-2026-B2-00001', document }));
  expect(all).toEqual(expect.arrayContaining(['Credit note', 'Credits invoice', 'INV-2026-B2-00001', '−5.00']));
  expect(all).not.toContain('To pay');
});

test('what each jurisdiction takes has a row of its own, where all that is taxed says so', () => {
  const taxes = ['New York State Sales Tax', 'New York City Sales Tax'].map((name, at) => ({
    name,
    amount: 96 + at * 12,
  }));
  const line = {
    ...said.lines[0],
    quantity: 1,
    scale: 0,
    net: 2_400,
    tax: 204,
    total: 2_604,
    taxRate: '85/1000',
    taxes,
  };
  const delivery = [
    { net: 395, tax: 34, total: 429, taxRate: '85/1000', taxes: taxes.map((each) => ({ ...each, amount: 17 })) },
  ];
  const document = {
    ...said,
    language: 'en',
    lines: [line as InvoiceDocument['lines'][number]],
    delivery,
    relief: null,
    tax: 238,
  };
  const all = texts(invoicePaper({ kind: 'invoice', number: 'INV-1', document }));
  expect(all).toEqual(
    expect.arrayContaining(['New York State Sales Tax', '1.13', 'New York City Sales Tax', '1.25', '8.5 %']),
  );
});

test('delivery that is taxed has a row for each rate, and the taxes by rate say of what', () => {
  const delivery = [
    { net: 312, tax: 63, total: 375, taxRate: '20/100', taxes: null },
    { net: 125, tax: 0, total: 125, taxRate: '0', taxes: null },
  ];
  const taxByRate = [
    { rate: '20/100', net: 10_312, tax: 2_063 },
    { rate: '0', net: 4_125, tax: 0 },
  ];
  const sums = { net: 14_437, tax: 2_063, total: 16_500, paid: 16_500 };
  const document = { ...said, language: 'en', relief: null, delivery, taxByRate, ...sums };
  const all = texts(invoicePaper({ kind: 'invoice', number: 'INV-1', document }));
  expect(all.filter((text) => text === 'Delivery')).toHaveLength(2);
  expect(all).toEqual(expect.arrayContaining(['3.75', '1.25', 'Tax 20 % · 103.12', '20.63', 'Tax 0 % · 41.25']));
});

test('a quote says until when it holds, and nothing of what was sold or paid', () => {
  const all = texts(invoicePaper({ kind: 'quote', number: 'D-7F3A0C', document: said, validUntil: '2026-12-24' }));
  expect(all).toEqual(expect.arrayContaining(['Angebot', 'D-7F3A0C', 'Gültig bis', '24.12.2026']));
  for (const word of ['Leistungsdatum', 'Bezahlt', 'Zu zahlen', 'Rechnungsdatum'])
    expect(all, word).not.toContain(word);
});

test('it becomes a PDF that carries its fonts', async () => {
  pdfmake.addVirtualFileSystem(fonts);
  const made = await pdfmake.createPdf(invoicePaper({ kind: 'invoice', number: 'INV-1', document: said })).getBuffer();
  const head = Buffer.from(made);
  expect(head.subarray(0, 5).toString()).toBe('%PDF-');
  expect(head.includes('Roboto')).toBe(true);
});

test('goods that a firm of another member accounts for are named as an exempt supply, and nothing else is', () => {
  const of = (vatId: string, evidence: string) => {
    const document = {
      ...said,
      seller: { ...said.seller, vatId },
      relief: { kind: 'reverse-charge' as const, evidence },
    };
    return texts(invoicePaper({ kind: 'invoice', number: 'INV-1', document })).join('\n');
  };
  expect(of('FR40303265045', 'PL5260001246')).toContain('PL5260001246 Steuerfreie innergemeinschaftliche Lieferung');
  for (const [own, theirs] of [
    ['PL7740001454', 'PL5260001246'],
    ['GB980780684', 'PL5260001246'],
    ['', 'PL5260001246'],
  ] as const)
    expect(of(own, theirs)).not.toContain('innergemeinschaftlich');
});
