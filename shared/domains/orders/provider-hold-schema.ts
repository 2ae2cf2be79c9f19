import { boolean, instant, integer, money, nullable, oneOf, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const providerHolds = defineTable('orders.provider_holds', {
  doc: 'What a payment provider holds for an order whose money is taken when its goods are sent: how much of it is wanted by now, and what became of that. Wanted in the transaction of the parcel, taken by the cloud behind it. It is no money: what was taken is in tenders.',
  columns: {
    /** Of the try to pay; also that of the payments service */
    id: uuid(),
    orderId: uuid(),
    currency: text(),
    /** What was authorised: never is more taken */
    amount: money(),
    /** `held`: nothing is wanted of it. `taking`: the provider is asked. `failed`: it was not taken, and a person has to see to it. */
    status: oneOf(['held', 'taking', 'failed', 'over']),
    /** What is wanted of it in all, what was taken before included */
    toTake: money(),
    /** Nothing more will be wanted: what is left of it is let go */
    isLast: boolean(),
    /** Asked for once more, after the provider had refused it */
    again: boolean(),
    inParts: boolean(),
    /** Until when it may be taken; null: nobody said */
    heldUntil: nullable(instant()),
    /** What is left is taken before it runs out, sent or not; else a person is told */
    takesInTime: boolean(),
    /** A person was told that it runs out */
    isTold: boolean(),
    /** Why it was not taken, in the provider’s words */
    problem: text(),
    tries: integer(),
    /** When somebody looks at it again; null: it is over */
    nextAt: nullable(instant()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['nextAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type ProviderHold = Row<typeof providerHolds>;
