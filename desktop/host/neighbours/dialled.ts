import type { TLSSocket } from 'node:tls';
import { dialSecure, type LanKey } from './secure.ts';
import { type Address, textOf } from './settings.ts';

/** Addresses that were called lately: where nobody answered it is tried again after a while. */
export class Dialled {
  readonly #waitMs: number;
  readonly #onFailed: () => void;
  readonly #notBefore = new Map<string, number>();
  readonly #underWay = new Set<string>();
  #stopped = false;

  /** @param onFailed somebody else may be called now */
  constructor(waitMs: number, onFailed: () => void) {
    this.#waitMs = waitMs;
    this.#onFailed = onFailed;
  }

  may(at: string): boolean {
    return !this.#underWay.has(at) && performance.now() >= (this.#notBefore.get(at) ?? 0);
  }

  /** Somebody calls out from there now. */
  mayAgain(at: string): void {
    this.#notBefore.delete(at);
  }

  /** By each key in turn: the other side may not have heard of the newest one yet. */
  dial(address: Address, keys: readonly LanKey[], onLine: (socket: TLSSocket) => void): void {
    const at = textOf(address);
    if (this.#stopped || !this.may(at)) return;
    this.#underWay.add(at);
    void this.#byAny(address, keys).then((socket) => {
      this.#underWay.delete(at);
      this.#notBefore.set(at, performance.now() + this.#waitMs);
      if (this.#stopped) socket?.destroy();
      else if (socket) onLine(socket);
      else this.#onFailed();
    });
  }

  async #byAny({ host, port }: Address, keys: readonly LanKey[]): Promise<TLSSocket | null> {
    for (const key of keys) {
      const socket = await dialSecure(host, port, key).catch(() => null);
      if (socket || this.#stopped) return socket;
    }
    return null;
  }

  stop(): void {
    this.#stopped = true;
  }
}
