import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { instant, integer, json, month, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const MOST_PINNED = 8;
export const MOST_EXCLUDED = 50;

const different = z.refine<string[]>((list) => new Set(list).size === list.length, 'the same twice');
export const pinnedProducts = z.array(id).check(z.maxLength(MOST_PINNED), different);
export const excludedProducts = z.array(id).check(z.maxLength(MOST_EXCLUDED), different);

export const productSuggestions = defineTable('recommendations.product_suggestions', {
  doc: 'What the shop itself says of what goes with a product: shown first, or never. A product without a row has what was bought with it.',
  columns: {
    productId: uuid(),
    /** In their order */
    pinned: json(pinnedProducts),
    excluded: json(excludedProducts),
    /** Goes up with each change, so that two who change it at once are told */
    revision: integer(),
    updatedAt: instant(),
  },
  key: ['productId'],
  group: 'catalogue',
});
export type ProductSuggestions = Row<typeof productSuggestions>;

export const productPairs = defineTable('recommendations.product_pairs', {
  doc: 'In how many orders of a month two products were bought together; of a product with itself, in how many it was bought. Reckoned anew from the orders; nobody’s own orders can be told from it.',
  columns: {
    productId: uuid(),
    otherId: uuid(),
    month: month(),
    orders: integer(),
  },
  key: ['productId', 'otherId', 'month'],
  indexes: [['month']],
  group: 'catalogue',
  replication: { rows: 'none' },
});

export const pairMonths = defineTable('recommendations.pair_months', {
  doc: 'Of which orders the pairs of a month were reckoned: where there are others by now, they are reckoned again.',
  columns: {
    month: month(),
    orders: integer(),
    reckonedAt: instant(),
  },
  key: ['month'],
  group: 'catalogue',
  replication: { rows: 'none' },
});
