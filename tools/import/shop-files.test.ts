import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { htmlText } from '@tillhouse/shared/domains/catalog/files/shops/html-text.ts';
import { importProducts } from './import-products.ts';
import { quietTalk, recordingTarget } from './testing/recording-target.ts';

/** Product files as other shop systems write them. */
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-shops-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Imported {
  readonly product: Record<string, unknown> & { readonly metafields: { name: string; value: string }[] };
  readonly variants: readonly (Record<string, unknown> & { readonly sku: string })[];
}

async function bring(name: string, rows: readonly string[], stockAt?: string) {
  const shop = recordingTarget();
  const [path, reportPath] = [join(folder, name), join(folder, `${name}-rejected.csv`)];
  writeFileSync(path, rows.join('\n'));
  const done = await importProducts(shop.target, quietTalk, { path, reportPath, stockAt });
  const products = shop.rows<Imported>('catalog.importProducts', 'products');
  const rejected = done.report.total > 0 ? readFileSync(reportPath, 'utf8') : '';
  const stock = shop.rows<{ delta: number }>('inventory.adjust', 'lines');
  return { done, products, rejected, stock };
}

const classic = [
  'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Taxable,Variant Barcode,Image Src,Gift Card,Variant Image,Cost per item,Status',
  `mug,Stoneware mug,"<p>Holds <b>350&nbsp;ml</b>.</p><ul><li>Dishwasher safe</li></ul>",Kiln Row,Home > Cups,Mugs,"table, tea",true,Colour,Moss,Size,S,MUG-M,350,shopify,26,14.00,16.00,true,'0501234500001,https://p.example/mug.jpg,false,https://p.example/moss.jpg,5.60,active`,
  'mug,,,,,,,,,Chalk,,S,,350,shopify,3,14.50,,true,,https://p.example/2.jpg,,,,',
  'mug,,,,,,,,,,,,,,,,,,,,https://p.example/3.jpg,,,,',
  'wrap,Gift wrapping,,Shop,,,,false,Title,Default Title,,,WRAP,0,,0,2.50,,false,,,false,,,draft',
  'card,Gift card,,Shop,,,,true,Amount,10,,,CARD,0,,,10.00,,false,,,true,,,active',
  'card,,,,,,,,,20,,,CARD-20,0,,,20.00,,false,,,,,,',
  'mug,Another mug,,,,,,,,Sky,,S,MUG-X,0,,,9.00,,true,,,,,,',
  'lost,,,,,,,,,,,,,,,,,,,,https://p.example/9.jpg,,,,',
  'bowl,Bowl,,,,,,,Title,Default Title,,,BOWL,0,,,"12,50,1",,true,,,,,,active',
  'bowl,,,,,,,,,,,,,,,,,,,,https://p.example/b.jpg,,,,',
];

test('Shopify, as it exported for years: options by the first row, pictures aside, gift cards left out', async () => {
  const { done, products, rejected, stock } = await bring('classic.csv', classic, 'Frome');
  expect(done).toMatchObject({ source: 'shopify', lines: 10, importedLines: 4, products: 2, variants: 3 });
  expect(done.importedLines + done.report.total).toBe(done.lines);
  const [mug, wrap] = products;
  expect(mug?.product).toMatchObject({
    ...{ handle: 'mug', title: 'Stoneware mug', supplier: 'Kiln Row', category: 'Home > Cups', status: 'active' },
    description: 'Holds 350 ml.\n• Dishwasher safe',
    ...{ tags: ['table', 'tea'], taxClass: 'standard', soldOnline: true, image: 'https://p.example/moss.jpg' },
    options: [
      { name: 'Colour', values: ['Moss', 'Chalk'] },
      { name: 'Size', values: ['S'] },
    ],
  });
  expect(mug?.product.metafields).toEqual([{ name: 'product_type', value: 'Mugs' }]);
  expect(wrap?.variants[0]).not.toHaveProperty('grams');
  expect(mug?.variants).toMatchObject([
    { sku: 'MUG-M', price: 1_400, compareAt: 1_600, cost: 560, barcodes: ['0501234500001'], tracked: true, grams: 350 },
    { sku: 'MUG-CHALK-S', optionValues: ['Chalk', 'S'], price: 1_450, compareAt: null },
  ]);
  expect(wrap).toMatchObject({
    product: { status: 'draft', soldOnline: false, taxClass: 'zero', options: [] },
    variants: [{ sku: 'WRAP', tracked: false, optionValues: [] }],
  });
  expect(stock.map(({ delta }) => delta)).toEqual([26, 3]);
  for (const code of ['gift-card', 'duplicate-slug', 'gap', 'bad-price', 'no-variants'])
    expect(rejected).toContain(code);
});

