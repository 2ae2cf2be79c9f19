import { date, instant, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const commissionRates = defineTable('commissions.commission_rates', {
  doc: 'What somebody gets of what they sell, without its tax: for a person, a role, a type of product, or all of them. The most particular counts, and of two that are alike the later one. A rate that was changed keeps its days: the new one is a row of its own.',
  columns: {
    id: uuid(),
    staffId: nullable(uuid()),
    roleId: nullable(uuid()),
    /** The category of products */
    category: nullable(text()),
    /** `5/100`; `0`: none, also where a wider one would give some */
    rate: text(),
    fromDay: date(),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'people',
});
export type CommissionRate = Row<typeof commissionRates>;
