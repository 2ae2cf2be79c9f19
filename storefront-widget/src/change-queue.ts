import type { CheckoutChange } from './checkout-api.ts';

/** Changes are sent one after the other; what is changed meanwhile goes with the next. */
export class ChangeQueue {
  readonly #send: (part: CheckoutChange) => Promise<void>;
  #pending: CheckoutChange | null = null;
  #sending: Promise<void> | null = null;

  constructor(send: (part: CheckoutChange) => Promise<void>) {
    this.#send = send;
  }

  /** Ends when all that was added so far has been answered; null when there is nothing. */
  get done(): Promise<void> | null {
    return this.#sending;
  }

  add(part: CheckoutChange): Promise<void> {
    this.#pending = { ...this.#pending, ...part };
    this.#sending ??= this.#all().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #all(): Promise<void> {
    for (let part = this.#pending; part; part = this.#pending) {
      this.#pending = null;
      await this.#send(part);
    }
  }
}
