import { createHash } from 'node:crypto';

/** A serialised answer, ready to send. */
export interface CachedAnswer {
  readonly body: Buffer;
  readonly etag: string;
  /** Products in it; empty: it depends on which products there are (a list's end) */
  readonly productIds: readonly string[];
}

interface Entry {
  readonly tenantId: string;
  readonly key: string;
  readonly answer: CachedAnswer;
  readonly until: number;
}

/** Should an event ever be lost, an answer is wrong for no longer than this. */
const LONGEST_MS = 60_000;
const MOST = 20_000;

/**
 * Answers of the storefront by tenant and address. Events take out the ones that they touch; an answer read before a
 * change and stored after it is refused by the tenant's generation.
 */
export class AnswerCache {
  readonly #entries = new Map<string, Entry>();
  readonly #byProduct = new Map<string, Set<string>>();
  readonly #generations = new Map<string, number>();
  readonly #now: () => number;
  readonly #longestMs: number;

  /** @param longestMs 0 keeps nothing: right where no events arrive */
  constructor(now: () => number = Date.now, longestMs: number = LONGEST_MS) {
    this.#now = now;
    this.#longestMs = longestMs;
  }

  get(tenantId: string, key: string): CachedAnswer | undefined {
    const entry = this.#entries.get(`${tenantId} ${key}`);
    if (!entry) return undefined;
    if (entry.until > this.#now()) return entry.answer;
    this.#remove(entry);
    return undefined;
  }

  /** Take it before reading the database; give it to `set` with what was read. */
  generation(tenantId: string): number {
    return this.#generations.get(tenantId) ?? 0;
  }

  set(tenantId: string, key: string, answer: CachedAnswer, generation: number): void {
    if (generation !== this.generation(tenantId) || this.#longestMs === 0) return;
    const id = `${tenantId} ${key}`;
    const known = this.#entries.get(id);
    if (known) this.#remove(known);
    const entry = { tenantId, key, answer, until: this.#now() + this.#longestMs };
    this.#entries.set(id, entry);
    for (const productId of answer.productIds) {
      const place = `${tenantId} ${productId}`;
      const keys = this.#byProduct.get(place) ?? new Set();
      this.#byProduct.set(place, keys.add(id));
    }
    if (this.#entries.size > MOST) this.#remove(this.#entries.values().next().value as Entry);
  }

  /** Stock of these products changed: which products a list holds stays. */
  dropProducts(tenantId: string, productIds: readonly string[]): void {
    this.#raise(tenantId);
    for (const productId of productIds) {
      for (const id of [...(this.#byProduct.get(`${tenantId} ${productId}`) ?? [])]) {
        const entry = this.#entries.get(id);
        if (entry) this.#remove(entry);
      }
    }
  }

  /** The catalogue changed: any list may be another now. */
  dropTenant(tenantId: string): void {
    this.#raise(tenantId);
    for (const entry of [...this.#entries.values()]) if (entry.tenantId === tenantId) this.#remove(entry);
  }

  #raise(tenantId: string): void {
    this.#generations.set(tenantId, this.generation(tenantId) + 1);
  }

  #remove({ tenantId, key, answer }: Entry): void {
    const id = `${tenantId} ${key}`;
    this.#entries.delete(id);
    for (const productId of answer.productIds) {
      const place = `${tenantId} ${productId}`;
      const keys = this.#byProduct.get(place);
      keys?.delete(id);
      if (keys?.size === 0) this.#byProduct.delete(place);
    }
  }
}

export function serialise(value: unknown, productIds: readonly string[]): CachedAnswer {
  const body = Buffer.from(JSON.stringify(value));
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  return { body, etag, productIds };
}
