import type { Lsn } from '../protocol/lsn.ts';

interface Waiter {
  readonly lsn: Lsn;
  readonly arrived: () => void;
}

/** How far the stream has been applied to all shapes. Moves only forward while one stream lasts, and only between transactions. */
export class Frontier {
  private position: Lsn = 0;
  private waiters: Waiter[] = [];

  get lsn(): Lsn {
    return this.position;
  }

  advance(lsn: Lsn): void {
    if (lsn <= this.position) return;
    this.position = lsn;
    if (this.waiters.length === 0) return;
    const due = this.waiters.filter((waiter) => waiter.lsn <= lsn);
    this.waiters = this.waiters.filter((waiter) => waiter.lsn > lsn);
    for (const waiter of due) waiter.arrived();
  }

  /** A new stream may belong to a restored cluster whose positions lie earlier; nothing of the old one counts. */
  restart(): void {
    this.position = 0;
  }

  reach(lsn: Lsn): Promise<void> {
    if (lsn <= this.position) return Promise.resolve();
    return new Promise((arrived) => this.waiters.push({ lsn, arrived }));
  }
}
