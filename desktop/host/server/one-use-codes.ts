import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Codes in addresses that open a window once. An address lands in shell histories and browser lists, so it must wear off. */
const LIFE_MS = 12 * 3_600_000;

export class OneUseCodes {
  readonly #codes = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  make(): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, this.#now() + LIFE_MS);
    return code;
  }

  /** True once for a code made here and not too old. */
  take(code: string): boolean {
    const given = Buffer.from(code);
    for (const [known, until] of this.#codes) {
      const kept = Buffer.from(known);
      if (kept.length !== given.length || !timingSafeEqual(kept, given)) continue;
      this.#codes.delete(known);
      return until > this.#now();
    }
    return false;
  }
}
