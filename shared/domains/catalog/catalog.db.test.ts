import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, productArgs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { prices } from '../pricing/schema.ts';
import { customsFacts } from './customs-schema.ts';
import { barcodes, fieldConflicts, productMetafields, products, variantCosts, variants } from './schema.ts';

const { product, variant } = productArgs;
const P = testId(0x500);
const V = (n: number) => testId(0x600 + n);
const ewa = { ...owner, id: testId(0xa7), name: 'Ewa Nowak' };

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});
const one = async (id: string) => (await two.rows(products)).find((row) => row.id === id);
const oneVariant = async (id: string) => (await two.rows(variants)).find((row) => row.id === id);

describe('catalog.createProduct', () => {
  const jug = {
    product: product(P, 'Dipped jug, 1.2 l', { options: [{ name: 'Glaze', values: ['Tide', 'Moss'] }] }),
    variants: [
      variant(V(1), 'JUG-TI', 3400, {
        optionValues: ['Tide'],
        gtin: '614141000036',
        cost: 1180,
        barcodes: ['SHELF-b4'],
      }),
      variant(V(2), 'JUG-MO', 3400, { optionValues: ['Moss'], price: null }),
    ],
  };

  test('makes handle, variants, codes, prices and costs', async () => {
    const result = await two.run('catalog.createProduct', jug);
    expect(await one(P)).toMatchObject({ handle: 'dipped-jug-1-2-l', updatedBy: 'Priya Nair' });
    expect(await oneVariant(V(2))).toMatchObject({ position: 1, title: 'Moss', gtin: null });
    const codes = (await two.rows(barcodes)).filter((row) => row.variantId === V(1)).map(({ code }) => code);
    expect(codes).toEqual(['00614141000036', 'SHELF-b4']);
    expect((await two.rows(prices)).filter((row) => [V(1), V(2)].includes(row.variantId))).toHaveLength(1);
    expect((await two.rows(variantCosts)).find((row) => row.variantId === V(1))).toMatchObject({
      cost: 1180,
      currency: 'GBP',
    });
    expect(result.events.map(({ event }) => event.name)).toEqual(['catalog.product-created']);
  });

  test('refuses a SKU that is taken or stands twice, a handle, a code, a wrong digit, and missing option values', async () => {
    const with1 = (more: object) => ({ ...jug, variants: [{ ...jug.variants[0], ...more }] });
    expect(await two.refuse('catalog.createProduct', with1({ sku: 'MUG-MOS' }), 'catalog.sku-taken')).toEqual({
      sku: 'MUG-MOS',
      variantId: shop.moss,
      productId: shop.mug,
    });
    const twice = { ...jug, variants: [jug.variants[0], { ...jug.variants[1], sku: 'JUG-TI' }] };
    await two.refuse('catalog.createProduct', twice, 'catalog.sku-repeated');
    await two.refuse(
      'catalog.createProduct',
      { ...jug, product: { ...jug.product, title: 'Stoneware mug' } },
      'catalog.handle-taken',
    );
    await two.refuse('catalog.createProduct', with1({ gtin: '05060912440320' }), 'catalog.barcode-taken');
    await two.refuse('catalog.createProduct', with1({ gtin: '5060912440321' }), 'catalog.gtin-check-digit');
    await two.refuse('catalog.createProduct', with1({ gtin: '12345' }), 'catalog.gtin-invalid');
    await two.refuse('catalog.createProduct', with1({ optionValues: [] }), 'catalog.options-differ');
    await two.refuse('catalog.createProduct', with1({ unknown: 1 }), 'command.invalid-arguments');
    await two.refuse('catalog.createProduct', with1({ sku: 'a\0b' }), 'command.invalid-arguments');
    await two.refuse('catalog.createProduct', jug, 'command.forbidden', { actor: personAs('Till') });
  });

  test('a file brought in again adds nothing', async () => {
    await two.run('catalog.importProducts', { products: [jug] });
    const before = await two.rows(products);
    const renamed = { ...jug, product: { ...jug.product, title: 'Other' } };
    await two.run('catalog.importProducts', { products: [renamed] });
    expect(await two.rows(products)).toEqual(before);
    const clash = { product: product(testId(0x501), 'Jug'), variants: [variant(V(9), 'MUG-MOS', 1)] };
    await two.refuse('catalog.importProducts', { products: [clash] }, 'catalog.sku-taken');
  });

  test('weights and sizes come with a product: said of it where all of its variants say the same, and never twice', async () => {
    const size = { length: 120, width: 95, height: 100 };
    const facts = async () =>
      (await two.rows(customsFacts)).map(({ subjectId, grams, length }) => [subjectId, grams, length]);
    const alike = jug.variants.map((each) => ({ ...each, grams: 900, size }));
    await two.run('catalog.importProducts', { products: [{ ...jug, variants: alike }] });
    expect(await facts()).toEqual([[jug.product.id, 900, 120]]);
    // Brought in again with others nothing of it changes: a person may have weighed it since.
    const heavier = jug.variants.map((each) => ({ ...each, grams: 1 }));
    await two.run('catalog.importProducts', { products: [{ ...jug, variants: heavier }] });
    expect(await facts()).toEqual([[jug.product.id, 900, 120]]);
    const rust = variant(V(3), 'MUG-RUS', 1400, { optionValues: ['Rust'], grams: 410 });
    await two.run('catalog.addVariants', { productId: shop.mug, variants: [rust] });
    expect(await facts()).toContainEqual([V(3), 410, null]);
    const flat = { ...jug.variants[0], size: { length: 0, width: 1, height: 1 } };
    await two.refuse('catalog.createProduct', { ...jug, variants: [flat] }, 'command.invalid-arguments');
  });

  test('variants are added, and the options grow', async () => {
    const rust = variant(V(3), 'MUG-RUS', 1400, { optionValues: ['Rust'] });
    await two.run('catalog.addVariants', { productId: shop.mug, variants: [rust] });
    expect((await one(shop.mug))?.options).toEqual([{ name: 'Glaze', values: ['Moss', 'Tide', 'Rust'] }]);
    expect(await oneVariant(V(3))).toMatchObject({ position: 2 });
    const again = { ...rust, id: V(4), sku: 'MUG-RUS-2' };
    await two.refuse('catalog.addVariants', { productId: shop.mug, variants: [again] }, 'catalog.variant-repeated');
    await two.refuse('catalog.addVariants', { productId: P, variants: [rust] }, 'catalog.product-unknown');
  });
});

