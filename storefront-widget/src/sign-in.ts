import { type Sent, type ShopApi, ShopError } from './api.ts';
import { fields, whole, words } from './shapes.ts';

/** What the browser keeps of a sign-in. A script that the page lets in can read it: see the decision on shoppers' accounts. */
interface Kept {
  readonly access: string;
  readonly refresh: string;
  /** Epoch milliseconds of this browser's clock, before which the access token is asked with */
  readonly until: number;
}

const EARLY_MS = 30_000;

/**
 * Who is signed in at a shop, in all tabs of its page's origin. Tokens go out as headers and never in an address. A refresh token is
 * good once, so tabs take turns with it.
 */
export class SignIn {
  readonly #api: ShopApi;
  readonly #slot: string;
  readonly #listeners = new Set<() => void>();
  #kept: Kept | null = null;
  #renewing: Promise<string | null> | null = null;

  constructor(api: ShopApi) {
    this.#api = api;
    this.#slot = `tillhouse-account:${api.address}|${api.key}`;
    this.#read();
    addEventListener('storage', ({ key }) => {
      if (key !== this.#slot && key !== null) return;
      const before = this.in;
      this.#read(true);
      if (before !== this.in) this.#tell();
    });
  }

  get in(): boolean {
    return this.#kept !== null;
  }

  /** As the answer of the shop names them */
  take(tokens: unknown): void {
    const { access_token: access, refresh_token: refresh, expires_in: life } = fields(tokens);
    const before = this.in;
    this.#keep({ access: words(access), refresh: words(refresh), until: Date.now() + whole(life) * 1_000 - EARLY_MS });
    if (!before) this.#tell();
  }

  /** Asks as who is signed in. @throws ShopError `key` where nobody is, or not any more */
  async ask(path: string, sent: Sent = {}): Promise<unknown> {
    const token = await this.#token();
    if (!token) throw new ShopError('key');
    try {
      return await this.#with(token, path, sent);
    } catch (error) {
      if (!isOver(error)) throw error;
      const next = await this.#token(token);
      if (!next) throw error;
      return this.#with(next, path, sent);
    }
  }

  /** As who is signed in, else as a guest. */
  readonly known: Pick<ShopApi, 'ask'> = {
    ask: async (path, sent) => {
      try {
        if (this.in) return await this.ask(path, sent);
      } catch (error) {
        if (!(error instanceof ShopError) || this.in) throw error;
      }
      return this.#api.ask(path, sent);
    },
  };

  /** Ends it here and, where the shop can be reached, there. What other shoppers of this browser must not see goes too. */
  async end(everywhere = false): Promise<void> {
    if (everywhere) await this.ask('/shop/v1/account/sessions', { method: 'DELETE' });
    const refresh = this.#kept?.refresh;
    this.#tidy();
    this.forget();
    if (refresh && !everywhere) {
      const body = { refresh_token: refresh };
      await this.#api.ask('/shop/v1/account/sign-out', { method: 'POST', body }).catch(() => {});
    }
  }

  #tidy(): void {
    const begun = this.#slot.replace('account', 'checkout');
    try {
      for (const name of ['open', 'beginning', 'order']) localStorage.removeItem(`${begun}:${name}`);
      sessionStorage.removeItem(`${begun}:draft`);
    } catch {
      // Where storage is closed to us nothing was kept.
    }
  }

  forget(): void {
    this.#keep(null);
    this.#tell();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #with(token: string, path: string, sent: Sent): Promise<unknown> {
    const headers = { ...sent.headers, authorization: `Bearer ${token}`, 'x-publishable-key': this.#api.key };
    return this.#api.ask(path, { ...sent, headers });
  }

  /** @param refused one that the shop does not take any more */
  async #token(refused?: string): Promise<string | null> {
    const good = this.#good(refused);
    if (good || !this.#kept) return good;
    this.#renewing ??= this.#inTurn(() => this.#renew(refused)).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  #good(refused?: string): string | null {
    const kept = this.#kept;
    return kept && kept.access !== refused && kept.until > Date.now() ? kept.access : null;
  }

  /** One tab at a time; without locks (a page that is not secure) a tab waits for itself alone. */
  #inTurn(work: () => Promise<string | null>): Promise<string | null> {
    return navigator.locks ? navigator.locks.request(this.#slot, work) : work();
  }

  async #renew(refused?: string): Promise<string | null> {
    // Another tab may have been here first.
    this.#read(true);
    const good = this.#good(refused);
    if (good || !this.#kept) return good;
    try {
      const body = { refresh_token: this.#kept.refresh };
      this.take(await this.#api.ask('/shop/v1/account/tokens', { method: 'POST', body }));
    } catch (error) {
      if (!isOver(error)) throw error;
      this.forget();
    }
    return this.#good();
  }

  #keep(kept: Kept | null): void {
    this.#kept = kept;
    try {
      if (kept) localStorage.setItem(this.#slot, JSON.stringify(kept));
      else localStorage.removeItem(this.#slot);
    } catch {
      // Private windows and full storage: it lasts as long as the page.
    }
  }

  /** @param gone nothing kept means signed out, not that this browser keeps nothing */
  #read(gone = false): void {
    try {
      const text = localStorage.getItem(this.#slot);
      const { access, refresh, until } = fields(JSON.parse(text ?? 'null'));
      const there = words(access) && words(refresh);
      if (there) this.#kept = { access: words(access), refresh: words(refresh), until: whole(until) };
      else if (gone && text === null) this.#kept = null;
    } catch {
      // Storage is closed to us; what is in memory holds.
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isOver = (error: unknown): boolean => error instanceof ShopError && error.refusal?.status === 401;
