import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importProducts } from './import-products.ts';
import { quietTalk, recordingTarget } from './testing/recording-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'tillhouse-products-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header =
  'slug,sku,name,price,compare_at_price,currency,status,description,tags,category1,option1_name,option1_value,image1_src,inventory_count,weight,custom_field.custom.glaze';
const mug = [
  'mug,MUG,Mug,0,0,GBP,active,"Holds 350 ml, safely.","table, tea",Table -> Cups,,,https://pictures.example/mug.webp,,,ash',
  'mug,MUG-M,,14.00,16.00,GBP,,,,,Colour,Moss,,26,350,',
  'mug,MUG-C,,14.50,0,GBP,,,,,Colour,Chalk,,0,350,',
  'mug,MUG-M,,17.00,,EUR,,,,,,,,,,',
];
const dirt = [
  'bowl,BOWL,Bowl,forty,,GBP,active,,,,,,,,,',
  'plate,PLATE-S,,8.00,,GBP,,,,,Size,S,,,,',
  'jug,MUG-C,Jug,34.00,,GBP,active,,,,,,,,,',
  'mug,MUG-X,Another mug,9.00,,GBP,active,,,,,,,,,',
  'cup,CUP,Cup',
];

interface Imported {
  product: {
    handle: string;
    category: string;
    tags: string[];
    options: { name: string; values: string[] }[];
    metafields: { name: string; value: string }[];
  };
  variants: { sku: string; optionValues: string[]; price: number; compareAt: number | null }[];
}

function write(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.join('\n'));
  return path;
}

test('brings in options, variants, prices of two currencies, tags, categories, metafields and opening stock', async () => {
  const shop = recordingTarget();
  const path = write('mug.csv', [header, ...mug]);
  const done = await importProducts(shop.target, quietTalk, {
    path,
    reportPath: join(folder, 'none.csv'),
    stockAt: 'Frome',
  });
  expect(done).toMatchObject({
    lines: 4,
    importedLines: 4,
    products: 1,
    variants: 2,
    stockUnits: 26,
    foreignCurrencies: ['EUR'],
  });
  const [one] = shop.rows<Imported>('catalog.importProducts', 'products');
  expect(one?.product).toMatchObject({
    handle: 'mug',
    category: 'Table > Cups',
    tags: ['table', 'tea'],
    options: [{ name: 'Colour', values: ['Moss', 'Chalk'] }],
  });
  expect(one?.product.metafields).toContainEqual({ name: 'custom.glaze', value: 'ash' });
  expect(one?.product.metafields).toContainEqual({ name: 'MUG-M.weight', value: '350' });
  expect(one?.variants).toMatchObject([
    { sku: 'MUG-M', optionValues: ['Moss'], price: 1400, compareAt: 1600 },
    { sku: 'MUG-C', optionValues: ['Chalk'], price: 1450, compareAt: null },
  ]);
  expect(shop.rows('pricing.setPrice', 'changes')).toMatchObject([{ value: 1700 }]);
  expect(shop.rows('inventory.adjust', 'lines')).toMatchObject([{ delta: 26 }]);
  const before = shop.commands.length;
  await importProducts(shop.target, quietTalk, { path, reportPath: join(folder, 'none.csv'), stockAt: 'Frome' });
  expect(shop.commands.length).toBe(before);
});

test('a row that cannot be read changes nothing and is named with its line and reason', async () => {
  const shop = recordingTarget();
  const done = await importProducts(shop.target, quietTalk, {
    path: write('dirt.csv', [header, ...mug, ...dirt]),
    reportPath: join(folder, 'dirt-rejected.csv'),
  });
  expect(done.lines).toBe(done.importedLines + done.report.total);
  const report = readFileSync(done.report.path, 'utf8').trim().split('\r\n').slice(1);
  const said = report.map((row) => row.split(',').slice(0, 3).join(' | ')).sort();
  expect(said).toEqual([
    '10 | wrong-field-count | 3 fields where the header has 16',
    '6 | bad-price | "price: ""forty"" is not a price"',
    '7 | gap | "a variant of “plate”',
    '8 | duplicate-sku | the SKU MUG-C stands on line 4 too',
    '9 | duplicate-slug | “mug” is another product on line 2: “Mug”',
  ]);
  expect(shop.rows<Imported>('catalog.importProducts', 'products').map((one) => one.product.handle)).toEqual(['mug']);
});

test('a neutralised cell comes in as the text it stands for, and goes to the report as it stood', async () => {
  const shop = recordingTarget();
  const done = await importProducts(shop.target, quietTalk, {
    path: write('neutral.csv', [
      header,
      "sum,SUM,'=SUM of parts,5.00,,GBP,active,''=x,,,,,,,,",
      "minus,MINUS,=A1,forty,,GBP,active,'=x,,,,,,,,",
    ]),
    reportPath: join(folder, 'neutral-rejected.csv'),
  });
  expect(shop.rows<Imported>('catalog.importProducts', 'products')[0]?.product).toMatchObject({
    title: '=SUM of parts',
    description: "'=x",
  });
  expect(readFileSync(done.report.path, 'utf8')).toContain(",'=A1,forty,,GBP,active,'=x,");
});

test('what the shop refuses is left out alone, and said by the shop’s own words', async () => {
  const shop = recordingTarget(({ name, args }) => {
    const products = args.products as unknown as Imported[] | undefined;
    if (name !== 'catalog.importProducts' || !products?.some((one) => one.product.handle === 'piece-3')) return null;
    return {
      status: 'refused',
      code: 'catalog.handle-taken',
      message: 'The address belongs to another product.',
      details: {},
    };
  });
  const rows = Array.from({ length: 9 }, (_, n) => `piece-${n},PIECE-${n},Piece ${n},5.00,,GBP,active,,,,,,,,,`);
  const done = await importProducts(shop.target, quietTalk, {
    path: write('pieces.csv', [header, ...rows]),
    reportPath: join(folder, 'pieces-rejected.csv'),
  });
  expect([done.products, done.report.total]).toEqual([8, 1]);
  expect(readFileSync(done.report.path, 'utf8')).toContain(
    '5,catalog.handle-taken,The address belongs to another product.',
  );
});