describe('catalog.editProduct and editVariant', () => {
  const edit = (field: string, base: unknown, value: unknown) => ({
    productId: shop.mug,
    patch: { [field]: { base, value } },
  });

  test('edits of different fields merge', async () => {
    await two.run('catalog.editProduct', edit('category', 'Tableware', 'Mugs'));
    await two.run('catalog.editProduct', edit('supplier', 'Kiln Row Pottery', 'Harrow Kiln'), { actor: ewa });
    expect(await one(shop.mug)).toMatchObject({ category: 'Mugs', supplier: 'Harrow Kiln', updatedBy: 'Ewa Nowak' });
    expect(await two.rows(fieldConflicts)).toEqual([]);
  });

  test('of the same field the last wins and the other is kept', async () => {
    await two.run('catalog.editProduct', edit('description', '', 'Hand wash only.'));
    await two.run('catalog.editProduct', edit('description', '', 'Dishwasher safe.'), { actor: ewa });
    expect((await one(shop.mug))?.description).toBe('Dishwasher safe.');
    expect(await two.rows(fieldConflicts)).toMatchObject([
      { field: 'description', base: '', kept: 'Dishwasher safe.', lost: 'Hand wash only.', lostBy: 'Priya Nair' },
    ]);
    await two.run('catalog.editProduct', edit('image', null, 'still:mug'));
    await two.run('catalog.editProduct', edit('image', null, 'still:bowl'));
    expect(await two.rows(fieldConflicts)).toHaveLength(2);
  });

  test('a tax class or SKU changed meanwhile is refused with both values', async () => {
    await two.run('catalog.editProduct', edit('taxClass', 'standard', 'zero'));
    const details = await two.refuse(
      'catalog.editProduct',
      edit('taxClass', 'standard', 'reduced'),
      'catalog.field-changed',
    );
    expect(details).toMatchObject({ field: 'taxClass', base: 'standard', current: 'zero', value: 'reduced' });
    const sku = (base: string, value: string) => ({ variantId: shop.moss, patch: { sku: { base, value } } });
    await two.run('catalog.editVariant', sku('MUG-MOS', 'MUG-MOSS'));
    await two.refuse('catalog.editVariant', sku('MUG-MOS', 'MUG-M'), 'catalog.field-changed');
    await two.refuse('catalog.editVariant', sku('MUG-MOSS', 'MUG-TID'), 'catalog.sku-taken');
    await two.refuse('catalog.editProduct', edit('handle', 'stoneware-mug', 'gift-wrap'), 'catalog.handle-taken');
  });

  test('a new GTIN takes the place of the old one among the codes', async () => {
    await two.run('catalog.editVariant', {
      variantId: shop.moss,
      patch: { gtin: { base: '5060912440320', value: '614141000036' } },
    });
    const codes = (await two.rows(barcodes)).filter((row) => row.variantId === shop.moss);
    expect(codes.map(({ code }) => code)).toEqual(['00614141000036']);
  });

  test('what is in one of it is kept whole; a weight with a price a litre is no measure', async () => {
    const measure = (base: unknown, value: unknown) => ({
      variantId: shop.moss,
      patch: { measure: { base, value } },
    });
    const honey = { amount: 340, scale: 0, unit: 'g', per: 'kg' };
    await two.run('catalog.editVariant', measure(null, honey));
    const row = async () => (await two.rows(variants)).find(({ id }) => id === shop.moss);
    expect(await row()).toMatchObject({ measure: honey });
    const wrong = { ...honey, per: 'l' };
    await two.refuse('catalog.editVariant', measure(honey, wrong), 'command.invalid-arguments');
    await two.run('catalog.editVariant', measure(honey, null));
    expect(await row()).toMatchObject({ measure: null });
  });

  test('cost needs its permission; a unit with stock stays', async () => {
    const cost = (base: number | null, value: number | null) => ({
      variantId: shop.moss,
      patch: { cost: { base, value } },
    });
    await two.run('catalog.editVariant', cost(465, 480));
    await two.refuse('catalog.editVariant', cost(465, 490), 'catalog.field-changed');
    await two.refuse('catalog.editVariant', cost(480, 490), 'command.forbidden', { actor: personAs('Stock lead') });
    await two.run('catalog.editVariant', cost(480, null));
    expect((await two.rows(variantCosts)).some((row) => row.variantId === shop.moss)).toBe(false);
    await two.refuse(
      'catalog.editVariant',
      { variantId: shop.moss, patch: { scale: { base: 0, value: 3 } } },
      'catalog.unit-in-use',
    );
    await two.refuse('catalog.editVariant', { variantId: P, patch: {} }, 'catalog.variant-unknown');
  });
});

