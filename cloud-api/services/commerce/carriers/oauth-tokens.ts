import { createHash } from 'node:crypto';
import { inTime } from '../ask-in-time.ts';
import { NotLetIn, type SaidByCarrier, TIMEOUT_MS } from './ask-carrier.ts';
import { CarrierBusy, NoCarrierAnswer } from './carrier.ts';

/** A token is used until so long before it runs out. */
const EARLY_MS = 60_000;
const MOST = 1_000;
/** A token is waited for so long, whoever asks: one that comes too late for a shopper is there for the next. */
export const TOKEN_MS = 8_000;

export interface Token {
  readonly value: string;
  /** From now on, in milliseconds */
  readonly goodForMs: number;
}

interface Kept {
  readonly value: string;
  readonly until: number;
}

/**
 * Tokens of accounts by OAuth 2 client credentials, kept in this process alone until just before they run out. Of many who need one at
 * once the first asks. One that a carrier does not know any more is asked for anew, once. Without a token nothing was done, whatever became
 * of asking for it.
 */
export class OAuthTokens {
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Map<string, Promise<string>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @param of by what it was got: other secrets have another token
   * @throws CarrierBusy where there is none in time
   */
  async with(
    of: readonly string[],
    get: () => Promise<Token>,
    ask: (token: string) => Promise<SaidByCarrier>,
    timeoutMs = TIMEOUT_MS,
  ): Promise<SaidByCarrier> {
    // A print, so that no secret lies around as a key.
    const key = createHash('sha256').update(JSON.stringify(of)).digest('base64url');
    const token = await this.#inTime(key, get, timeoutMs);
    try {
      return await ask(token);
    } catch (error) {
      if (!(error instanceof NotLetIn)) throw error;
      // Another may have got a new one meanwhile.
      if (this.#kept.get(key)?.value === token) this.#kept.delete(key);
      return ask(await this.#inTime(key, get, timeoutMs));
    }
  }

  async #inTime(key: string, get: () => Promise<Token>, timeoutMs: number): Promise<string> {
    const asking = this.#token(key, get).catch((error: unknown) => {
      if (error instanceof NoCarrierAnswer) throw new CarrierBusy('It gave no token.');
      throw error;
    });
    const late = new CarrierBusy('It gave no token in time.');
    return inTime(asking, timeoutMs, late);
  }

  #token(key: string, get: () => Promise<Token>): Promise<string> {
    const kept = this.#kept.get(key);
    if (kept && this.#now() < kept.until) return Promise.resolve(kept.value);
    const under = this.#asking.get(key);
    if (under) return under;
    const asking = get()
      .then(({ value, goodForMs }) => {
        this.#kept.delete(key);
        this.#kept.set(key, { value, until: this.#now() + goodForMs - EARLY_MS });
        if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value as string);
        return value;
      })
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }
}
