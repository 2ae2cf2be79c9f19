import * as z from 'zod/mini';
import { instant, integer, json, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/** Arguments larger than this stay in the cloud, since every desk holds every case. Characters of JSON. */
export const SHOWN_ARGUMENTS = 32_768;

/** Which order, invoice, register and drawer it would have been; what is no such thing is left out. */
const caseAbout = z.partial(
  z.object({
    ...{ orderId: z.string(), invoiceId: z.string(), registerId: z.string(), sessionId: z.string() },
    generation: z.number(),
  }),
);
export type CaseAbout = z.infer<typeof caseAbout>;

export const quarantineCases = defineTable('quarantine.quarantine_cases', {
  doc: 'What a device sent and the cloud put aside: what a person needs to judge it, and what became of it. The whole payload stays in the cloud. Never deleted.',
  columns: {
    /** The mutation’s own id; of another mutation under a used id, one derived from both */
    id: uuid(),
    name: text(),
    version: integer(),
    /** As they came; null where they are too large or cannot be kept as JSON */
    args: personal('what somebody typed may name people', nullable(json(z.unknown()))),
    /** Of these arguments what other records are counted by, which lies open in the cloud where they are sealed */
    about: json(caseAbout),
    /** Code of the error that put it aside */
    reason: text(),
    /** The same in words */
    message: text(),
    /** Which device sent it */
    deviceId: uuid(),
    /** Who did it, by its own account; null where it did not say */
    actorId: nullable(uuid()),
    actorName: personal('to show who is said to have done it', text()),
    /** By its own account; null where it did not say */
    occurredAt: nullable(instant()),
    receivedAt: instant(),
    status: oneOf(['open', 'accepted', 'dismissed']),
    decidedAt: nullable(instant()),
    decidedById: nullable(uuid()),
    decidedBy: personal('to show who decided', nullable(text())),
    /** Why it was decided so */
    note: personal('may name people', nullable(text())),
  },
  key: ['id'],
  indexes: [['status', 'receivedAt']],
  group: 'trade',
});
export type QuarantineCase = Row<typeof quarantineCases>;
