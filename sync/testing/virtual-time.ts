import type { Chance } from './seeded-chance.ts';

interface Due {
  readonly at: number;
  /** Orders what is due at one moment, by chance */
  readonly tie: number;
  readonly run: () => void;
}

/**
 * The clock of a simulation and all that waits on it. One thing happens at a time: it runs until nothing of it can go on
 * without the clock, so the same seed gives the same run to the last await.
 */
export class VirtualTime {
  /** Epoch milliseconds by which everything waits */
  now: number;
  /** Milliseconds that everybody slept through, machines too: clocks show them, nothing that waits has waited them */
  slept = 0;
  readonly #chance: Chance;
  #due: Due[] = [];

  constructor(start: number, chance: Chance) {
    this.now = start;
    this.#chance = chance;
  }

  /** What the clock on the wall shows, epoch milliseconds */
  get wall(): number {
    return this.now + this.slept;
  }

  after(milliseconds: number, run: () => void): void {
    const due = { at: this.now + Math.max(0, Math.round(milliseconds)), tie: this.#chance.next(), run };
    const later = (other: Due): boolean => other.at > due.at || (other.at === due.at && other.tie > due.tie);
    let low = 0;
    let high = this.#due.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (later(this.#due[middle] as Due)) high = middle;
      else low = middle + 1;
    }
    this.#due.splice(low, 0, due);
  }

  /** Lets the next thing happen, to its end. @returns false when nothing is due any more */
  async step(): Promise<boolean> {
    const next = this.#due.shift();
    if (!next) return false;
    this.now = Math.max(this.now, next.at);
    next.run();
    // All that follows by promises alone has its turn before this comes back.
    await new Promise((resolve) => setImmediate(resolve));
    return true;
  }
}
