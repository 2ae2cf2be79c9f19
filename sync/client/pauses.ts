import type { Platform } from './platform.ts';

/** Waits that end before their time when sync does. */
export class Pauses {
  readonly #platform: Pick<Platform, 'sleep'>;
  readonly #ends = new Set<() => void>();
  /** Sync has ended. */
  over = false;

  constructor(platform: Pick<Platform, 'sleep'>) {
    this.#platform = platform;
  }

  async for(milliseconds: number): Promise<void> {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#ends.add(end);
    await Promise.race([ended, this.#platform.sleep(milliseconds)]);
    this.#ends.delete(end);
  }

  endAll(): void {
    this.over = true;
    for (const end of this.#ends) end();
  }
}
