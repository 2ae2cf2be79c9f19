import { createHash } from 'node:crypto';

/** A serialised answer, ready to send. */
export interface CachedAnswer {
  readonly body: Buffer;
  readonly etag: string;
  /** Variants whose price or stock it shows */
  readonly variantIds: readonly string[];
  /** Epoch milliseconds from which on it is shown no more; left out: as long as any that is kept from now on */
  readonly until?: number;
}

interface Entry {
  readonly tenantId: string;
  readonly key: string;
  readonly answer: CachedAnswer;
  readonly until: number;
  /** Since its turn to leave came last; what is new counts as asked for */
  asked: boolean;
}

/** An answer that is being read from the database, and what changed since that began. */
interface Reading {
  readonly answer: Promise<CachedAnswer>;
  readonly changed: Set<string>;
  all: boolean;
}

interface Tenant {
  readonly entries: Map<string, Entry>;
  readonly byVariant: Map<string, Set<Entry>>;
  readonly readings: Set<Reading>;
  readonly joinable: Map<string, Reading>;
}

/** Should an event ever be lost, an answer is wrong for no longer than this: a minute unless it is told otherwise. */
const LONGEST_MS = 60_000;
const MOST_BYTES = 96 * 1024 * 1024;

/**
 * Answers of the storefront by tenant and address. An event takes out the answers that show what it changed and no
 * others; one that was being read meanwhile is given to who asked and not kept. Who asks for what is being read waits
 * for that, unless something has changed since it began.
 */
export class AnswerCache {
  readonly #tenants = new Map<string, Tenant>();
  /** Of all tenants, by when it is their turn to leave: when there are too many, those go that nobody asked for since */
  readonly #byTurn = new Set<Entry>();
  #bytes = 0;
  readonly #now: () => number;
  readonly #longestMs: number;
  readonly #mostBytes: number;

  /** @param longestMs 0 keeps nothing: right where no events arrive */
  constructor(now: () => number = Date.now, longestMs: number = LONGEST_MS, mostBytes: number = MOST_BYTES) {
    this.#now = now;
    this.#longestMs = longestMs;
    this.#mostBytes = mostBytes;
  }

  get(tenantId: string, key: string): CachedAnswer | undefined {
    const entry = this.#tenants.get(tenantId)?.entries.get(key);
    if (!entry) return undefined;
    if (entry.until > this.#now()) {
      entry.asked = true;
      return entry.answer;
    }
    this.#remove(entry);
    return undefined;
  }

  /**
   * The kept answer, the one that is on its way, or what `read` gives.
   * @param mostMs for what also says something of variants that are not among its own
   */
  async answer(
    tenantId: string,
    key: string,
    read: () => Promise<CachedAnswer>,
    mostMs: number = Number.POSITIVE_INFINITY,
  ): Promise<CachedAnswer> {
    if (this.#longestMs === 0) return read();
    const kept = this.get(tenantId, key);
    if (kept) return kept;
    const tenant = this.#tenantOf(tenantId);
    const under = tenant.joinable.get(key);
    if (under) return under.answer;
    const { promise, resolve, reject } = Promise.withResolvers<CachedAnswer>();
    const reading: Reading = { answer: promise, changed: new Set(), all: false };
    tenant.readings.add(reading);
    tenant.joinable.set(key, reading);
    // Who joins is told of a failure as well; nobody may have.
    promise.catch(() => {});
    try {
      const answer = await read();
      const stale = reading.all || answer.variantIds.some((id) => reading.changed.has(id));
      if (!stale) {
        const until = Math.min(
          this.#now() + Math.min(mostMs, this.#longestMs),
          answer.until ?? Number.POSITIVE_INFINITY,
        );
        this.#keep({ tenantId, key, answer: { ...answer, until }, until, asked: true });
      }
      resolve(answer);
      return answer;
    } catch (error) {
      reject(error);
      throw error;
    } finally {
      tenant.readings.delete(reading);
      if (tenant.joinable.get(key) === reading) tenant.joinable.delete(key);
      this.#forgetEmpty(tenantId);
    }
  }

  /**
   * Several at once: `read` is asked for all that are neither kept nor on their way, and gives each of them.
   * @returns in the order of their keys
   */
  async answers(
    tenantId: string,
    keys: readonly string[],
    read: (keys: readonly string[]) => Promise<ReadonlyMap<string, CachedAnswer>>,
  ): Promise<CachedAnswer[]> {
    const asked = new Map<string, PromiseWithResolvers<CachedAnswer>>();
    const all = keys.map((key) =>
      this.answer(tenantId, key, () => {
        const own = Promise.withResolvers<CachedAnswer>();
        asked.set(key, own);
        return own.promise;
      }),
    );
    if (asked.size > 0) void readAll(asked, read);
    return Promise.all(all);
  }

  /** Price or stock of these variants changed; which products a list holds stays. */
  dropVariants(tenantId: string, variantIds: readonly string[]): void {
    const tenant = this.#tenants.get(tenantId);
    if (!tenant) return;
    tenant.joinable.clear();
    for (const reading of tenant.readings) for (const id of variantIds) reading.changed.add(id);
    for (const id of variantIds) for (const entry of tenant.byVariant.get(id) ?? []) this.#remove(entry);
  }

  /** The catalogue changed: any list may be another now. */
  dropTenant(tenantId: string): void {
    const tenant = this.#tenants.get(tenantId);
    if (!tenant) return;
    tenant.joinable.clear();
    for (const reading of tenant.readings) reading.all = true;
    for (const entry of tenant.entries.values()) this.#remove(entry);
  }

  #tenantOf(tenantId: string): Tenant {
    let tenant = this.#tenants.get(tenantId);
    if (!tenant) {
      tenant = { entries: new Map(), byVariant: new Map(), readings: new Set(), joinable: new Map() };
      this.#tenants.set(tenantId, tenant);
    }
    return tenant;
  }

