/** Of a hundred shapes most have nothing new at any time, and hear so in one turn: it is taken in as one. */
export class GatherReached {
  #positions = new Map<string, number>();
  readonly #onGathered: (positions: ReadonlyMap<string, number>) => void;

  constructor(onGathered: (positions: ReadonlyMap<string, number>) => void) {
    this.#onGathered = onGathered;
  }

  add(name: string, lsn: number): void {
    this.#positions.set(name, lsn);
    if (this.#positions.size > 1) return;
    void Promise.resolve().then(() => {
      const positions = this.#positions;
      this.#positions = new Map();
      if (positions.size > 0) this.#onGathered(positions);
    });
  }

  /** What was told of places that are no longer gone by is nothing to take in. */
  forget(): void {
    this.#positions = new Map();
  }
}
