import { instant, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/** `void` takes away another one and says nothing else. */
export const punchKinds = ['in', 'break', 'back', 'out', 'void'] as const;

export const punches = defineTable('hours.punches', {
  doc: 'When somebody of the staff came, went, and took a break, as they said it at a desk. Never changed: a correction is a row of its own that names the one it replaces, and why.',
  columns: {
    id: uuid(),
    staffId: uuid(),
    kind: oneOf(punchKinds),
    /** When it was so; of a correction not when it was written */
    at: instant(),
    locationId: nullable(uuid()),
    /** Of a correction: the one that counts no more */
    replacesId: nullable(uuid()),
    reason: personal('may name people', text()),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    recordedAt: instant(),
  },
  key: ['id'],
  indexes: [['staffId', 'at']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'tenant' },
});
export type Punch = Row<typeof punches>;