  #keep(entry: Entry): void {
    const tenant = this.#tenantOf(entry.tenantId);
    const known = tenant.entries.get(entry.key);
    if (known) this.#remove(known);
    tenant.entries.set(entry.key, entry);
    this.#byTurn.add(entry);
    this.#bytes += entry.answer.body.length;
    for (const id of entry.answer.variantIds) {
      const shown = tenant.byVariant.get(id);
      if (shown) shown.add(entry);
      else tenant.byVariant.set(id, new Set([entry]));
    }
    this.#makeRoom();
  }

  /** To move an answer to the end each time that it is asked for would cost more than to send it. */
  #makeRoom(): void {
    for (const entry of this.#byTurn) {
      if (this.#bytes <= this.#mostBytes) return;
      if (entry.asked) {
        entry.asked = false;
        this.#byTurn.delete(entry);
        this.#byTurn.add(entry);
      } else this.#remove(entry);
    }
  }

  #remove(entry: Entry): void {
    const tenant = this.#tenants.get(entry.tenantId);
    if (!tenant || !this.#byTurn.delete(entry)) return;
    this.#bytes -= entry.answer.body.length;
    tenant.entries.delete(entry.key);
    for (const id of entry.answer.variantIds) {
      const shown = tenant.byVariant.get(id);
      shown?.delete(entry);
      if (shown?.size === 0) tenant.byVariant.delete(id);
    }
    this.#forgetEmpty(entry.tenantId);
  }

  #forgetEmpty(tenantId: string): void {
    const tenant = this.#tenants.get(tenantId);
    if (tenant?.entries.size === 0 && tenant.readings.size === 0) this.#tenants.delete(tenantId);
  }
}

async function readAll(
  asked: ReadonlyMap<string, PromiseWithResolvers<CachedAnswer>>,
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, CachedAnswer>>,
): Promise<void> {
  try {
    const found = await read([...asked.keys()]);
    for (const [key, { resolve, reject }] of asked) {
      const answer = found.get(key);
      if (answer) resolve(answer);
      else reject(new Error(`nothing was read for ${key}`));
    }
  } catch (error) {
    for (const { reject } of asked.values()) reject(error);
  }
}

export function serialise(value: unknown, variantIds: readonly string[]): CachedAnswer {
  return answerOf(Buffer.from(JSON.stringify(value)), variantIds);
}

export function answerOf(body: Buffer, variantIds: readonly string[], until?: number): CachedAnswer {
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  return { body, etag, variantIds, ...(until !== undefined && { until }) };
}
