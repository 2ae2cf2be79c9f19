/** Lets so many begin at once; the others wait for their turn, first come first served. */
export class FewAtOnce {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  /** @returns what ends the turn; called again it does nothing */
  async enter(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }

  /** @param begun resolves where the request counts no more: when its answer begins to come */
  async run<T>(begun: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await begun();
    } finally {
      leave();
    }
  }
}
