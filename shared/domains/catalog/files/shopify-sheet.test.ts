import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { nastyByHand, productWith, variantWith } from './testing/nasty-catalogue.ts';
import { writerOf } from './writer.ts';

const shop = { currency: 'GBP', lists: [], taxClasses: [] };

function rowsOf(products: ReturnType<typeof nastyByHand>) {
  const writer = writerOf('shopify', shop, true);
  const rows = parse(writer.head() + writer.products(products) + writer.end(), { bom: true, columns: true });
  return { rows: rows as Record<string, string>[], left: writer.leftOut() };
}

test('fills Shopify’s columns from what there is, the first row of a product with what is said of it', () => {
  const { rows, left } = rowsOf(nastyByHand());
  const mug = rows.filter((row) => row['URL handle'] === 'product-1');
  // The archived variant has no place there.
  expect([mug.length, left]).toEqual([2, { products: 0, variants: 1 }]);
  expect(mug[0]).toMatchObject({
    Title: `'=HYPERLINK("http://bad.example","Mug, 35 cl")`,
    Type: "'@home",
    Tags: 'tea  coffee, =cmd, o\'clock, a"b',
    'Option1 name': 'Colour',
    'Option2 value': "'0123",
    Price: '14.00',
    'Compare-at price': '16.00',
    'Cost per item': '4.80',
    Barcode: "'614141000036",
    'Weight value (grams)': '380',
    Status: 'active',
    'Gift card': 'FALSE',
  });
  expect(mug[0]?.['Description']).toContain('Two lines<br>and a "quote"');
  expect(mug[1]).toMatchObject({ Title: '', 'Option1 name': '', 'Option1 value': 'Moss', Price: '' });
});

test('a product without options is one of a default title; one that is not taxed or not counted says so', () => {
  const plain = productWith(7, { taxClass: 'zero', soldOnline: false, variants: [variantWith(7, { tracked: false })] });
  expect(rowsOf([plain]).rows).toMatchObject([
    {
      'Option1 name': 'Title',
      'Option1 value': 'Default Title',
      'Charge tax': 'FALSE',
      'Inventory tracker': '',
      'Published on online store': 'FALSE',
    },
  ]);
});

test('a product with four options is left out and counted', () => {
  const options = ['A', 'B', 'C', 'D'].map((name) => ({ name, values: ['1'] }));
  const four = productWith(8, { options, variants: [variantWith(8, { optionValues: ['1', '1', '1', '1'] })] });
  expect(rowsOf([four])).toEqual({ rows: [], left: { products: 1, variants: 0 } });
});
