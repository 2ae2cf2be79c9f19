import type { ProductFacts } from './product-facts.ts';

/** What one store shows in one currency. */
interface Shelf {
  readonly tenantId: string;
  readonly until: number;
  readonly facts: Map<string, ProductFacts>;
  readonly ofVariant: Map<string, string>;
  /** Products and variants that changed while facts were being read; null: all did */
  readonly readings: Set<{ changed: Set<string> | null }>;
}

/** Should an event ever be lost, a search is wrong for no longer than this. */
const KEPT_MS = 300_000;
/** About 40 MB */
const MOST = 60_000;

/**
 * Facts of products that were searched through, by store and currency, so that a search reads only those that changed.
 * An event takes out what it is of. When there are too many, the shelf that was used longest ago goes.
 */
export class FactsKept {
  readonly #shelves = new Map<string, Shelf>();
  readonly #now: () => number;
  readonly #keptMs: number;
  readonly #most: number;
  #count = 0;

  /** @param keptMs 0 keeps nothing: right where no events arrive */
  constructor(now: () => number = Date.now, keptMs: number = KEPT_MS, most: number = MOST) {
    this.#now = now;
    this.#keptMs = keptMs;
    this.#most = most;
  }

  /** The facts of these in their order; those that are not kept are `read` first. Ids without facts are left out. */
  async of(
    tenantId: string,
    view: string,
    ids: readonly string[],
    read: (missing: readonly string[]) => Promise<readonly ProductFacts[]>,
  ): Promise<ProductFacts[]> {
    const shelf = this.#shelf(tenantId, view);
    const missing = ids.filter((id) => !shelf.facts.has(id));
    const fresh = new Map<string, ProductFacts>();
    if (missing.length > 0) {
      const reading = { changed: new Set<string>() as Set<string> | null };
      shelf.readings.add(reading);
      try {
        for (const facts of await read(missing)) fresh.set(facts.id, facts);
      } finally {
        shelf.readings.delete(reading);
      }
      if (this.#keptMs > 0)
        for (const facts of fresh.values()) if (isStill(reading.changed, facts)) this.#keep(shelf, facts);
    }
    const found: ProductFacts[] = [];
    for (const id of ids) {
      const facts = shelf.facts.get(id) ?? fresh.get(id);
      if (facts) found.push(facts);
    }
    this.#makeRoom(shelf);
    return found;
  }

  /** These products, or products with these variants, are other than they were. */
  drop(tenantId: string, ids: readonly string[]): void {
    for (const shelf of this.#of(tenantId)) {
      for (const reading of shelf.readings) for (const id of ids) reading.changed?.add(id);
      for (const id of ids) this.#forget(shelf, shelf.ofVariant.get(id) ?? id);
    }
  }

  dropTenant(tenantId: string): void {
    for (const [key, shelf] of this.#shelves) {
      if (shelf.tenantId !== tenantId) continue;
      for (const reading of shelf.readings) reading.changed = null;
      this.#remove(key, shelf);
    }
  }

  #of(tenantId: string): Shelf[] {
    return [...this.#shelves.values()].filter((shelf) => shelf.tenantId === tenantId);
  }

  #shelf(tenantId: string, view: string): Shelf {
    const key = `${tenantId} ${view}`;
    const known = this.#shelves.get(key);
    if (known && known.until > this.#now()) {
      this.#shelves.delete(key);
      this.#shelves.set(key, known);
      return known;
    }
    if (known) this.#remove(key, known);
    const until = this.#now() + this.#keptMs;
    const shelf = { tenantId, until, facts: new Map(), ofVariant: new Map(), readings: new Set() } as Shelf;
    if (this.#keptMs > 0) this.#shelves.set(key, shelf);
    return shelf;
  }

  #keep(shelf: Shelf, facts: ProductFacts): void {
    if (!shelf.facts.has(facts.id)) this.#count += 1;
    shelf.facts.set(facts.id, facts);
    for (const { id } of facts.variants) shelf.ofVariant.set(id, facts.id);
  }

  #forget(shelf: Shelf, id: string): void {
    const facts = shelf.facts.get(id);
    if (!facts) return;
    shelf.facts.delete(id);
    for (const variant of facts.variants) shelf.ofVariant.delete(variant.id);
    this.#count -= 1;
  }

  #remove(key: string, shelf: Shelf): void {
    this.#shelves.delete(key);
    this.#count -= shelf.facts.size;
    shelf.facts.clear();
    shelf.ofVariant.clear();
  }

  #makeRoom(own: Shelf): void {
    for (const [key, shelf] of this.#shelves) {
      if (this.#count <= this.#most) return;
      if (shelf !== own) this.#remove(key, shelf);
    }
    // One catalogue alone is too large: what was read longest ago goes.
    for (const id of own.facts.keys()) {
      if (this.#count <= this.#most) return;
      this.#forget(own, id);
    }
  }
}

const isStill = (changed: ReadonlySet<string> | null, facts: ProductFacts): boolean =>
  changed !== null && !changed.has(facts.id) && !facts.variants.some(({ id }) => changed.has(id));
