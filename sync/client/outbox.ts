import type { Actor, Approval, MutatorKind, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { OutcomeStatus, PushedMutation } from '../protocol/push.ts';
import { tooLarge } from '../protocol/errors.ts';
import type { DeskConnection } from './desk-database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { openDocument, sealDocument } from './sealed-documents.ts';

export type OutboxState = 'queued' | 'answered' | 'acknowledged' | 'settled';

/** One mutation of this desk as the outbox keeps it. */
export interface OutboxEntry {
  readonly orderNo: number;
  readonly seq: number | null;
  readonly mutationId: string;
  readonly name: string;
  readonly version: number;
  readonly kind: MutatorKind;
  readonly args: unknown;
  readonly occurredAt: number;
  readonly deviceId: string;
  readonly actor: Actor;
  readonly store: StoreContext;
  readonly state: OutboxState;
  readonly status: OutcomeStatus | null;
  readonly lsn: number | null;
  /** Cloud clock − this desk's, milliseconds, as last measured when it was done */
  readonly clockOffset: number | null;
  /** Somebody else's yes, as it was when it was done */
  readonly approval?: Approval;
}

/** @param connection that read it; the row's documents are sealed there */
export function entryOf(connection: Pick<DeskConnection, 'fields'>, row: Record<string, unknown>): OutboxEntry {
  const text = (column: 'args' | 'actor' | 'approval') =>
    openDocument(connection, { table: 'sync_outbox', id: row.mutation_id as string, column }, row[column]);
  return {
    orderNo: row.order_no as number,
    seq: row.seq as number | null,
    mutationId: row.mutation_id as string,
    name: row.name as string,
    version: row.version as number,
    kind: row.kind as MutatorKind,
    args: JSON.parse(text('args')),
    occurredAt: row.occurred_at as number,
    deviceId: row.device_id as string,
    actor: JSON.parse(text('actor')) as Actor,
    store: JSON.parse(row.store as string) as StoreContext,
    state: row.state as OutboxState,
    status: row.status as OutcomeStatus | null,
    lsn: row.lsn as number | null,
    clockOffset: row.clock_offset as number | null,
    ...(row.approval !== null && { approval: JSON.parse(text('approval')) as Approval }),
  };
}

export type NewEntry = Pick<
  OutboxEntry,
  'mutationId' | 'name' | 'version' | 'kind' | 'args' | 'occurredAt' | 'deviceId' | 'actor' | 'store' | 'approval'
> & {
  /** Of the clock that it was done by, where that is not this desk's of now */
  readonly clockOffset?: number | null;
};

/** Far below what the cloud takes in one request: a command that cannot travel would hold up all that come after it. */
const MAX_ARGS = 2 * 1024 * 1024;

/** Queues a mutation under the next counter. @returns its place in the desk's order. @throws `sync.too-large` */
export function enqueue(connection: DeskConnection, entry: NewEntry): number {
  const args = JSON.stringify(entry.args);
  if (args.length > MAX_ARGS) throw tooLarge({ name: entry.name, bytes: args.length });
  const kept = (column: 'args' | 'actor' | 'approval', text: string) =>
    sealDocument(connection, { table: 'sync_outbox', id: entry.mutationId, column }, text);
  const skew = readMeta(connection, 'clock_skew');
  const measured = skew === undefined ? null : Number(skew);
  const seq = Number(readMeta(connection, 'next_seq') ?? '1');
  writeMeta(connection, 'next_seq', String(seq + 1));
  const [row] = connection.allNow(
    `INSERT INTO sync_outbox
       (seq, mutation_id, name, version, kind, args, occurred_at, device_id, actor, store, clock_offset,
        approval, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued') RETURNING order_no`,
    [
      seq,
      entry.mutationId,
      entry.name,
      entry.version,
      entry.kind,
      kept('args', args),
      entry.occurredAt,
      entry.deviceId,
      kept('actor', JSON.stringify(entry.actor)),
      JSON.stringify(entry.store),
      entry.clockOffset === undefined ? measured : entry.clockOffset,
      entry.approval === undefined ? null : kept('approval', JSON.stringify(entry.approval)),
    ],
  );
  return row?.order_no as number;
}

export function entryById(connection: DeskConnection, mutationId: string): OutboxEntry | undefined {
  const [row] = connection.allNow('SELECT * FROM sync_outbox WHERE mutation_id = ?', [mutationId]);
  return row && entryOf(connection, row);
}

export function entriesByOrder(connection: DeskConnection, orderNos: readonly number[]): OutboxEntry[] {
  const list = JSON.stringify(orderNos);
  return connection
    .allNow('SELECT * FROM sync_outbox WHERE order_no IN (SELECT value FROM json_each(?)) ORDER BY order_no', [list])
    .map((row) => entryOf(connection, row));
}

export function toPushed(entry: OutboxEntry): PushedMutation {
  return {
    seq: entry.seq as number,
    id: entry.mutationId,
    name: entry.name,
    version: entry.version,
    args: entry.args,
    occurredAt: entry.occurredAt,
    actorId: entry.actor.id,
    actorName: entry.actor.name,
    clockOffset: entry.clockOffset,
    ...(entry.approval && { approval: entry.approval.evidence }),
    ...(entry.actor.proof && { proof: entry.actor.proof.evidence }),
  };
}
