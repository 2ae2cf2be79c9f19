import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAt, takeIn } from '../../renderer/features/products/files/take-products.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

/** Files of other shop systems, brought in at a desk. */
let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
beforeEach(async () => {
  folder = await seededFolder({ products: 5, variantsEach: 1 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

const quiet = { progress: () => {}, stopped: () => false };
const utf8 = (rows: readonly string[]) => new TextEncoder().encode(rows.join('\n'));

async function look(bytes: Uint8Array) {
  const found = await lookAt(desk.bridge, bytes, randomUUID, { reading: quiet, comparing: quiet });
  if (found?.kind !== 'shop') throw new Error('not a file of another shop system');
  return found;
}

async function recordOf(handle: string) {
  const { handles } = await desk.bridge.query('products.codes', {
    ...{ handles: [handle], skus: [], codes: [], variantIds: [] },
  });
  const [record] = await desk.bridge.query('products.records', { ids: handles.map(([, id]) => id) });
  return record;
}

const classic = [
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Taxable,Variant Barcode,Image Src,Gift Card,Cost per item,Status,Season',
  `mug,"'=Mug, stoneware",<p>Holds <b>350 ml</b>.</p>,Kiln Row,Mugs,"table, tea",true,Colour,Moss,MUG-M,350,shopify,26,14.00,16.00,true,'5901234123457,https://p.example/m.jpg,false,5.60,active,Winter`,
  'mug,,,,,,,,Chalk,MUG-C,350,shopify,4,14.50,,true,,,,,,',
  'mug,,,,,,,,,,,,,,,,,https://p.example/2.jpg,,,,',
  'bowl,Bowl,,,,,true,Title,Default Title,BOWL,0,,0,forty,,true,,,false,,active,',
  'jug,Jug,,,,,true,Title,Default Title,JUG,0,,0,9.00,,true,5901234123450,,false,,active,',
  'cup,Cup,,,,,true,Title,Default Title,SKU-000001,0,,0,9.00,,true,,,false,,active,',
];

test('Shopify, older columns: looked at first, with each row that cannot be taken, then written; the neutralising mark comes off', async () => {
  const found = await look(utf8(classic));
  expect(found.plan).toMatchObject({ dialect: 'shopify-old', rows: 6, here: 0, keptAside: ['season'] });
  expect(found.plan.products.map(({ product }) => product.handle)).toEqual(['mug']);
  expect(found.plan.problems).toMatchObject([
    { line: 5, about: 'BOWL', reason: expect.stringContaining('"forty" is not a price'), fields: { length: 22 } },
    { line: 6, about: 'JUG', reason: expect.stringContaining('its last digit should be 7') },
    { line: 7, about: 'SKU-000001', reason: 'the SKU SKU-000001 belongs to another variant here' },
  ]);
  expect(await recordOf('mug')).toBeUndefined();

  const [place] = (await desk.bridge.query('session.state', {})).locations;
  const done = await takeIn(desk.bridge, found, quiet, { stockAt: place?.id ?? null, pricesAsOwn: false });
  expect(done).toEqual({ made: 1, changed: 0, shop: { variants: 2, units: 30 }, refused: [], stopped: false });
  expect(await recordOf('mug')).toMatchObject({
    ...{ title: '=Mug, stoneware', description: 'Holds 350 ml.', supplier: 'Kiln Row', tags: ['table', 'tea'] },
    options: [{ name: 'Colour', values: ['Moss', 'Chalk'] }],
    metafields: expect.arrayContaining([{ name: 'season', value: 'Winter' }]),
    variants: [
      {
        sku: 'MUG-M',
        barcodes: ['05901234123457'],
        cost: { amount: 560 },
        prices: [{ amount: 1_400, compareAt: 1_600 }],
      },
      { sku: 'MUG-C', prices: [{ amount: 1_450 }] },
    ],
  });
});

test('the same file again adds nothing, counts nothing twice, and names variants that are not there', async () => {
  const [place] = (await desk.bridge.query('session.state', {})).locations;
  const rows = classic.slice(0, 4);
  await takeIn(desk.bridge, await look(utf8(rows)), quiet, { stockAt: place?.id ?? null, pricesAsOwn: false });
  const again = await look(utf8([...rows, 'mug,,,,,,,,Sky,MUG-S,350,shopify,9,15.00,,true,,,,,,']));
  expect(again.plan).toMatchObject({ products: [], here: 1 });
  expect(again.plan.problems).toMatchObject([
    { line: 5, about: 'MUG-S', reason: expect.stringContaining('here already') },
  ]);
  expect(await takeIn(desk.bridge, again, quiet, { stockAt: place?.id ?? null, pricesAsOwn: false })).toMatchObject({
    ...{ made: 0, shop: { variants: 0, units: 0 }, refused: [] },
  });
  expect((await recordOf('mug'))?.variants).toHaveLength(2);
});

test('Shopify, new columns, in UTF-16 with tabs: a spreadsheet saved it so', async () => {
  const text = [
    'Title\tURL handle\tDescription\tStatus\tSKU\tPrice\tCharge tax\tInventory tracker\tInventory quantity\tGift card',
    'Café jug\t\tPlain\tDraft\tCJUG\t1.234,56\tTRUE\tshopify\t5\tFALSE',
  ].join('\r\n');
  const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer)]);
  const found = await look(utf16);
  expect(found.plan).toMatchObject({ dialect: 'shopify-new', rows: 1, problems: [] });
  await takeIn(desk.bridge, found, quiet);
  expect(await recordOf('cafe-jug')).toMatchObject({
    ...{ title: 'Café jug', status: 'draft', variants: [{ sku: 'CJUG', prices: [{ amount: 123_456 }] }] },
  });
});

test('WooCommerce in Windows-1252 with semicolons: variations wherever they stand', async () => {
  const text = [
    'ID;Type;SKU;Name;Published;Stock;Sale price;Regular price;Parent;Attribute 1 name;Attribute 1 value(s);Weight (kg)',
    '12;variation;TEE-M;Tee - M;1;4;;20,00;id:11;Size;M;0,2',
    '11;variable;TEE;T\xE9e;1;;;;;Size;M;',
    '14;simple;POT;Pot;0;7;6,00;8,00;;Glaze;Ash;',
    '16;grouped;SET;Set;1;;;;;;;',
  ].join('\n');
  const found = await look(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  expect(found.plan).toMatchObject({ dialect: 'woocommerce', rows: 4 });
  expect(found.plan.problems).toMatchObject([{ line: 5, about: 'SET', reason: expect.stringContaining('“grouped”') }]);
  expect(await takeIn(desk.bridge, found, quiet)).toMatchObject({ made: 2, shop: { variants: 2, units: 0 } });
  expect(await recordOf('tee')).toMatchObject({ title: 'Tée', variants: [{ sku: 'TEE-M' }] });
  expect(await recordOf('pot')).toMatchObject({
    ...{ status: 'draft', variants: [{ prices: [{ amount: 600, compareAt: 800 }] }] },
  });
});

test('Spree: prices in other money go into a list of their own, a second file into the same one', async () => {
  const head = 'slug,sku,name,price,currency,status,option1_name,option1_value,inventory_count';
  const found = await look(
    utf8([
      head,
      'jar,JAR,Jar,0,GBP,active,,,',
      'jar,JAR-S,,4.00,GBP,,Size,S,2',
      'jar,JAR-S,,5.00,EUR,,,,',
      'tin,TIN,Tin,7.00,USD,active,,,',
    ]),
  );
  expect(found.plan).toMatchObject({ dialect: 'spree', rows: 4, problems: [] });
  expect(await takeIn(desk.bridge, found, quiet)).toMatchObject({ made: 2, refused: [] });
  expect((await recordOf('jar'))?.variants[0]?.prices).toMatchObject([
    { list: null, amount: 400 },
    { list: 'Imported EUR', currency: 'EUR', amount: 500 },
  ]);
  expect((await recordOf('tin'))?.variants[0]?.prices).toMatchObject([{ list: 'Imported USD', amount: 700 }]);
  const asOwn = await look(utf8([head, 'pot,POT,Pot,8.00,USD,active,,,']));
  await takeIn(desk.bridge, asOwn, quiet, { stockAt: null, pricesAsOwn: true });
  expect((await recordOf('pot'))?.variants[0]?.prices).toMatchObject([{ list: null, amount: 800 }]);
  const more = await look(utf8([head, 'pan,PAN,Pan,9.00,USD,active,,,']));
  expect(await takeIn(desk.bridge, more, quiet)).toMatchObject({ made: 1, refused: [] });
});

test('what the shop refuses meanwhile is told by every row of it, and the rest goes on; a stop keeps whole parts', async () => {
  const found = await look(
    utf8(classic.slice(0, 4).concat('lid,Lid,,,,,true,Title,Default Title,LID,0,,0,2.00,,true,,,false,,active,')),
  );
  expect(found.plan.products).toHaveLength(2);
  const other = await look(
    utf8([classic[0] ?? '', 'other,Other,,,,,true,Title,Default Title,MUG-C,0,,0,2.00,,true,,,false,,active,']),
  );
  await takeIn(desk.bridge, other, quiet);
  const done = await takeIn(desk.bridge, found, quiet);
  expect(done).toMatchObject({ made: 1, shop: { variants: 1 } });
  expect(done.refused.map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(await recordOf('lid')).toBeDefined();
  expect(await takeIn(desk.bridge, found, { ...quiet, stopped: () => true })).toMatchObject({ made: 0, stopped: true });
});

test('ten thousand products: read and looked at without a long silence', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => `${n},simple,W-${n},"Piece, ${n}",1,3,,9.00,,,,`);
  const head =
    'ID,Type,SKU,Name,Published,Stock,Sale price,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Weight (kg)';
  let [last, longest] = [performance.now(), 0];
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const found = await look(utf8([head, ...rows]));
  clearInterval(beat);
  expect(found.plan.products).toHaveLength(10_000);
  expect(longest).toBeLessThan(2_000);
});
