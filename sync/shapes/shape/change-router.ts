import type { RowChange, Transaction } from '../replication/change-stream.ts';
import type { Relation } from '../replication/pgoutput.ts';
import type { ShapeRegistry } from './registry.ts';
import type { Releases } from './releases.ts';
import type { Questions, Shape, Verdict } from './shape.ts';
import type { ShapeIndex } from './shape-index.ts';

/** What Postgres was asked about one change, by shape. */
export type Asked = ReadonlyMap<Shape, Questions>;

/** Hands each change to the shapes it concerns, and wakes their readers once the frontier has passed the transaction. */
export class ChangeRouter {
  private readonly index: ShapeIndex;
  private readonly registry: ShapeRegistry;
  private readonly releases: Releases | null;
  private touched = new Set<Shape>();

  /** @param releases null when shapes of a group are not released together */
  constructor(index: ShapeIndex, registry: ShapeRegistry, releases: Releases | null) {
    this.index = index;
    this.registry = registry;
    this.releases = releases;
  }

  /** What has to be known before the change can be handed on; `null` when nothing has. */
  questions(relation: Relation, change: RowChange): Asked | null {
    if (!this.index.hasExpressions) return null;
    let asked: Map<Shape, Questions> | null = null;
    for (const shape of this.index.candidates(relation, change)) {
      const questions = shape.questions(change);
      if (!questions) continue;
      asked ??= new Map();
      asked.set(shape, questions);
    }
    return asked;
  }

  /** @param asked the answers to what `questions` returned for this change */
  change(transaction: Transaction, op: number, relation: Relation, change: RowChange, asked: Asked | null): void {
    for (const shape of this.index.misfits(relation)) {
      // A snapshot of the later form already contains what was written under the earlier one.
      if (!shape.contains(transaction)) this.registry.retire(shape, 'the table changed');
    }
    for (const shape of this.index.candidates(relation, change)) {
      const verdict = shape.definition.where.expression ? this.verdict(shape, transaction, asked) : undefined;
      if (verdict !== null && shape.receive(transaction, op, change, verdict)) this.touched.add(shape);
    }
  }

  lost(transaction: Transaction, oid: number, why: string): void {
    for (const shape of this.index.ofTable(oid)) {
      if (!shape.contains(transaction)) this.registry.retire(shape, why);
    }
  }

  commit(transaction: Transaction): void {
    for (const shape of this.touched) shape.commit(transaction);
  }

  settled(transaction: Transaction): void {
    const touched = this.touched;
    if (touched.size === 0) return;
    this.touched = new Set();
    for (const shape of touched) {
      shape.wake('changed');
      this.releases?.committed(shape, transaction.lsn);
    }
  }

  /** `null` when the shape has nothing to receive. */
  private verdict(shape: Shape, transaction: Transaction, asked: Asked | null): Verdict | null {
    const questions = asked?.get(shape);
    // Made after the stream brought this change: its snapshot waits until it sees everything brought before.
    if (!questions) return null;
    for (const question of [questions.was, questions.is]) {
      if (!(question?.answer instanceof Error) || shape.contains(transaction)) continue;
      // Without an answer the shape would be a guess. Whoever reads it starts again.
      this.registry.retire(shape, 'its condition could not be evaluated');
      return null;
    }
    return { was: questions.was?.answer === true, is: questions.is?.answer === true };
  }
}
