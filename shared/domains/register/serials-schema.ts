import { instant, month, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const soldSerials = defineTable('register.sold_serials', {
  doc: 'Numbers of pieces that were sold: serial number or IMEI, one row each. The same one twice is flagged, not refused: tills sell without a line.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    lineId: uuid(),
    variantId: uuid(),
    /** As it was scanned or typed */
    serial: text(),
    /** As it is compared: capitals and digits alone */
    plain: text(),
    placedAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId'], ['plain']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type SoldSerial = Row<typeof soldSerials>;
