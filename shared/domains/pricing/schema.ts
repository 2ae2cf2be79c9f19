import { boolean, date, instant, json, money, nullable, oneOf, text, uuid, personal } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import * as z from 'zod/mini';
import { listTerms, quantityBreak } from './list-terms.ts';
import { pastPrice } from './price-history.ts';
import { promotion } from './promotion-args.ts';
import { reverseChargeRule } from './reverse-charge.ts';

export const priceLists = defineTable('pricing.price_lists', {
  doc: 'A set of prices in one currency. The default one sells at the till and online, one with terms beside it for whom, where and when they say.',
  columns: {
    id: uuid(),
    name: text(),
    currency: text(),
    isDefault: boolean(),
    /** Null: a list that stores sell from */
    terms: nullable(json(listTerms)),
    updatedAt: instant(),
  },
  key: ['id'],
  unique: [['name']],
  group: 'catalogue',
});
export type PriceList = Row<typeof priceLists>;

export const prices = defineTable('pricing.prices', {
  doc: 'Minor units for one unit of a variant, tax included or not as the store says.',
  columns: {
    priceListId: uuid(),
    variantId: uuid(),
    amount: money(),
    compareAt: nullable(money()),
    /** Lower prices for many of it, by the units from which they hold */
    breaks: nullable(json(z.array(quantityBreak))),
    /** What it cost in the 30 days before it last changed, and since when it costs this; null: nothing else since `updatedAt` */
    history: nullable(json(z.array(pastPrice))),
    updatedAt: instant(),
  },
  key: ['variantId', 'priceListId'],
  group: 'catalogue',
});
export type Price = Row<typeof prices>;

export const taxRates = defineTable('pricing.tax_rates', {
  doc: 'The rate of a tax class as an exact fraction, `20/100`.',
  columns: { taxClass: text(), name: text(), rate: text(), updatedAt: instant() },
  key: ['taxClass'],
  group: 'catalogue',
});
export type TaxRate = Row<typeof taxRates>;

export const taxRules = defineTable('pricing.tax_rules', {
  doc: 'Dated rates of places: a country, or a part of it in its place or on top. Begun from published rates or written by the store; not for filing.',
  columns: {
    id: uuid(),
    /** `GB`, `CA-QC` */
    jurisdiction: text(),
    /** The tax class it is for; null: all without a rule of their own */
    category: nullable(text()),
    /** Counts before every class */
    productId: nullable(uuid()),
    name: text(),
    /** Exact fraction */
    rate: nullable(text()),
    /** A fixed tax: minor units for one unit, whatever its price */
    perUnit: nullable(money()),
    /** A tax on the taxes before it as well */
    compound: boolean(),
    /** Of a part of a country: on top of the country’s */
    adds: boolean(),
    /** First and last day on which it holds */
    fromDay: date(),
    toDay: nullable(date()),
    /** Who published it; empty where the store wrote it */
    source: text(),
    updatedAt: instant(),
    updatedBy: personal('to show who did what', text()),
  },
  key: ['id'],
  indexes: [['jurisdiction']],
  group: 'catalogue',
});
export type TaxRule = Row<typeof taxRules>;

const taxCollection = z.strictObject({
  /** `FR`, `US-CA` */
  jurisdiction: z.string(),
  /** Under which the store is registered there, as it stands on invoices; empty: none is known */
  number: z.string(),
});
/** A place beside its own where a store collects tax. */
export type TaxCollection = z.infer<typeof taxCollection>;

export const taxZones = defineTable('pricing.tax_zones', {
  doc: 'Where the main store (`store`), another store or a location (its id) is taxed: `GB`, `CA-QC`. Without one the rates of tax classes hold.',
  columns: {
    place: text(),
    zone: text(),
    /** Of a store: where else it collects tax on what it sends; null: its orders are taxed at home, wherever they go */
    collects: nullable(json(z.array(taxCollection))),
    /** Of a store in the EU: whether firms of other members account for the tax themselves; null: they are taxed as anybody */
    reverseCharge: nullable(json(reverseChargeRule)),
    updatedAt: instant(),
  },
  key: ['place'],
  group: 'catalogue',
});

export const promotions = defineTable('pricing.promotions', {
  doc: 'What takes something off, as data: every desk holds them, so that a till gives the same without a network.',
  columns: {
    id: uuid(),
    name: text(),
    status: oneOf(['live', 'paused', 'ended']),
    /** Action, goods, conditions, codes, limits; its `id` and `name` are those of the row */
    rule: json(promotion),
    updatedAt: instant(),
    updatedBy: personal('to show who did what', text()),
  },
  key: ['id'],
  group: 'catalogue',
});
export type PromotionRow = Row<typeof promotions>;