describe('status and barcodes', () => {
  test('many at once, or none', async () => {
    await two.run('catalog.setStatus', { productIds: [shop.mug, shop.soap], status: 'draft' });
    expect((await two.rows(products)).map(({ status }) => status).sort()).toEqual(['active', 'draft', 'draft']);
    await two.refuse('catalog.setStatus', { productIds: [shop.mug, P], status: 'active' }, 'catalog.product-unknown');
    await two.run('catalog.archiveProduct', { productId: shop.wrap });
    expect(await one(shop.wrap)).toMatchObject({ status: 'archived' });
    await two.refuse('catalog.archiveProduct', { productId: P }, 'catalog.product-unknown');
  });

  test('a code belongs to one variant', async () => {
    await two.run('catalog.addBarcode', { variantId: shop.tide, code: ' 4006381333931' });
    expect((await two.rows(barcodes)).find(({ code }) => code === '04006381333931')?.variantId).toBe(shop.tide);
    await two.refuse('catalog.addBarcode', { variantId: shop.moss, code: '4006381333931' }, 'catalog.barcode-taken');
    await two.refuse('catalog.addBarcode', { variantId: shop.moss, code: '4006381333932' }, 'catalog.gtin-check-digit');
    await two.run('catalog.removeBarcode', { variantId: shop.moss, code: '4006381333931' });
    expect((await two.rows(barcodes)).some(({ code }) => code === '04006381333931')).toBe(true);
    await two.run('catalog.removeBarcode', { variantId: shop.tide, code: '4006381333931' });
    expect((await two.rows(barcodes)).some(({ code }) => code === '04006381333931')).toBe(false);
    await two.refuse('catalog.removeBarcode', { variantId: P, code: 'x' }, 'catalog.variant-unknown');
  });
});

