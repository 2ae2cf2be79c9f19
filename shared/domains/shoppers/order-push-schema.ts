import * as z from 'zod/mini';
import { instant, integer, json, nullable, secret, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const orderPushes = defineTable('shoppers.order_pushes', {
  doc: 'A browser that its shopper asked to show news of an order: where its push service takes them, and what they are encrypted for. Gone some days after the order is over, or once the browser takes none.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** Whose order it was when they asked; null: a guest’s */
    customerId: nullable(uuid()),
    /** Whoever has it and the keys can be shown something: it tells one browser from all others */
    endpoint: secret(text()),
    /** The browser’s public key, P-256, uncompressed, base64url */
    p256dh: secret(text()),
    /** 16 bytes that only it and we have, base64url */
    auth: secret(text()),
    /** Of the page that it was asked on, BCP 47 */
    locale: text(),
    askedAt: instant(),
    /** News to show, the first one first: `sent:` with the parcel, `cancelled`, `refunded:` with the try and what is back of it */
    waiting: json(z.array(z.string())),
    /** News that were shown or given up: heard of again they are not new */
    told: json(z.array(z.string())),
    tries: integer(),
    /** When it is looked at next: for what waits, or because it is over */
    nextAt: instant(),
    endsAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['customerId']],
  group: 'people',
  replication: { rows: 'none' },
});
export type OrderPush = Row<typeof orderPushes>;
