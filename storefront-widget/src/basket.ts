/** How a line looked when it was last seen, so that the basket can be shown without a connection. */
export interface LineFace {
  readonly title: string;
  readonly variantTitle: string;
  readonly image: string | null;
  readonly currency: string;
  /** Minor units for one, and the quantity that this price was for: a larger one may have another. */
  readonly price: number;
  readonly priceFor: number;
  /** Digits of the unit it is counted in: 3 where kilograms are sold by the gram */
  readonly scale: number;
}

export interface BasketLine {
  readonly variantId: string;
  readonly handle: string;
  /** Whole units: what a shopper counts */
  readonly quantity: number;
  readonly face?: LineFace | undefined;
}

const PREFIX = 'tillhouse-basket:';
const MOST_LINES = 50;

interface Kept {
  readonly lines: readonly BasketLine[];
  readonly coupons: readonly string[];
}

const none: Kept = { lines: [], coupons: [] };

function isFace(face: unknown): boolean {
  const { title, variantTitle, image, currency, price } = (face ?? {}) as Partial<LineFace>;
  const words = [title, variantTitle, currency].every((word) => typeof word === 'string');
  return words && (image === null || typeof image === 'string') && Number.isSafeInteger(price);
}

/** What lies in the browser may be older than this file, or somebody else's; a line that is no line is left out. */
function readKept(text: string | null): Kept {
  try {
    const known: unknown = JSON.parse(text ?? '[]');
    const { lines, coupons } = (Array.isArray(known) ? { lines: known } : known) as Partial<
      Record<keyof Kept, unknown>
    >;
    return {
      lines: (Array.isArray(lines) ? (lines as BasketLine[]) : [])
        .filter(
          (line) =>
            typeof line?.variantId === 'string' &&
            typeof line.handle === 'string' &&
            Number.isSafeInteger(line.quantity) &&
            line.quantity > 0,
        )
        .map((line) => (isFace(line.face) ? line : { ...line, face: undefined })),
      coupons: (Array.isArray(coupons) ? coupons : []).filter((code): code is string => typeof code === 'string'),
    };
  } catch {
    return none;
  }
}

/**
 * What the shopper has put aside, kept in this browser and shared by its tabs. What a line costs and whether there is
 * any is asked for each time it is shown; the face only bridges the time without a connection. Where the browser keeps
 * nothing, the basket lasts as long as the page.
 */
export class Basket {
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #kept: Kept = none;

  constructor(shop: string) {
    this.#key = PREFIX + shop;
    this.#read();
    addEventListener('storage', (event) => {
      if (event.key !== this.#key && event.key !== null) return;
      this.#kept = readKept(event.newValue);
      this.#tell();
    });
  }

  get lines(): readonly BasketLine[] {
    return this.#kept.lines;
  }

  get coupons(): readonly string[] {
    return this.#kept.coupons;
  }

  get units(): number {
    return this.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  quantityOf(variantId: string): number {
    return this.lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  }

  /** Adds up to `most` units in all of this variant; returns how many were added. */
  add(line: BasketLine, most: number): number {
    this.#read();
    const before = this.quantityOf(line.variantId);
    const after = Math.max(before, Math.min(before + line.quantity, most));
    if (after === before || (before === 0 && this.lines.length >= MOST_LINES)) return 0;
    const put = { ...line, quantity: after };
    const there = before > 0;
    const lines = there
      ? this.lines.map((one) => (one.variantId === line.variantId ? put : one))
      : [...this.lines, put];
    this.#keep({ ...this.#kept, lines });
    return after - before;
  }

  setQuantity(variantId: string, quantity: number): void {
    this.#change((line) => (line.variantId === variantId ? { ...line, quantity: Math.max(1, quantity) } : line));
  }

  /** What was seen of its lines; says nothing to listeners, since nothing was put in or taken out. */
  setFaces(faces: ReadonlyMap<string, LineFace>): void {
    this.#read();
    const lines = this.lines.map((line) => ({ ...line, face: faces.get(line.variantId) ?? line.face }));
    this.#keep({ ...this.#kept, lines }, false);
  }

  /** Takes a line out; returns where it stood, so that it can go back. */
  remove(variantId: string): number {
    this.#read();
    const at = this.lines.findIndex((line) => line.variantId === variantId);
    if (at >= 0) this.#keep({ ...this.#kept, lines: this.lines.filter((_, index) => index !== at) });
    return at;
  }

  putBack(line: BasketLine, at: number): void {
    this.#read();
    const others = this.lines.filter((one) => one.variantId !== line.variantId);
    this.#keep({ ...this.#kept, lines: others.toSpliced(at, 0, line) });
  }

  setCoupons(coupons: readonly string[]): void {
    this.#read();
    this.#keep({ ...this.#kept, coupons });
  }

  /** Puts what is here in the place of all; faces of lines that stay are kept. */
  replace(lines: readonly BasketLine[], coupons: readonly string[]): void {
    this.#read();
    const faces = new Map(this.lines.map((line) => [line.variantId, line.face]));
    this.#keep({ lines: lines.map((line) => ({ ...line, face: line.face ?? faces.get(line.variantId) })), coupons });
  }

  /** After these were bought: what was put in meanwhile stays. */
  takeBought(bought: readonly { readonly variantId: string; readonly quantity: number }[]): void {
    this.#read();
    const lines = this.lines.flatMap((line) => {
      const taken = bought.find((one) => one.variantId === line.variantId)?.quantity ?? 0;
      return line.quantity > taken ? [{ ...line, quantity: line.quantity - taken }] : [];
    });
    this.#keep({ lines, coupons: [] });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(next: (line: BasketLine) => BasketLine): void {
    this.#read();
    this.#keep({ ...this.#kept, lines: this.lines.map(next) });
  }

  #keep(kept: Kept, tell = true): void {
    this.#kept = kept;
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Private windows and full storage: the basket stays in memory.
    }
    if (tell) this.#tell();
  }

  #read(): void {
    try {
      const kept = localStorage.getItem(this.#key);
      if (kept !== null) this.#kept = readKept(kept);
    } catch {
      // Storage is closed to us; what is in memory holds.
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