test('Shopify, as it exports since 2024, with another order of columns and semicolons', async () => {
  const { done, products } = await bring('newer.csv', [
    'Title;URL handle;Description;Vendor;Type;Tags;Published on online store;Status;SKU;Barcode;Option1 name;Option1 value;Price;Compare-at price;Cost per item;Charge tax;Inventory tracker;Inventory quantity;Product image URL;Gift card;Colour (product.metafields.shopify.color)',
    'Café jug;;Plain words & all;Kiln;Jugs;;TRUE;Active;JUG;;;;"1.234,56";;;TRUE;shopify;5;;FALSE;blue',
  ]);
  expect(done).toMatchObject({ source: 'shopify', lines: 1, importedLines: 1, products: 1 });
  expect(products[0]?.product).toMatchObject({ handle: 'cafe-jug', status: 'active', options: [] });
  expect(products[0]?.product.description).toBe('Plain words & all');
  expect(products[0]?.product.metafields).toContainEqual({
    ...{ name: 'colour (product.metafields.shopify.color)', value: 'blue' },
  });
  expect(products[0]?.variants).toMatchObject([{ sku: 'JUG', price: 123_456 }]);
});

test('WooCommerce: variations by their parent, wherever they stand, sale prices, and what is only a link left out', async () => {
  const { done, products, rejected, stock } = await bring(
    'woo.csv',
    [
      'ID,Type,SKU,Name,Published,Short description,Description,Tax status,Tax class,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 global,Meta: _glaze',
      '12,variation,TEE-M,Tee - M,1,,,taxable,parent,1,4,,20.00,,,,id:11,Size,M,1,',
      '11,variable,TEE,Tee,1,Short,<p>Long</p>,taxable,,1,,,,"Clothes > Tees, Sale",soft,"https://p.example/t.jpg, https://p.example/u.jpg",,Size,"M, L",1,',
      '13,variation,,Tee - L,1,,,taxable,parent,1,,15.00,20.00,,,,TEE,Size,L,1,',
      '14,simple,POT,Pot,0,,,none,,1,7,,8.00,,,,,Glaze,Ash,0,ash',
      '15,simple,POT-2,Pot,1,,,taxable,reduced-rate,1,,,9.00,,,,,,,,',
      '16,grouped,SET,Set,1,,,,,,,,,,,,,,,,',
      '17,variation,X,Lost,1,,,,,1,,,1.00,,,,id:99,Size,M,1,',
    ],
    'Frome',
  );
  expect(done).toMatchObject({ source: 'woocommerce', lines: 7, importedLines: 5, products: 3, variants: 4 });
  expect(done.importedLines + done.report.total).toBe(done.lines);
  const [tee, pot, other] = products;
  expect(tee?.product).toMatchObject({
    ...{ handle: 'tee', description: 'Long', category: 'Clothes > Tees', image: 'https://p.example/t.jpg' },
    options: [{ name: 'Size', values: ['M', 'L'] }],
  });
  expect(tee?.variants).toMatchObject([
    { sku: 'TEE-M', price: 2_000, compareAt: null, tracked: true },
    { sku: 'WOO-13', price: 1_500, compareAt: 2_000, tracked: false },
  ]);
  expect(pot?.product).toMatchObject({ handle: 'pot', status: 'draft', taxClass: 'zero' });
  expect(pot?.product.metafields).toEqual(
    expect.arrayContaining([
      { name: 'Glaze', value: 'Ash' },
      { name: 'meta: _glaze', value: 'ash' },
    ]),
  );
  expect(other?.product).toMatchObject({ handle: 'pot-15', taxClass: 'reduced' });
  expect(stock.map(({ delta }) => delta)).toEqual([4, 7]);
  expect(rejected).toContain('woo-type');
  expect(rejected).toContain('id:99');
});

