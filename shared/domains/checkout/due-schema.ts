import { instant, integer, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const duePayments = defineTable('checkout.due_payments', {
  doc: 'One try to pay what is due of an order that is placed: by its shopper on its page, or by whoever has a link to pay it. Each state has one next step, which may be done again. Never more stays with the shop than is due when it is written down.',
  columns: {
    /** Also the payment's: its provider’s idempotency key derives from it */
    id: uuid(),
    orderId: uuid(),
    state: oneOf([
      // The provider was not asked, or nobody knows that it was.
      'held',
      // The provider was asked and has not said how it went.
      'asked',
      // Its payer has something to do at the provider's.
      'action',
      // The provider holds it, and `toTake` of it is being taken.
      'taking',
      // Nothing of it is wanted any more: whatever was taken goes back.
      'returning',
      // Over: what was taken is a tender of the order.
      'done',
      // Over: the provider said no, or the time was over, and nothing was taken.
      'declined',
      // Over: nothing of it stays.
      'returned',
    ]),
    methodId: text(),
    /** What was due when it was asked for, which the provider was asked for */
    amount: money(),
    currency: text(),
    /** The page it was opened from, where its payer comes back to */
    returnUrl: text(),
    /** Where its payer has to go now */
    actionUrl: nullable(text()),
    /** How much of it is to be taken: less than `amount` where less was due by then */
    toTake: money(),
    captured: money(),
    /** Of what was captured, what went back at once since no more was due */
    givenBack: money(),
    /** The tender that it is; null: nothing was taken */
    tenderId: nullable(uuid()),
    /** Why it came to nothing, for people of the shop */
    why: text(),
    tries: integer(),
    /** When the sweeper looks at it again; null: it is over */
    nextAt: nullable(instant()),
    /** Until when its payer may finish */
    heldUntil: instant(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['nextAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type DuePayment = Row<typeof duePayments>;

/** States in which its payer’s money may be asked for, or is. */
export const openDueStates: readonly DuePayment['state'][] = ['held', 'asked', 'action', 'taking'];

export const payLetters = defineTable('checkout.pay_letters', {
  doc: 'Letters with a link to pay what is due of an order, asked for by people of the shop and sent by the cloud.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** Whom it goes to; once it went, only as much as tells them by */
    sentTo: personal('to ask for what is due', text()),
    status: oneOf(['waiting', 'sent', 'failed']),
    tries: integer(),
    /** When it is to be tried next; null: it is over */
    nextAt: nullable(instant()),
    sentAt: nullable(instant()),
    askedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type PayLetter = Row<typeof payLetters>;
