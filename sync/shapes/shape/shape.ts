import type { SnapshotMark } from '../protocol/control-messages.ts';
import { closeItem, type ItemWriter, type LogItem, writerOf } from '../protocol/log-item.ts';
import type { Lsn } from '../protocol/lsn.ts';
import { visibilityOf } from '../postgres/visibility.ts';
import type { RowChange, Transaction } from '../replication/change-stream.ts';
import type { ChunkStore } from '../storage/chunk-store.ts';
import { ShapeLog } from '../storage/shape-log.ts';
import { SnapshotChunks } from '../storage/snapshot-chunks.ts';
import type { TextRow } from '../postgres/read-rows.ts';
import type { Question } from '../where/evaluator.ts';
import { type RowPredicate, rowPredicate } from '../where/row-predicate.ts';
import type { ShapeDefinition } from './definition.ts';

/** Why a held request may go on: new items, or a related shape moved, or this shape is no more. */
export type WakeReason = 'changed' | 'released' | 'gone';

/** Whether the row before a change, and the one after it, pass the shape's expression. */
export interface Verdict {
  readonly was: boolean;
  readonly is: boolean;
}

/** One may stand for both rows; none is needed for a row that the equalities already leave out. */
export interface Questions {
  readonly was: Question | null;
  readonly is: Question | null;
}

const always: Verdict = { was: true, is: true };

/**
 * One shape: its snapshot, and the log that continues it exactly. Transactions arrive from the moment the shape is made;
 * until the snapshot says what it contains they are held, afterwards those it contains are dropped.
 */
export class Shape {
  readonly handle: string;
  readonly definition: ShapeDefinition;
  readonly writer: ItemWriter;
  readonly log: ShapeLog;
  readonly snapshot: SnapshotChunks;
  /** Resolves when the snapshot's position is known, rejects when there will be none. */
  readonly positioned: Promise<void>;

  private readonly matches: RowPredicate;
  private readonly listeners = new Set<(reason: WakeReason) => void>();
  private settlePositioned!: { resolve: () => void; reject: (error: Error) => void };
  private position: { lsn: Lsn; sees: (xid: number) => boolean } | null = null;
  private held: { transaction: Transaction; items: LogItem[] }[] = [];
  private receiving: Transaction | null = null;
  private unwritten: LogItem | null = null;
  private ended = false;

  constructor(handle: string, definition: ShapeDefinition, store: ChunkStore, chunkBytes: number) {
    this.handle = handle;
    this.definition = definition;
    this.writer = writerOf(definition.format);
    this.matches = rowPredicate(definition.where.condition);
    this.log = new ShapeLog(store, chunkBytes);
    this.snapshot = new SnapshotChunks(store, chunkBytes);
    this.positioned = new Promise((resolve, reject) => {
      this.settlePositioned = { resolve, reject };
    });
    this.positioned.catch(() => {});
  }

  get isPositioned(): boolean {
    return this.position !== null;
  }

  /** The frontier must have reached this before the shape may be called up to date. Only after `positioned`. */
  get floor(): Lsn {
    return this.position!.lsn - 1;
  }

  get isGone(): boolean {
    return this.ended;
  }

  /** @param lsn a position not before the commit of anything the snapshot sees */
  placeSnapshot(mark: SnapshotMark, lsn: Lsn): void {
    if (this.ended) return;
    this.position = { lsn, sees: visibilityOf(mark) };
    const held = this.held;
    this.held = [];
    for (const { transaction, items } of held) {
      if (this.contains(transaction)) continue;
      for (const item of items) this.write(transaction, item);
      if (transaction !== this.receiving) this.close(transaction);
    }
    this.settlePositioned.resolve();
  }

  /** Whether the snapshot contains the transaction; `null` while it is not known. */
  contains(transaction: Transaction): boolean | null {
    if (!this.position) return null;
    return transaction.lsn < this.position.lsn && this.position.sees(transaction.xid);
  }

  /**
   * @param verdict what Postgres says of the shape's expression, when it has one
   * @returns whether the change concerns the shape
   */
  receive(transaction: Transaction, op: number, change: RowChange, verdict: Verdict = always): boolean {
    const seen = this.contains(transaction);
    if (this.ended || seen) return false;
    const relevant = this.relevant(change, verdict);
    const items = relevant ? this.writer.change(transaction, op, relevant) : [];
    if (items.length === 0) return false;
    this.receiving = transaction;
    if (seen === null) this.hold(transaction, items);
    else for (const item of items) this.write(transaction, item);
    return true;
  }

  commit(transaction: Transaction): void {
    if (this.receiving !== transaction) return;
    this.receiving = null;
    if (this.position) this.close(transaction);
  }

  /** What Postgres has to say about a change before it can be received; `null` when the shape knows by itself. */
  questions(change: RowChange): Questions | null {
    const { expression } = this.definition.where;
    if (!expression || this.ended) return null;
    const ask = (row: TextRow | null): Question | null =>
      row && this.matches(row) ? { expression, row, answer: null } : null;
    const is = ask(change.kind === 'delete' ? null : change.row);
    const before = change.kind === 'insert' ? null : change.before;
    const same = before && is && expression.columns.every(({ index }) => before[index] === is.row[index]);
    // The equalities may name other columns than the expression: each row's are its own.
    return { was: same && this.matches(before) ? is : ask(before), is };
  }

  onWake(listener: (reason: WakeReason) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  wake(reason: WakeReason): void {
    for (const listener of [...this.listeners]) listener(reason);
  }

  /** Ends the shape. Files that answers are still being read from survive until those are done. */
  retire(error: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.settlePositioned.reject(error);
    this.snapshot.fail(error);
    this.snapshot.discard();
    this.log.discard();
    this.wake('gone');
  }

  /** The change as this shape sees it: a row that enters its condition is inserted, one that leaves it is deleted. */
  private relevant(change: RowChange, verdict: Verdict): RowChange | null {
    if (change.kind === 'insert') return verdict.is && this.matches(change.row) ? change : null;
    if (change.kind === 'delete') return verdict.was && this.matches(change.before) ? change : null;
    const was = verdict.was && this.matches(change.before);
    const is = verdict.is && this.matches(change.row);
    if (was && is) return change;
    if (is) return { kind: 'insert', row: change.row };
    return was ? { kind: 'delete', before: change.before } : null;
  }

  private hold(transaction: Transaction, items: readonly LogItem[]): void {
    const current = this.held.at(-1);
    if (current?.transaction === transaction) current.items.push(...items);
    else this.held.push({ transaction, items: [...items] });
  }

  /** One item stays back, because only the commit tells which is the last. */
  private write(transaction: Transaction, item: LogItem): void {
    const previous = this.unwritten;
    if (previous) this.log.append({ lsn: transaction.lsn, op: previous.op }, closeItem(previous, false));
    this.unwritten = item;
  }

  private close(transaction: Transaction): void {
    const last = this.unwritten;
    if (!last) return;
    this.unwritten = null;
    const offset = { lsn: transaction.lsn, op: last.op };
    this.log.append(offset, closeItem(last, true));
    this.log.commit(offset);
  }
}
