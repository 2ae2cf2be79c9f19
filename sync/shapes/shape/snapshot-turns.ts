/** A long snapshot waits for others this long in all; then it goes on beside them, for it holds back what Postgres can clean up. */
const mostWaitMs = 3_000;

/** What one snapshot says of itself. */
export interface SnapshotTurn {
  /** Its first part can be read: whoever asked for it is served, the rest is long. */
  begun(): void;
  /** A promise while a long one should let those go first that have nothing to show yet. */
  pause(): Promise<void> | null;
  end(): void;
}

/**
 * Who reads a long table lets those go first whose readers have nothing yet. A new desk asks for a hundred shapes, of which
 * four are nearly all rows: read beside them, the short ones each took a second, and the desk had nothing to do meanwhile.
 */
export class SnapshotTurns {
  #beginning = 0;
  #waiting: (() => void)[] = [];

  enter(): SnapshotTurn {
    let state: 'beginning' | 'long' | 'over' = 'beginning';
    let left = mostWaitMs;
    this.#beginning += 1;
    const leave = (next: 'long' | 'over') => {
      if (state === 'beginning') this.#fewer();
      state = next;
    };
    return {
      begun: () => leave('long'),
      end: () => leave('over'),
      pause: () => {
        if (state !== 'long' || this.#beginning === 0 || left <= 0) return null;
        const since = performance.now();
        return this.#quiet(left).then(() => {
          left -= performance.now() - since;
        });
      },
    };
  }

  #fewer(): void {
    this.#beginning -= 1;
    if (this.#beginning > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  #quiet(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
