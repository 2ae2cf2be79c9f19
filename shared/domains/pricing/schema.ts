import { boolean, instant, json, money, nullable, oneOf, text, uuid, personal } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { promotion } from './promotion-args.ts';

export const priceLists = defineTable('pricing.price_lists', {
  doc: 'A set of prices in one currency; the default one sells at the till and online.',
  columns: { id: uuid(), name: text(), currency: text(), isDefault: boolean(), updatedAt: instant() },
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
