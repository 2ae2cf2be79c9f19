import { instant, integer, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const orderLetters = defineTable('shoppers.order_letters', {
  doc: 'Letters to who bought an order about what happened to it: laid down once, sent by the cloud, to the address that the order has by then.',
  columns: {
    orderId: uuid(),
    /** What is told, by a name of its own: `sent:` with the parcel, `tracking:` with it and its number, `delivered:` with it, `ready`, `returns-label:` with the label and the minute that somebody mailed it */
    about: text(),
    /** When it is to be sent or tried again; null: it is over */
    nextAt: nullable(instant()),
    tries: integer(),
    /** Null: not sent, or not any more */
    sentAt: nullable(instant()),
    /** The tracking number that it named; empty: none */
    tracking: text(),
  },
  key: ['orderId', 'about'],
  group: 'people',
  replication: { rows: 'none' },
});
/** Before the label of a letter that brings one. */
export const RETURNS_LABEL = 'returns-label:';
export type OrderLetter = Row<typeof orderLetters>;
