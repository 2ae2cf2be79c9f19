import { instant, integer, nullable, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const stockNotices = defineTable('shoppers.stock_notices', {
  doc: 'Somebody asked to be told once that goods are back: one of a variant and an address. Once it was sent the address is gone.',
  columns: {
    id: uuid(),
    variantId: uuid(),
    /** Null: the main store */
    storeId: nullable(uuid()),
    /** Null: they were told, or did not want it any more */
    email: nullable(personal('to tell once that goods are back', text())),
    /** Blind index of the address; empty once it is gone */
    addressIndex: text(),
    /** The page that they asked on, to which the letter leads */
    page: text(),
    askedAt: instant(),
    /** When it is looked at next; null: not any more */
    nextAt: nullable(instant()),
    tries: integer(),
    sentAt: nullable(instant()),
  },
  key: ['id'],
  indexes: [['variantId'], ['addressIndex']],
  group: 'people',
  replication: { rows: 'none' },
});
export type StockNotice = Row<typeof stockNotices>;
