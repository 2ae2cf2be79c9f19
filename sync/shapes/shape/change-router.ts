import type { ChangeConsumer, RowChange, Transaction } from '../replication/change-stream.ts';
import type { Relation } from '../replication/pgoutput.ts';
import type { ShapeRegistry } from './registry.ts';
import type { Releases } from './releases.ts';
import type { Shape } from './shape.ts';
import type { ShapeIndex } from './shape-index.ts';

/** Hands each change to the shapes it concerns, and wakes their readers once the frontier has passed the transaction. */
export class ChangeRouter implements ChangeConsumer {
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

  change(transaction: Transaction, op: number, relation: Relation, change: RowChange): void {
    for (const shape of this.index.misfits(relation)) {
      // A snapshot of the later form already contains what was written under the earlier one.
      if (!shape.contains(transaction)) this.registry.retire(shape, 'the table changed');
    }
    for (const shape of this.index.candidates(relation, change)) {
      if (shape.receive(transaction, op, change)) this.touched.add(shape);
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
}
