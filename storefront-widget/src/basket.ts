export interface BasketLine {
  readonly variantId: string;
  readonly handle: string;
  readonly quantity: number;
}

const PREFIX = 'tillhouse-basket:';

function readLines(text: string | null): BasketLine[] {
  try {
    const known: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(known)) return [];
    return known.filter(
      (line): line is BasketLine =>
        typeof line?.variantId === 'string' &&
        typeof line.handle === 'string' &&
        Number.isSafeInteger(line.quantity) &&
        line.quantity > 0,
    );
  } catch {
    return [];
  }
}

/**
 * What the shopper has put aside, kept in this browser and shared by its tabs. It holds no prices and no stock: those
 * are asked for when an order is placed. Where the browser keeps nothing, it lasts as long as the page.
 */
export class Basket {
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #lines: BasketLine[] = [];

  constructor(shop: string) {
    this.#key = PREFIX + shop;
    this.#read();
    addEventListener('storage', (event) => {
      if (event.key !== this.#key) return;
      this.#lines = readLines(event.newValue);
      this.#tell();
    });
  }

  get lines(): readonly BasketLine[] {
    return this.#lines;
  }

  get units(): number {
    return this.#lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  quantityOf(variantId: string): number {
    return this.#lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  }

  /** Adds up to `most` units in all of this variant; returns how many were added. */
  add(line: BasketLine, most: number): number {
    this.#read();
    const before = this.quantityOf(line.variantId);
    const after = Math.max(before, Math.min(before + line.quantity, most));
    if (after === before) return 0;
    this.#lines = [...this.#lines.filter((one) => one.variantId !== line.variantId), { ...line, quantity: after }];
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#lines));
    } catch {
      // Private windows and full storage: the basket stays in memory.
    }
    this.#tell();
    return after - before;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(): void {
    try {
      const kept = localStorage.getItem(this.#key);
      if (kept !== null) this.#lines = readLines(kept);
    } catch {
      // Storage is closed to us; what is in memory holds.
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
