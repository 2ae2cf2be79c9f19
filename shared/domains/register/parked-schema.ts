import * as z from 'zod/mini';
import { amount, flag, id, quantity, text, words } from '../../kernel/args.ts';
import {
  instant,
  integer,
  json,
  money,
  nullable,
  oneOf,
  personal,
  text as textColumn,
  uuid,
} from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { deliverArgs } from './deliver-args.ts';

/** What a person gave at the till: a price, a percentage as an exact fraction, or an amount; and why. */
const given = z.strictObject({
  unitPrice: z.optional(amount),
  percent: z.optional(z.string().check(z.regex(/^\d{1,6}\/[1-9]\d{0,6}$/))),
  amount: z.optional(amount),
  reason: words(200),
});

/**
 * What lies in a parked basket: all that another till needs to go on with it. Prices are those of now once it is taken up; what
 * somebody gave, what a label said and what was quoted go with it. The question of somebody's age is asked again there.
 */
export const parkedContent = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        /** Null for a custom item, which has title, price and tax class */
        variantId: z.nullable(id),
        title: z.optional(words(200)),
        unitPrice: z.optional(amount),
        taxClass: z.optional(words(40)),
        quantity,
        given: z.optional(given),
        quoted: z.optional(z.strictObject({ draftId: id, key: words(64) })),
        /** Numbers of its pieces; empty: sold without */
        serials: z.optional(z.array(text(64)).check(z.maxLength(500))),
        /** Containers that are brought back */
        empties: z.optional(flag),
        touchedBy: z.enum(['scan', 'hand']),
      }),
    )
    .check(z.minLength(1), z.maxLength(500)),
  coupons: z.array(text(64)).check(z.maxLength(20)),
  /** Off the whole basket */
  given: z.optional(given),
  /** The draft or quote that it sells */
  draftId: z.nullable(id),
  /** It leaves later: to whom, or where it is collected */
  deliver: z.optional(deliverArgs),
});
export type ParkedContent = z.infer<typeof parkedContent>;

export const parkedBaskets = defineTable('register.parked_baskets', {
  doc: 'Baskets that were laid aside at a till, for every till of its location. Whoever takes one up or throws it away ends it, once: the cloud decides who was first. What lay in it is emptied then.',
  columns: {
    id: uuid(),
    locationId: uuid(),
    /** The till it was parked at */
    registerId: uuid(),
    /** What somebody wrote on it */
    name: personal('may name people', textColumn()),
    customerId: nullable(uuid()),
    units: integer(),
    /** As it was priced when it was parked */
    total: money(),
    currency: textColumn(),
    content: personal('may name people', nullable(json(parkedContent))),
    parkedByName: personal('to show who did what', textColumn()),
    parkedAt: instant(),
    /** Null while it lies there */
    ended: nullable(oneOf(['taken', 'discarded'])),
    endedAt: nullable(instant()),
    endedRegisterId: nullable(uuid()),
    endedByName: personal('to show who did what', nullable(textColumn())),
    /** The sale that whoever took it up makes of it */
    orderId: nullable(uuid()),
  },
  key: ['id'],
  indexes: [['locationId', 'parkedAt']],
  group: 'trade',
  replication: { rows: 'location' },
});
export type ParkedBasket = Row<typeof parkedBaskets>;