test('catalog.setCustoms keeps what differs, takes away what is empty, and knows its own variants alone', async () => {
  const facts = (hsCode: string, origin = '', grams: number | null = null) => ({ hsCode, origin, grams });
  const all = [
    { variantId: null, ...facts('691110', 'PT', 380) },
    { variantId: shop.moss, ...facts('', 'CN') },
    { variantId: shop.tide, ...facts('') },
  ];
  await two.run('catalog.setCustoms', { productId: shop.mug, facts: all });
  const rows = async () => (await two.rows(customsFacts)).map(({ subjectId, origin }) => [subjectId, origin]).sort();
  expect(await rows()).toEqual(
    [
      [shop.mug, 'PT'],
      [shop.moss, 'CN'],
    ].sort(),
  );
  const other = { productId: shop.mug, facts: [{ variantId: V(99), ...facts('691110') }] };
  await two.refuse('catalog.setCustoms', other, 'catalog.variant-unknown');
  await two.refuse('catalog.setCustoms', { ...other, productId: P }, 'catalog.product-unknown');
  const wrong = { productId: shop.mug, facts: [{ variantId: null, ...facts('69111') }] };
  await two.refuse('catalog.setCustoms', wrong, 'command.invalid-arguments');
  await two.refuse('catalog.setCustoms', { ...wrong, facts: [] }, 'command.forbidden', { actor: personAs('Till') });
  await two.given('catalog.setCustoms', { productId: shop.mug, facts: all.slice(0, 1) });
  expect(await rows()).toEqual([[shop.mug, 'PT']]);
  // How large it is stays as it was where a desk of before does not say it.
  const size = { length: 120, width: 95, height: 100 };
  const measured = [
    { variantId: null, ...facts('691110'), size },
    { variantId: shop.moss, ...facts(''), size: { ...size, height: 140 } },
  ];
  const sizes = async () => (await two.rows(customsFacts)).map(({ width, height }) => [width, height]).sort();
  await two.run('catalog.setCustoms', { productId: shop.mug, facts: measured });
  await two.run('catalog.setCustoms', {
    productId: shop.mug,
    facts: measured.map(({ size: _size, ...said }) => said),
  });
  expect(await sizes()).toEqual([
    [95, 100],
    [95, 140],
  ]);
  await two.run('catalog.setCustoms', {
    productId: shop.mug,
    facts: measured.map((one) => ({ ...one, size: null })),
  });
  expect(await sizes()).toEqual([[null, null]]);
  const partly = [{ ...measured[0], size: { length: 120, width: 95 } }];
  await two.refuse('catalog.setCustoms', { productId: shop.mug, facts: partly }, 'command.invalid-arguments');
});

describe('catalog.setMetafields', () => {
  const field = (name: string, base: string | null, value: string | null) => ({ name, base, value });
  const set = (...fields: object[]) => ({ productId: shop.mug, fields });
  const kept = async () => (await two.rows(productMetafields)).map(({ name, value }) => [name, value]);

  test('sets, changes and takes away by name, and leaves the others', async () => {
    await two.run('catalog.setMetafields', set(field('glaze', null, 'ash'), field('care', null, '')));
    await two.run('catalog.setMetafields', set(field('glaze', 'ash', 'tin'), field('made', null, 'Frome')));
    expect(await kept()).toEqual([
      ['care', ''],
      ['glaze', 'tin'],
      ['made', 'Frome'],
    ]);
    const { events } = await two.run('catalog.setMetafields', set(field('care', '', null)));
    expect(await kept()).toHaveLength(2);
    expect(events.map(({ payload }) => payload)).toMatchObject([{ productId: shop.mug, fields: ['metafields'] }]);
  });

  test('is refused as a whole where one was changed meanwhile, or there is no such product', async () => {
    await two.run('catalog.setMetafields', set(field('glaze', null, 'ash')));
    const both = set(field('care', null, 'by hand'), field('glaze', 'salt', 'tin'));
    expect(await two.refuse('catalog.setMetafields', both, 'catalog.field-changed')).toMatchObject({
      field: 'glaze',
      current: 'ash',
    });
    await two.refuse('catalog.setMetafields', { ...both, productId: P }, 'catalog.product-unknown');
    expect((await two.run('catalog.setMetafields', set(field('glaze', 'salt', 'ash')))).events).toEqual([]);
  });
});
