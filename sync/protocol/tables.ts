import {
  boolean,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  personal,
  text,
  uuid,
} from '@tillhouse/shared/kernel/columns.ts';
import { defineTable, type Row } from '@tillhouse/shared/kernel/define-table.ts';
import * as z from 'zod/mini';

/**
 * Tables of the protocol itself, in the cloud. The desk receives its own outcomes as the
 * acknowledgement shape; a row's LSN in that shape is the commit LSN of its mutation.
 */
export const syncClients = defineTable('sync.sync_clients', {
  doc: 'One row a desk file that ever pushed: its counter.',
  columns: { clientId: uuid(), deviceId: uuid(), lastSeq: integer(), createdAt: instant(), seenAt: instant() },
  key: ['clientId'],
  group: 'trade',
  replication: { rows: 'none' },
});

export const syncOutcomes = defineTable('sync.sync_outcomes', {
  doc: 'The one outcome of each mutation. Moves to the new counter when a restored file sends the same mutation again.',
  columns: {
    clientId: uuid(),
    seq: integer(),
    /** Whose acknowledgement shape the row is in; by device, so that it outlives a new client id */
    deviceId: uuid(),
    mutationId: uuid(),
    name: text(),
    status: oneOf(['applied', 'refused', 'quarantined']),
    code: nullable(text()),
    message: nullable(text()),
    details: nullable(json(z.record(z.string(), z.unknown()))),
    recordedAt: instant(),
    /** Tells whether what comes again under this id is the same; null where a person's own request carried the id */
    contentId: nullable(uuid()),
    /** Cloud clock − device clock in milliseconds when it was done, as far as the device knew */
    clockOffset: nullable(integer()),
  },
  key: ['clientId', 'seq'],
  unique: [['mutationId']],
  indexes: [['deviceId']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type SyncOutcome = Row<typeof syncOutcomes>;
export type SyncClient = Row<typeof syncClients>;

export const syncQuarantine = defineTable('sync.sync_quarantine', {
  doc: 'Payloads that could not be run, kept whole for a person.',
  columns: {
    mutationId: uuid(),
    clientId: uuid(),
    deviceId: uuid(),
    reason: text(),
    payload: personal('what somebody typed may name people', json(z.unknown())),
    receivedAt: instant(),
    reviewed: boolean(),
  },
  key: ['mutationId'],
  group: 'trade',
  replication: { rows: 'none' },
});
