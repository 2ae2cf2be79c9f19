import { ShopError } from './api.ts';

const AGAIN_MS = 4_000;
/** A payment is settled in seconds, or by somebody who looks for their phone. */
const POLL_MS = [600, 1_000, 2_000, 3_000, 5_000];

/** Waits for a shop that does not answer, and for a payment that is on its way. */
export class Patience {
  readonly #told: (offline: boolean) => void;
  #wake: (() => void) | undefined;
  #over = false;
  /** What tells of it, so that nobody has to ask */
  watch: { end(): void } | undefined;

  /** @param told hears whether the shop was heard of, whenever it is asked */
  constructor(told: (offline: boolean) => void) {
    this.#told = told;
  }

  get over(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
    this.unwatch();
    this.#wake?.();
  }

  /** What was told is asked for again soon, should it still be on its way. */
  unwatch(): void {
    if (this.watch) this.wake();
    this.watch?.end();
    this.watch = undefined;
  }

  /** There may be an answer now: the connection is back, or the page is looked at again. */
  wake(): void {
    this.#wake?.();
  }

  wait(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  /** Asks until there is an answer. @returns null when it ended before @throws ShopError a refusal */
  async insist<T>(ask: () => Promise<T>): Promise<T | null> {
    while (!this.#over) {
      try {
        const answer = await ask();
        this.#told(false);
        return answer;
      } catch (error) {
        if (!(error instanceof ShopError) || error.problem !== 'away') throw error;
        this.#told(true);
        await this.wait(AGAIN_MS);
      }
    }
    return null;
  }

  /** Asks now and then, for as long as it goes on and nothing tells of it. */
  async poll(goesOn: () => boolean, ask: () => Promise<void>): Promise<void> {
    for (let asked = 0; goesOn(); asked += 1) {
      await this.wait(POLL_MS[Math.min(asked, POLL_MS.length - 1)] ?? AGAIN_MS);
      if (this.#over || !goesOn()) return;
      if (this.watch) asked = 0;
      else await ask();
    }
  }
}
