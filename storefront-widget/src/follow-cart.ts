import { ShopError } from './api.ts';
import type { BasketLine } from './basket.ts';
import { mergeBaskets, type Quantities, sameBasket } from './merge-baskets.ts';
import { fields, list, whole, wholeOrNull, words, wordsOrNull } from './shapes.ts';
import type { Store } from './store.ts';

const SETTLE_MS = 400;
const MOST_TRIES = 4;
const MOST_LINES = 50;
const PATH = '/shop/v1/account/cart';

/** The basket as the account has it; quantities in whole units, as people count. */
interface Theirs {
  readonly revision: number;
  readonly lines: readonly BasketLine[];
  readonly coupons: readonly string[];
}

function readCart(value: unknown): Theirs {
  const it = fields(value);
  const currency = words(it.currency);
  const lines = list(it.lines)
    .map(fields)
    .map((line): BasketLine => {
      const scale = whole(line.scale);
      const quantity = Math.floor(whole(line.quantity) / 10 ** scale);
      // As it was last seen, so that another price is told by the basket.
      const price = wholeOrNull(line.seenPrice) ?? whole(line.unitPrice);
      const face = {
        ...{ title: words(line.title), variantTitle: words(line.variantTitle), image: wordsOrNull(line.image) },
        ...{ currency, price, priceFor: quantity, scale },
      };
      return { variantId: words(line.variantId), handle: words(line.handle), quantity, face };
    });
  return {
    revision: whole(it.revision),
    lines: lines.filter(({ quantity }) => quantity > 0),
    coupons: list(it.coupons).map(words),
  };
}

const quantitiesOf = (lines: readonly BasketLine[]): Quantities =>
  new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));

/**
 * Keeps the basket of this browser and the one of the account one basket: when somebody signs in, when something is put in
 * here, and when the page is looked at again.
 */
export class CartFollower {
  readonly #shop: Store;
  readonly #slot: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #brought = 0;
  #last: Quantities | null = null;
  #own = false;

  constructor(shop: Store) {
    this.#shop = shop;
    this.#slot = `tillhouse-account-cart:${shop.options.api}|${shop.options.key}`;
    const look = (): void => {
      if (document.visibilityState === 'visible') this.#soon(0);
    };
    const online = (): void => this.#soon(0);
    shop.basket.onChange(() => this.#own || this.#soon(SETTLE_MS));
    shop.signIn.onChange(() => {
      if (!shop.signIn.in) this.#base = null;
    });
    document.addEventListener('visibilitychange', look);
    addEventListener('online', online);
  }

  #soon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.sync().catch(() => {}), wait);
  }

  /** After a sign-in. @returns of how many things there are more here than there were, told once. @throws ShopError */
  async brought(): Promise<number> {
    await this.sync();
    const brought = this.#brought;
    this.#brought = 0;
    return brought;
  }

  /** @throws ShopError where the shop does not answer */
  async sync(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running?.catch(() => {});
    this.#running ??= this.#inTurn().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #inTurn(): Promise<void> {
    // Tabs share what both sides last were, so they take turns.
    return navigator.locks ? navigator.locks.request(this.#slot, () => this.#merge()) : this.#merge();
  }

  async #merge(): Promise<void> {
    const { basket, signIn } = this.#shop;
    if (!signIn.in) return;
    let theirs = readCart(await signIn.ask(PATH));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const base = this.#base;
      const merged = mergeBaskets(base, quantitiesOf(basket.lines), quantitiesOf(theirs.lines));
      if (!base) this.#brought += merged.brought;
      const coupons = this.#couponsOf(theirs, base !== null);
      this.#put(merged.quantities, theirs, coupons);
      const same =
        sameBasket(merged.quantities, quantitiesOf(theirs.lines)) && String(coupons) === String(theirs.coupons);
      if (same) {
        this.#base = merged.quantities;
        return;
      }
      try {
        const scales = new Map(
          [...theirs.lines, ...basket.lines].map((line) => [line.variantId, line.face?.scale ?? 0]),
        );
        const lines = [...merged.quantities].slice(0, MOST_LINES).map(([variantId, quantity]) => ({
          ...{ variantId, quantity: quantity * 10 ** (scales.get(variantId) ?? 0) },
        }));
        const body = { revision: theirs.revision, lines, coupons };
        await signIn.ask(PATH, { method: 'PUT', body });
        this.#base = merged.quantities;
        return;
      } catch (error) {
        const meanwhile = error instanceof ShopError ? error.refusal?.details['cart'] : undefined;
        if (!meanwhile) throw error;
        theirs = readCart(meanwhile);
      }
    }
  }

  #couponsOf({ coupons }: Theirs, known: boolean): readonly string[] {
    const mine = this.#shop.basket.coupons;
    return known ? mine : [...new Set([...coupons, ...mine])].slice(0, 20);
  }

  #put(quantities: Quantities, theirs: Theirs, coupons: readonly string[]): void {
    const { basket } = this.#shop;
    if (sameBasket(quantities, quantitiesOf(basket.lines)) && String(coupons) === String(basket.coupons)) return;
    const known = new Map([...theirs.lines, ...basket.lines].map((line) => [line.variantId, line]));
    const lines = [...quantities].flatMap(([id, quantity]) => {
      const line = known.get(id);
      return line ? [{ ...line, quantity }] : [];
    });
    this.#own = true;
    basket.replace(lines, coupons);
    this.#own = false;
  }

  /** As both sides last were */
  get #base(): Quantities | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#slot) ?? 'null');
      return Array.isArray(kept) ? new Map(kept as [string, number][]) : null;
    } catch {
      return this.#last;
    }
  }

  set #base(quantities: Quantities | null) {
    this.#last = quantities;
    try {
      if (quantities) localStorage.setItem(this.#slot, JSON.stringify([...quantities]));
      else localStorage.removeItem(this.#slot);
    } catch {
      // Where nothing is kept, each page begins as a sign-in does, and the larger number counts.
    }
  }
}

const followers = new Map<Store, CartFollower>();

/** The one of a shop on this page. */
export function followerOf(shop: Store): CartFollower {
  const known = followers.get(shop) ?? new CartFollower(shop);
  followers.set(shop, known);
  return known;
}
