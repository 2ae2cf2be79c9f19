import * as z from 'zod/mini';
import { boolean, instant, integer, json, money, nullable, oneOf, text, uuid, personal } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { measure } from './measure.ts';

const options = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

export const products = defineTable('catalog.products', {
  doc: 'What the shop sells, as shoppers see it. A product has one variant or more.',
  columns: {
    id: uuid(),
    title: text(),
    /** Unique within the tenant; the address of the product in the storefront. */
    handle: text(),
    description: text(),
    status: oneOf(['active', 'draft', 'archived']),
    category: text(),
    supplier: text(),
    tags: json(z.array(z.string())),
    options: json(options),
    taxClass: text(),
    /** In years: nobody younger may buy it; null: anybody may */
    minimumAge: nullable(integer()),
    image: nullable(text()),
    soldAtTill: boolean(),
    soldOnline: boolean(),
    /** Where it came from, e.g. `spree:automatic-espresso-machine`: an import run again finds it. */
    externalRef: nullable(text()),
    createdAt: instant(),
    updatedAt: instant(),
    updatedBy: personal('to show who did what', text()),
  },
  key: ['id'],
  unique: [['handle']],
  indexes: [['status', 'updatedAt'], ['externalRef'], ['title']],
  group: 'catalogue',
});
export type Product = Row<typeof products>;

export const productMetafields = defineTable('catalog.product_metafields', {
  doc: 'What else a shop keeps about a product, by name: `custom.wattage` is `1400W`. An import keeps here the columns it has no field for.',
  columns: { productId: uuid(), name: text(), value: text(), updatedAt: instant() },
  key: ['productId', 'name'],
  group: 'catalogue',
});

export const variants = defineTable('catalog.variants', {
  doc: 'What is counted, priced and sold: one combination of the product’s options.',
  columns: {
    id: uuid(),
    productId: uuid(),
    position: integer(),
    /** `Moss / 350 ml`; empty when the product has no options */
    title: text(),
    optionValues: json(z.array(z.string())),
    sku: text(),
    /** As scanned first: GTIN-8/12/13/14 digits, or null. More codes live in barcodes. */
    gtin: nullable(text()),
    /** UN/CEFACT code: H87 piece, KGM kilogram, LTR litre, MTR metre */
    unit: text(),
    /** Digits after the point of a quantity: 0 for pieces, 3 for kilograms by the gram */
    scale: integer(),
    /** What is in one of it, and what the price of a unit is for; null: no such price is shown */
    measure: nullable(json(measure)),
    /** The container whose deposit is paid with each of it: a variant of its own, with price, tax and barcode */
    depositId: nullable(uuid()),
    tracked: boolean(),
    status: oneOf(['active', 'archived']),
    image: nullable(text()),
    updatedAt: instant(),
    updatedBy: personal('to show who did what', text()),
  },
  key: ['id'],
  unique: [['sku']],
  indexes: [['productId', 'position'], ['gtin'], ['depositId']],
  group: 'catalogue',
});
export type Variant = Row<typeof variants>;

export const variantCosts = defineTable('catalog.variant_costs', {
  doc: 'What a variant costs the shop; apart from the variant, since not everybody may see it.',
  columns: { variantId: uuid(), cost: money(), currency: text(), updatedAt: instant() },
  key: ['variantId'],
  group: 'catalogue',
});

export const barcodes = defineTable('catalog.barcodes', {
  doc: 'Codes that find a variant. GTINs are kept as GTIN-14, so UPC-A, EAN-13 and GTIN-14 of one item meet.',
  columns: { code: text(), variantId: uuid(), updatedAt: instant() },
  key: ['code'],
  indexes: [['variantId']],
  group: 'catalogue',
});
export type Barcode = Row<typeof barcodes>;

export const barcodeRules = defineTable('catalog.barcode_rules', {
  doc: 'What the digits of codes mean that the store prints itself: `21.....{NNDDD}` carries a weight. The first that matches counts.',
  columns: {
    id: uuid(),
    position: integer(),
    pattern: text(),
    means: oneOf(['weight', 'price', 'count']),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'catalogue',
});

/** The loser of a same-field race is kept here and shown, never dropped. */
export const fieldConflicts = defineTable('catalog.field_conflicts', {
  doc: 'A value that lost against a later edit of the same field, with who wrote which, when and on which device, and how a person settled it.',
  columns: {
    id: uuid(),
    subject: oneOf(['product', 'variant']),
    subjectId: uuid(),
    field: text(),
    base: json(z.unknown()),
    kept: json(z.unknown()),
    lost: json(z.unknown()),
    lostBy: personal('to show who did what', text()),
    /** When the later edit was made */
    lostAt: instant(),
    /** When and where the value that lost was written; null where that was never noted */
    lostWrittenAt: nullable(instant()),
    lostDeviceId: nullable(uuid()),
    keptBy: personal('to show who did what', nullable(text())),
    keptDeviceId: nullable(uuid()),
    resolvedAt: nullable(instant()),
    resolvedBy: personal('to show who did what', nullable(text())),
    /** `kept`, `lost` or `merged`: which value a person let stand */
    resolution: nullable(text()),
  },
  key: ['id'],
  indexes: [['subjectId']],
  group: 'catalogue',
});
export type FieldConflict = Row<typeof fieldConflicts>;
