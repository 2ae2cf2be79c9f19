import { expect, test } from 'vitest';
import { changesOf, type KnownProduct, pasted, rowsOf } from './bulk-sizes.ts';

const size = { length: 120, width: 95, height: 100 };
const products: KnownProduct[] = [
  {
    ...{ id: 'mug', title: 'Mug' },
    known: {
      product: { hsCode: '691110', origin: 'PT', grams: 380, size },
      variants: [
        { variantId: 'moss', title: 'Moss', sku: 'M', facts: null },
        { variantId: 'tide', title: 'Tide', sku: 'T', facts: { hsCode: '', origin: 'CN', grams: null, size: null } },
      ],
    },
  },
  {
    ...{ id: 'card', title: 'Card' },
    known: { product: null, variants: [{ variantId: 'one', title: '', sku: 'C', facts: null }] },
  },
];
const none = new Map();

test('a row a product, and one a variant where there are several, with what holds where nothing is typed', () => {
  expect(rowsOf(products, none).map(({ name, grams, size: said, usual }) => [name, grams, said, usual?.grams])).toEqual(
    [
      ['Mug', '380', '120 × 95 × 100', undefined],
      ['Moss', '', '', '380'],
      ['Tide', '', '', '380'],
      ['Card', '', '', undefined],
    ],
  );
});

test('cells of a spreadsheet go down from where they are pasted, sizes in one cell or in three', () => {
  const rows = rowsOf(products, none);
  const typed = pasted(
    rows,
    rows[1]?.key ?? '',
    'grams',
    '390\t120\t95\t101\r\n400\t120 x 95 x 102\r\n12\r\n99\t1\t1\t1\r\n',
  );
  expect(rowsOf(products, typed).map(({ grams, size: said }) => [grams, said])).toEqual([
    ['380', '120 × 95 × 100'],
    ['390', '120 × 95 × 101'],
    ['400', '120 x 95 x 102'],
    ['12', ''],
  ]);
  expect([...pasted(rows, 'nowhere', 'grams', '1\n2')]).toEqual([]);
  const sides = pasted(rows, rows[3]?.key ?? '', 'size', '1\t2\t3');
  expect(rowsOf(products, sides)[3]).toMatchObject({ grams: '', size: '1 × 2 × 3' });
});

test('one command a product that differs, with all that it said before and how it was', () => {
  const [mug, , tide, card] = rowsOf(products, none);
  const typed = new Map([
    [tide?.key ?? '', { grams: '400' }],
    [mug?.key ?? '', { size: '120×95×100' }],
  ]);
  const { changes, wrong } = changesOf(products, typed);
  expect(wrong.size).toBe(0);
  expect(changes).toEqual([
    {
      productId: 'mug',
      facts: [
        { variantId: null, hsCode: '691110', origin: 'PT', grams: 380, size },
        { variantId: 'moss', hsCode: '', origin: '', grams: null, size: null },
        { variantId: 'tide', hsCode: '', origin: 'CN', grams: 400, size: null },
      ],
      before: [
        { variantId: null, hsCode: '691110', origin: 'PT', grams: 380, size },
        { variantId: 'moss', hsCode: '', origin: '', grams: null, size: null },
        { variantId: 'tide', hsCode: '', origin: 'CN', grams: null, size: null },
      ],
    },
  ]);
  expect(changesOf(products, none).changes).toEqual([]);
  const bad = changesOf(products, new Map([[card?.key ?? '', { grams: '1.5 kg' }]]));
  expect([...bad.wrong]).toEqual([[card?.key, 'A weight is whole grams.']]);
});