test('weights and sizes in the units of their files; what is none of them is named by its row', async () => {
  const woo = await bring('woo-sizes.csv', [
    'ID,Type,SKU,Name,Published,Stock,Regular price,Parent,Weight (lbs),Length (in),Width (in),Height (in)',
    '1,simple,BOOK,Book,1,1,5.00,,1.5,10,"7,5",0.5',
    '2,simple,AIR,Air,1,1,5.00,,,0,0,0',
    '3,simple,POLE,Pole,1,1,5.00,,2,70,,',
    '4,simple,STONE,Stone,1,1,5.00,,heavy,,,',
    '5,simple,MOON,Moon,1,1,5.00,,1,9999,1,1',
    '6,simple,HOLE,Hole,1,1,5.00,,-1,,,',
    '7,simple,DUST,Dust,1,1,5.00,,0.0001,,,',
  ]);
  // 1.5 lb are 680.39 g, 7.5 in are 190.5 mm.
  expect(woo.products.flatMap(({ variants }) => variants)).toMatchObject([
    { sku: 'BOOK', grams: 680, size: { length: 254, width: 191, height: 13 } },
    { sku: 'AIR' },
    { sku: 'DUST', grams: 1 },
  ]);
  expect(woo.products[1]?.variants[0]).not.toHaveProperty('size');
  expect(woo.done.importedLines + woo.done.report.total).toBe(7);
  const rows = woo.rejected.split('\n');
  for (const [sku, reason] of [
    ['POLE', 'only some of length, width and height'],
    ['STONE', 'heavy'],
    ['MOON', '9999 in is more'],
    ['HOLE', 'below zero'],
  ] as const)
    expect(rows.find((row) => row.includes(sku))).toContain(reason);
  const newer = await bring('newer-sizes.csv', [
    'Title,URL handle,SKU,Price,Weight value (grams),Weight unit for display',
    'Jug,jug,JUG,5.00,1250.5,kg',
  ]);
  expect(newer.products[0]).toMatchObject({ variants: [{ grams: 1_251 }], product: { metafields: [] } });
  const spree = await bring('spree-sizes.csv', [
    'slug,sku,name,price,weight,weight_unit,depth,width,height,dimensions_unit',
    'jug,JUG,Jug,5.00,1.25,kg,30,20,10,cm',
    'mug,MUG,Mug,5.00,3,stone,,,,',
    'cup,CUP,Cup,5.00,3,,,,,',
  ]);
  expect(spree.products.flatMap(({ variants }) => variants)).toMatchObject([
    { sku: 'JUG', grams: 1_250, size: { length: 300, width: 200, height: 100 } },
  ]);
  expect(spree.rejected).toContain('“stone” is no unit of weight');
  expect(spree.rejected).toContain('“” is no unit of weight');
});

test('a page is read as its words', () => {
  expect(htmlText('a < b & c')).toBe('a < b & c');
  expect(htmlText('<script>alert(1)</script>Tea &amp; <i>cake</i>&#33;<br/>&#x41;&nope;')).toBe('Tea & cake!\nA&nope;');
});

test('a file of none of these is refused before anything is sent, with what it has', async () => {
  const shop = recordingTarget();
  const path = join(folder, 'other.csv');
  writeFileSync(path, 'article,amount\n1,2\n');
  const options = { path, reportPath: join(folder, 'x.csv') };
  await expect(importProducts(shop.target, quietTalk, options)).rejects.toThrow(/article, amount.*Nothing was changed/);
  expect(shop.commands).toEqual([]);
});
