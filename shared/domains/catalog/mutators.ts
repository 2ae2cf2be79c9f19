import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { priceListOr } from '../pricing/price-list.ts';
import { newProduct, newVariant } from './args.ts';
import { codeOrRefuse, linkCodes } from './codes.ts';
import { fieldChanged, productUnknown, variantRepeated, variantUnknown } from './errors.ts';
import { productChanged, productCreated } from './events.ts';
import { growOptions } from './rules.ts';
import { barcodes, productMetafields, products, variants } from './schema.ts';
import { insertProducts, insertVariants } from './write-product.ts';

const variantsOfOne = z.array(newVariant).check(z.minLength(1), z.maxLength(250));

export const createProduct = defineMutator({
  name: 'catalog.createProduct',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Adds a product with its options, variants, codes, prices and costs. A product with this id is left as it is.',
  args: z.strictObject({ product: newProduct, variants: variantsOfOne, priceListId: z.optional(z.nullable(id)) }),
  run: async (tx, args, ctx) => {
    const list = await priceListOr(tx, args.priceListId);
    for (const { product, variants } of await insertProducts(tx, ctx, list, [args])) {
      await tx.emit(productCreated, { productId: product.id, variantIds: variants.map(({ id }) => id) });
    }
  },
});

export const importProducts = defineMutator({
  name: 'catalog.importProducts',
  version: 1,
  kind: 'intent',
  permission: 'data.import',
  doc: 'Adds up to 200 products at once; those whose id is there already are left as they are, so a file brought in again adds nothing.',
  args: z.strictObject({
    products: z
      .array(z.strictObject({ product: newProduct, variants: variantsOfOne }))
      .check(z.minLength(1), z.maxLength(200)),
    priceListId: z.optional(z.nullable(id)),
  }),
  run: async (tx, args, ctx) => {
    const list = await priceListOr(tx, args.priceListId);
    for (const { product, variants } of await insertProducts(tx, ctx, list, args.products)) {
      await tx.emit(productCreated, { productId: product.id, variantIds: variants.map(({ id }) => id) });
    }
  },
});

export const addVariants = defineMutator({
  name: 'catalog.addVariants',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Adds variants to a product; its options grow by their values. Variants with these ids are left as they are.',
  args: z.strictObject({ productId: id, variants: variantsOfOne, priceListId: z.optional(z.nullable(id)) }),
  run: async (tx, args, ctx) => {
    const [product] = await tx.getForUpdate(products, [{ id: args.productId }]);
    if (!product) throw productUnknown({ productId: args.productId });
    const existing = await tx.list(variants, { productId: product.id });
    const ids = new Set(existing.map((row) => row.id));
    const fresh = args.variants.filter((variant) => !ids.has(variant.id));
    if (fresh.length === 0) return;
    const taken = new Set(existing.map((row) => JSON.stringify(row.optionValues)));
    for (const { optionValues } of fresh) {
      const combination = JSON.stringify(optionValues);
      if (taken.has(combination)) throw variantRepeated({ title: optionValues.join(' / ') });
      taken.add(combination);
    }
    const list = await priceListOr(tx, args.priceListId);
    const firstPosition = Math.max(-1, ...existing.map((row) => row.position)) + 1;
    await insertVariants(tx, ctx, list, [{ product, variants: fresh, firstPosition }]);
    const patch = {
      options: growOptions(product.options, fresh),
      updatedAt: ctx.occurredAt,
      updatedBy: ctx.actor.name,
    };
    await tx.update(products, { id: product.id }, patch);
    await tx.emit(productChanged, {
      productId: product.id,
      variantIds: fresh.map((row) => row.id),
      fields: ['variants'],
    });
  },
});

export const addBarcode = defineMutator({
  name: 'catalog.addBarcode',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Links a code to a variant. GTINs are kept as GTIN-14 and must have the right check digit.',
  args: z.strictObject({ variantId: id, code: words(80) }),
  run: async (tx, { variantId, code }, ctx) => {
    const variant = await tx.get(variants, { id: variantId });
    if (!variant) throw variantUnknown({ variantId });
    await linkCodes(tx, [{ code: codeOrRefuse(code), variantId }], ctx.occurredAt);
    await tx.emit(productChanged, { productId: variant.productId, variantIds: [variantId], fields: ['barcodes'] });
  },
});

export const removeBarcode = defineMutator({
  name: 'catalog.removeBarcode',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Takes a code off a variant; a code that belongs to another variant, or to none, is left as it is.',
  args: z.strictObject({ variantId: id, code: words(80) }),
  run: async (tx, args) => {
    const variant = await tx.get(variants, { id: args.variantId });
    if (!variant) throw variantUnknown({ variantId: args.variantId });
    const code = codeOrRefuse(args.code);
    const linked = await tx.get(barcodes, { code });
    if (linked?.variantId === args.variantId) await tx.delete(barcodes, { code });
    await tx.emit(productChanged, { productId: variant.productId, variantIds: [variant.id], fields: ['barcodes'] });
  },
});

export const setMetafields = defineMutator({
  name: 'catalog.setMetafields',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Sets what else is kept about a product, by name: up to 100 at once, those that are not named stay; value null takes one away. Refused when one is no longer what its editor saw.',
  args: z.strictObject({
    productId: id,
    fields: z
      .array(z.strictObject({ name: words(120), base: z.nullable(text(5_000)), value: z.nullable(text(5_000)) }))
      .check(z.minLength(1), z.maxLength(100)),
  }),
  run: async (tx, { productId, fields }, ctx) => {
    if (!(await tx.get(products, { id: productId }))) throw productUnknown({ productId });
    const known = new Map((await tx.list(productMetafields, { productId })).map((row) => [row.name, row.value]));
    const changed = fields.filter(({ name, value }) => (known.get(name) ?? null) !== value);
    for (const { name: field, base, value } of changed) {
      const current = known.get(field) ?? null;
      if (current !== base)
        throw fieldChanged({ subject: 'product', subjectId: productId, field, base, current, value });
    }
    for (const { name, value } of changed) {
      const key = { productId, name };
      if (value === null) await tx.delete(productMetafields, key);
      else if (known.has(name)) await tx.update(productMetafields, key, { value, updatedAt: ctx.occurredAt });
      else await tx.insert(productMetafields, { ...key, value, updatedAt: ctx.occurredAt });
    }
    if (changed.length === 0) return;
    await tx.emit(productChanged, { productId, variantIds: [], fields: ['metafields'] });
  },
});
