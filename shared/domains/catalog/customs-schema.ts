import { instant, integer, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const customsFacts = defineTable('catalog.customs_facts', {
  doc: 'What customs ask of goods that leave the country, and how large they are as carriers and boxes ask: of a product, or of one of its variants where it differs. What a variant leaves out its product says.',
  columns: {
    /** The product, or one of its variants */
    subjectId: uuid(),
    productId: uuid(),
    /** Harmonized System: 6 digits, or up to 10 of a country’s own tariff; empty: nobody said */
    hsCode: text(),
    /** ISO 3166 alpha-2 of where it was made; empty: nobody said */
    origin: text(),
    /** Net weight of one unit */
    grams: nullable(integer()),
    /** Of one unit as it is packed, outside: millimetres; all three or none. Null: nobody said */
    length: nullable(integer()),
    width: nullable(integer()),
    height: nullable(integer()),
    updatedAt: instant(),
  },
  key: ['subjectId'],
  indexes: [['productId']],
  group: 'catalogue',
});
export type CustomsFacts = Row<typeof customsFacts>;
