import { instant, month, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { parcelStates } from './parcel-states.ts';

export const parcelEvents = defineTable('orders.parcel_events', {
  doc: 'What happened to a parcel on its way, as a carrier or a person said it. What is said twice stands once; what is heard late stands at its time.',
  columns: {
    fulfilmentId: uuid(),
    /** State and moment in one: `delivered 1764331200000` */
    mark: text(),
    orderId: uuid(),
    state: oneOf(parcelStates),
    at: instant(),
    /** `Leeds, GB`; empty: nobody said */
    place: personal('to say where a parcel is', text()),
    /** Of whoever said it; may name people, so that shoppers read the state alone */
    words: personal('may name people', text()),
    /** Which carrier; empty: a person of the shop */
    source: text(),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    recordedAt: instant(),
    month: month(),
  },
  key: ['fulfilmentId', 'mark'],
  indexes: [['orderId']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type ParcelEvent = Row<typeof parcelEvents>;
