import * as z from 'zod/mini';
import {
  date,
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

export const layawayKinds = ['layaway', 'special-order'] as const;

const whole = z.number().check(z.int());

/** Goods as they were priced when they were put aside; they are sold so. */
export const layawayLine = z.strictObject({
  key: z.string(),
  /** Null for a custom item */
  variantId: z.nullable(z.string()),
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string(),
  scale: whole,
  tracked: z.boolean(),
  taxClass: z.string(),
  quantity: whole,
  unitPrice: whole,
  /** All that is off, by promotions and by hand */
  discount: whole,
  total: whole,
  discounts: z.array(z.strictObject({ promotionId: z.string(), name: z.string(), amount: whole })),
  /** So many lie there for it; the rest is still to come */
  aside: whole,
  /** A container's deposit follows its goods */
  deposit: z.optional(z.boolean()),
});
export type LayawayLine = z.infer<typeof layawayLine>;

export const layawayContent = z.strictObject({
  lines: z.array(layawayLine),
  /** Promotions of which uses are counted once it is sold */
  uses: z.array(z.strictObject({ promotionId: z.string(), code: z.string() })),
});
export type LayawayContent = z.infer<typeof layawayContent>;

export const layaways = defineTable('register.layaways', {
  doc: 'Goods that were put aside for a customer against part payments, and goods that were ordered for one. What was paid is the credit account of its id; the goods are reserved; the last payment makes it a sale.',
  columns: {
    id: uuid(),
    /** For people: `L-7F3A2C`, of its id, so that a till without a line has one too. No promise of gaplessness. */
    number: textColumn(),
    kind: oneOf(layawayKinds),
    /** `ended`: given up, what was paid went back */
    status: oneOf(['open', 'handed-over', 'ended']),
    /** Where its goods lie, or come to */
    locationId: uuid(),
    customerId: uuid(),
    customerName: personal('to show who comes for it', textColumn()),
    currency: textColumn(),
    content: json(layawayContent),
    /** What it comes to, with tax */
    total: money(),
    /** The last day, of its store, to pay it by */
    dueOn: date(),
    note: personal('may name people', textColumn()),
    /** Since when all of it lies there; null: some is still to come */
    readyAt: nullable(instant()),
    /** Whom a letter tells that it came; null: nobody */
    tellTo: personal('to say that it came', nullable(textColumn())),
    /** When that letter is to be tried next; null: none waits */
    tellAt: nullable(instant()),
    tellTries: integer(),
    toldAt: nullable(instant()),
    /** The sale that it became */
    orderId: nullable(uuid()),
    /** What was kept of its payments where it was given up */
    kept: money(),
    actorName: personal('to show who did what', textColumn()),
    createdAt: instant(),
    endedAt: nullable(instant()),
    endedByName: personal('to show who did what', nullable(textColumn())),
    /** Raised by each change */
    version: integer(),
  },
  key: ['id'],
  indexes: [['status', 'dueOn'], ['customerId'], ['locationId', 'status'], ['number']],
  group: 'trade',
  replication: { rows: 'tenant' },
});
export type Layaway = Row<typeof layaways>;
