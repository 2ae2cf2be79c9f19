import { instant, month, nullable, oneOf, personal, quantity, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

const lastMonths = { rows: 'months', atLocation: false } as const;

export const fulfilments = defineTable('orders.fulfilments', {
  doc: 'Goods of an order that left together: all of it or a part, from one location. An order that left before parts were kept has none.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** For people: `#10482-2`, the second parcel of the order */
    number: text(),
    /** Where the goods were taken from, which need not be where the order was placed */
    locationId: uuid(),
    how: oneOf(['shipped', 'handed-over']),
    carrier: text(),
    /** As the carrier calls the parcel; empty until it is known */
    tracking: text(),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    occurredAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId', 'occurredAt']],
  group: 'trade',
  replication: lastMonths,
});
export type Fulfilment = Row<typeof fulfilments>;

export const fulfilmentLines = defineTable('orders.fulfilment_lines', {
  doc: 'How much of a line left in one fulfilment. Its sums are what the line has sent.',
  columns: {
    fulfilmentId: uuid(),
    lineId: uuid(),
    orderId: uuid(),
    quantity: quantity(),
    month: month(),
  },
  key: ['fulfilmentId', 'lineId'],
  indexes: [['orderId'], ['lineId']],
  appendOnly: true,
  group: 'trade',
  replication: lastMonths,
});
export type FulfilmentLine = Row<typeof fulfilmentLines>;

export const orderDeliveries = defineTable('orders.order_deliveries', {
  doc: 'Where an order goes and how. None: it is collected, or nobody said.',
  columns: {
    orderId: uuid(),
    recipient: personal('to deliver what was bought', text()),
    /** Street, place and postcode as they stand on the label, a line each */
    address: personal('to deliver what was bought', text()),
    /** ISO 3166 alpha-2; null: the country of the store */
    country: nullable(text()),
    /** `Royal Mail 48` */
    method: text(),
    month: month(),
  },
  key: ['orderId'],
  group: 'trade',
  replication: lastMonths,
});
export type OrderDelivery = Row<typeof orderDeliveries>;
