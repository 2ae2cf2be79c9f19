import type { Lsn } from '../protocol/lsn.ts';
import type { Transaction } from './change-stream.ts';

const remembered = 2048;

/**
 * The transactions the stream brought last. A commit is streamed as soon as it is on disk, and only then becomes visible
 * to others: a moment later, or, with synchronous replication, much later. A snapshot taken in between misses what a
 * shape made in between did not receive either; comparing it with these finds that out.
 */
export class RecentTransactions {
  private readonly ring: Transaction[] = [];
  private next = 0;
  private newest: Lsn = 0;

  /** The last transaction of which anything was received. */
  get latest(): Lsn {
    return this.newest;
  }

  add(transaction: Transaction): void {
    this.newest = transaction.lsn;
    this.ring[this.next] = transaction;
    this.next = (this.next + 1) % remembered;
  }

  /** A transaction up to `upTo` that a snapshot does not see, if any. */
  firstUnseen(sees: (xid: number) => boolean, upTo: Lsn): Transaction | null {
    return this.ring.find((transaction) => transaction.lsn <= upTo && !sees(transaction.xid)) ?? null;
  }
}
