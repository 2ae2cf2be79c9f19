/** A small generator of our own, so that a failure can be run again by its seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
    for (let at = 0; at < 4; at++) this.below(2);
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    // The low bits of such a generator repeat soon.
    const mixed = Math.imul(this.state ^ (this.state >>> 16), 0x45d9f3b) >>> 0;
    return Math.floor((mixed / 2 ** 32) * end);
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** Each by chance, at least one. */
  some<T>(values: readonly T[]): T[] {
    const chosen = values.filter(() => this.chance(2));
    return chosen.length > 0 ? chosen : [this.pick(values)];
  }
}
