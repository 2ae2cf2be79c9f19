import { instant, json, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import * as z from 'zod/mini';

export const fieldEdits = defineTable('catalog.field_edits', {
  doc: 'Who changed a field last, when and on which device: what a person who meets another value asks first. One row for each field that was ever edited.',
  columns: {
    subject: oneOf(['product', 'variant', 'price', 'customer']),
    /** The product or customer; of a price its variant */
    subjectId: uuid(),
    /** Of a price `price:` and the list */
    field: text(),
    /** Null of a customer: what was known of a person is not kept beside them */
    before: json(z.unknown()),
    editedBy: personal('to show who did what', text()),
    deviceId: uuid(),
    editedAt: instant(),
  },
  key: ['subjectId', 'field'],
  group: 'catalogue',
});
export type FieldEdit = Row<typeof fieldEdits>;
