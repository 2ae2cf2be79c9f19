import { step } from '../progress.mjs';

type Closer = { name: string; close: () => Promise<unknown> };

/** What was started, ended in the reverse order: each still has what it stands on while it ends. */
export class Stopping {
  #closers: Closer[] = [];
  #running: Promise<void> | undefined;

  add(name: string, close: () => Promise<unknown>): void {
    this.#closers.push({ name, close });
  }

  /** Ends everything. A part that fails or takes longer than 10 s is named and does not hold up the others. Safe to call twice. */
  stop(): Promise<void> {
    this.#running ??= this.#closeAll();
    return this.#running;
  }

  async #closeAll(): Promise<void> {
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) {
      const { name, close } = closer;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('it takes longer than 10 s')), 10_000);
      });
      await Promise.race([close(), late]).catch((error: Error) =>
        step(`${name} did not end in order: ${error.message}`),
      );
      clearTimeout(timer);
    }
  }
}
