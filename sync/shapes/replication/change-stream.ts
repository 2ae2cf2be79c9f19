import type { Lsn } from '../protocol/lsn.ts';
import type { TextRow } from '../postgres/read-rows.ts';
import { decodePgOutput, type PgOutputMessage, type Relation, type StreamedRow, unchanged } from './pgoutput.ts';
import type { RecentTransactions } from './recent-transactions.ts';

export interface Transaction {
  /** Where its commit record begins: the position that names the transaction everywhere. */
  readonly lsn: Lsn;
  /** 32 bits, as the stream has it. */
  readonly xid: number;
}

export type RowChange =
  | { readonly kind: 'insert'; readonly row: TextRow }
  | { readonly kind: 'update'; readonly before: TextRow; readonly row: TextRow }
  | { readonly kind: 'delete'; readonly before: TextRow };

/** Who applies the transactions to the shapes. Called in commit order. */
export interface ChangeConsumer {
  change(transaction: Transaction, op: number, relation: Relation, change: RowChange): void;
  /** The log does not tell what happened to the table's rows: whatever was built on it must be built anew. */
  lost(transaction: Transaction, oid: number, why: string): void;
  /** Everything of the transaction was handed over. The frontier has not moved yet. */
  commit(transaction: Transaction): void;
  /** The frontier has moved over the transaction. */
  settled(transaction: Transaction): void;
}

/** Turns stream messages into whole transactions and moves the frontier. */
export class ChangeStream {
  private readonly relations = new Map<number, Relation>();
  private readonly consumer: ChangeConsumer;
  private readonly frontier: { advance(lsn: Lsn): void };
  private readonly recent: RecentTransactions;
  private transaction: Transaction | null = null;
  private op = 0;

  constructor(consumer: ChangeConsumer, frontier: { advance(lsn: Lsn): void }, recent: RecentTransactions) {
    this.consumer = consumer;
    this.frontier = frontier;
    this.recent = recent;
  }

  receive(buffer: Buffer, start: number): void {
    this.apply(decodePgOutput(buffer, start));
  }

  /**
   * Everything before `walEnd` was sent. A commit may begin exactly there, so the frontier stops one byte earlier; in
   * the middle of a transaction the position says nothing about it and is ignored.
   */
  keepAlive(walEnd: Lsn): void {
    if (this.transaction === null && walEnd > 0) this.frontier.advance(walEnd - 1);
  }

  private apply(message: PgOutputMessage): void {
    switch (message.kind) {
      case 'begin':
        this.transaction = { lsn: message.commitLsn, xid: message.xid };
        this.op = 0;
        this.recent.add(this.transaction);
        return;
      case 'relation':
        this.relations.set(message.relation.oid, message.relation);
        return;
      case 'commit': {
        const transaction = this.current();
        this.consumer.commit(transaction);
        this.transaction = null;
        this.frontier.advance(transaction.lsn);
        this.consumer.settled(transaction);
        return;
      }
      case 'insert':
        this.pass(message.oid, { kind: 'insert', row: completed(message.row, null) });
        return;
      case 'update':
        if (message.before === null || !message.whole) this.lose(message.oid, 'replica identity is not full');
        else {
          const before = completed(message.before, null);
          this.pass(message.oid, { kind: 'update', before, row: completed(message.row, before) });
        }
        return;
      case 'delete':
        if (!message.whole) this.lose(message.oid, 'replica identity is not full');
        else this.pass(message.oid, { kind: 'delete', before: completed(message.before, null) });
        return;
      case 'truncate':
        for (const oid of message.oids) this.lose(oid, 'truncated');
        return;
      default:
        return;
    }
  }

  private pass(oid: number, change: RowChange): void {
    const relation = this.relations.get(oid);
    if (!relation) throw new Error(`The stream changed relation ${oid} without describing it.`);
    this.consumer.change(this.current(), this.op, relation, change);
    this.op += 2;
  }

  private lose(oid: number, why: string): void {
    this.consumer.lost(this.current(), oid, why);
    this.op += 2;
  }

  private current(): Transaction {
    if (!this.transaction) throw new Error('The stream sent a change outside a transaction.');
    return this.transaction;
  }
}

/** Fills what the stream left out from the old row, which a full replica identity always carries whole. */
function completed(row: StreamedRow, before: TextRow | null): TextRow {
  if (!row.includes(unchanged)) return row as TextRow;
  return row.map((value, index) => {
    if (value !== unchanged) return value;
    if (before === null) throw new Error('The stream left a value out that no old row has.');
    return before[index] ?? null;
  });
}
