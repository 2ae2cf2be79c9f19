import { type ShopApi, ShopError } from './api.ts';
import type { Basket, BasketLine, LineFace } from './basket.ts';
import type { PricedBasket, PricedLine } from './priced-shapes.ts';
import { type AvailabilityChange, words } from './shapes.ts';

/** `less`: there are fewer than asked for, and the number was changed. `price`: another than was last seen. */
export type LineNotice =
  | { readonly kind: 'less'; readonly before: number; readonly now: number }
  | { readonly kind: 'price'; readonly before: number; readonly now: number };

export interface CartLine extends BasketLine {
  /** `out`: sold out at this moment; `gone`: not sold here any more. Neither is counted. */
  readonly state: 'ok' | 'out' | 'gone';
  /** Null until the shop has said what it comes to */
  readonly priced: PricedLine | null;
  /** Most that can be had; null where that is not known */
  readonly most: number | null;
  readonly notice: LineNotice | null;
}

/** `fresh`: as the shop says. `asking`: on its way. `offline`, `away`: what is shown is what was last known. */
export type CartStatus = 'fresh' | 'asking' | 'offline' | 'away' | 'key' | 'refused';

const SETTLE_MS = 120;
const AGAIN_MS = 8_000;

/**
 * The basket with what the shop says of it: prices, offers, what is left. One for all elements of a store; it asks when
 * something changed, when the connection is back and when the page is looked at again.
 */
export class Cart {
  readonly #api: ShopApi;
  readonly #basket: Basket;
  readonly #listeners = new Set<() => void>();
  readonly #left = new Map<string, number>();
  readonly #notices = new Map<string, LineNotice>();
  #gone = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest = 0;
  priced: PricedBasket | null = null;
  status: CartStatus = 'asking';

  constructor(api: ShopApi, basket: Basket) {
    this.#api = api;
    this.#basket = basket;
    basket.onChange(() => {
      // What is shown is not of this basket any more, from this moment on.
      if (this.#listeners.size > 0) this.status = 'asking';
      this.#tell();
      this.#soon();
    });
  }

  /** Asks for as long as somebody watches. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      addEventListener('online', this.#soonNow);
      document.addEventListener('visibilitychange', this.#onVisible);
      this.#soon(0);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      removeEventListener('online', this.#soonNow);
      document.removeEventListener('visibilitychange', this.#onVisible);
      clearTimeout(this.#timer);
    };
  }

  get lines(): CartLine[] {
    return this.#basket.lines.map((line) => {
      const most = this.#left.get(line.variantId) ?? null;
      const state = this.#gone.has(line.variantId) ? 'gone' : most !== null && most <= 0 ? 'out' : 'ok';
      const priced = this.priced?.lines.find((one) => one.variantId === line.variantId) ?? null;
      const scale = priced?.scale ?? 0;
      const right = state === 'ok' && priced?.quantity === line.quantity * 10 ** scale;
      return { ...line, state, most, priced: right ? priced : null, notice: this.#notices.get(line.variantId) ?? null };
    });
  }

  /** Lines that can be bought, in the smallest step of their unit. */
  get wanted(): { variantId: string; quantity: number }[] {
    return this.lines
      .filter((line) => line.state === 'ok')
      .map(({ variantId, quantity, face }) => ({ variantId, quantity: quantity * 10 ** (face?.scale ?? 0) }));
  }

  /** News of the stock, as it comes. */
  apply(changes: readonly AvailabilityChange[]): void {
    const mine = changes.filter(({ variantId }) => this.#basket.quantityOf(variantId) > 0);
    if (mine.length > 0 && this.#take(mine)) this.#soon();
  }

  forgetNotice(variantId: string): void {
    if (this.#notices.delete(variantId)) this.#tell();
  }

  readonly #soonNow = (): void => this.#soon(0);

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.#soon(0);
  };

  #soon(wait = SETTLE_MS): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => void this.refresh(), wait);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Takes over what is left; lowers lines that ask for more, and says so. @returns whether anything is another now */
  #take(changes: readonly AvailabilityChange[]): boolean {
    let changed = false;
    for (const { variantId, available } of changes) {
      if (this.#left.get(variantId) === available) continue;
      this.#left.set(variantId, available);
      changed = true;
      const before = this.#basket.quantityOf(variantId);
      if (available <= 0 || before <= available) continue;
      this.#notices.set(variantId, { kind: 'less', before, now: available });
      this.#basket.setQuantity(variantId, available);
    }
    if (changed) this.#tell();
    return changed;
  }

  /** Asks the shop what is left of each line and what they come to. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const mine = ++this.#newest;
    if (this.#basket.lines.length === 0) {
      this.priced = null;
      this.#show('fresh');
      return;
    }
    this.#show('asking');
    try {
      const ids = this.#basket.lines.map((line) => line.variantId);
      const left = await this.#api.availability(ids);
      if (mine !== this.#newest) return;
      const there = new Set(left.map(({ variantId }) => variantId));
      this.#gone = new Set(ids.filter((id) => !there.has(id)));
      this.#take(left);
      const priced = await this.#price();
      if (mine !== this.#newest) return;
      this.priced = priced;
      if (priced) this.#see(priced);
      this.#show('fresh');
    } catch (error) {
      if (mine !== this.#newest) return;
      const problem = error instanceof ShopError ? error.problem : 'away';
      const away = problem === 'away' || problem === 'missing';
      this.#show(away ? (navigator.onLine ? 'away' : 'offline') : problem);
      if (away) this.#soon(AGAIN_MS);
    }
  }

  /** A line that is refused is set aside and the rest priced: one of them must not keep the others from their price. */
  async #price(): Promise<PricedBasket | null> {
    for (;;) {
      const { wanted } = this;
      if (wanted.length === 0) return null;
      try {
        return await this.#api.price(wanted, this.#basket.coupons);
      } catch (error) {
        const id = error instanceof ShopError && error.refusal ? words(error.refusal.details['variantId']) : '';
        if (!id || this.#gone.has(id)) throw error;
        this.#gone.add(id);
      }
    }
  }

  #see(priced: PricedBasket): void {
    const faces = new Map<string, LineFace>();
    for (const line of this.#basket.lines) {
      const now = priced.lines.find((one) => one.variantId === line.variantId);
      if (!now) continue;
      const { face } = line;
      const same = face && face.currency === priced.currency && face.priceFor === line.quantity;
      if (same && face.price !== now.unitPrice) {
        this.#notices.set(line.variantId, { kind: 'price', before: face.price, now: now.unitPrice });
      }
      faces.set(line.variantId, {
        title: now.title,
        variantTitle: now.variantTitle,
        image: face?.image ?? null,
        currency: priced.currency,
        price: now.unitPrice,
        priceFor: line.quantity,
        scale: now.scale,
      });
    }
    this.#basket.setFaces(faces);
  }

  #show(status: CartStatus): void {
    this.status = status;
    this.#tell();
  }
}
