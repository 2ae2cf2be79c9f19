import { ShopError } from './api.ts';
import { beginFromBasket } from './begin-checkout.ts';
import { ChangeQueue } from './change-queue.ts';
import { type CheckoutChange, changeCheckout, payCheckout, readOneCheckout } from './checkout-api.ts';
import { attemptFor, Keeper } from './checkout-kept.ts';
import {
  type Checkout,
  type CheckoutNotice,
  linesLeft,
  linesText,
  type PlacedOrder,
  readCheckout,
  unitsOf,
} from './checkout-shapes.ts';
import { Patience } from './patience.ts';
import type { FlowState } from './flow-state.ts';
import { onReturns, ownAddress, takeReturn } from './return-address.ts';
import type { Store } from './store.ts';

const SETTLE_MS = 300;

/**
 * A purchase from the basket to the order. What is sent is written down before it is sent, so that a reload, a second
 * press or a lost answer never makes a second one of it.
 */
export class CheckoutFlow {
  readonly #shop: Store;
  readonly #show: () => void;
  readonly #placed: (order: PlacedOrder) => void;
  readonly patience = new Patience((offline) => {
    if (offline === this.offline) return;
    this.offline = offline;
    this.#show();
  });
  readonly kept: Keeper;
  readonly #unhear: () => void;
  #polling = false;
  #baskets = 0;
  readonly #changes = new ChangeQueue((part) => this.#send(part));
  state: FlowState = 'starting';
  checkout: Checkout | null = null;
  /** Nothing was heard of the shop; it is asked again by itself */
  offline = false;
  /** A payment is on its way: another press is none */
  busy = false;
  /** Why it was not paid or not taken, in the shop's words */
  problem: string | null = null;
  /** `delivery.postcode`: what the shop says is missing */
  lacks: readonly string[] = [];
  /** The last payment did not reach the shop */
  unheard = false;
  notices: readonly CheckoutNotice[] = [];
  /** As it was before something changed by itself */
  totalBefore: number | null = null;

  constructor(shop: Store, show: () => void, placed: (order: PlacedOrder) => void) {
    this.#shop = shop;
    this.#show = show;
    this.#placed = placed;
    this.kept = new Keeper(shop.slot);
    const look = (): void => {
      if (this.state === 'open' && !this.busy && !this.saving) void this.refresh();
      this.patience.wake();
    };
    this.#unhear = onReturns({
      online: () => this.patience.wake(),
      seen: look,
      cameBack: () => void this.refresh(),
    });
  }

  end(): void {
    this.patience.end();
    this.#unhear();
  }

  get saving(): boolean {
    return this.#changes.done !== null;
  }

  /** Goes on with what was begun, or begins with what is in the basket. */
  async start(): Promise<void> {
    const returned = takeReturn();
    const { kept } = this;
    const begun = kept.checkout;
    if (!begun) return this.#begin();
    try {
      const answer = await this.patience.insist(() => readOneCheckout(this.#shop.api, begun));
      if (!answer) return;
      if (answer.status === 'ended') {
        kept.checkout = null;
        return returned ? this.#take(answer) : this.#begin();
      }
      this.#take(answer);
      if (answer.status === 'open') await this.#followBasket(answer);
    } catch (error) {
      // Another browser's, or one that was cleared away: nothing of it is lost but its name.
      if (!(error instanceof ShopError) || error.problem !== 'missing') return this.#refused(error);
      kept.checkout = null;
      return this.#begin();
    }
  }

  async #begin(): Promise<void> {
    try {
      const begun = await beginFromBasket(this.#shop, this.kept, this.patience);
      if (begun) this.#take(begun.checkout);
      else if (!this.patience.over) this.#nothing();
      if (begun?.repeated) await this.#followBasket(begun.checkout);
    } catch (error) {
      this.#refused(error);
    }
  }

  #nothing(): void {
    this.state = 'empty';
    this.#show();
  }

  /** Begins anew from the basket, after one that is over. */
  async restart(): Promise<void> {
    this.kept.checkout = null;
    this.state = 'starting';
    this.problem = null;
    this.notices = [];
    this.#show();
    await this.#begin();
  }

  /** What was put into the basket or taken out since counts here as well. */
  async #followBasket(checkout: Checkout): Promise<void> {
    await this.patience.insist(() => this.#shop.cart.refresh());
    const lines = this.#shop.cart.wanted;
    if (lines.length === 0) this.#nothing();
    else if (linesText(lines) !== linesText(checkout.lines)) {
      await this.change({ lines, coupons: this.#shop.basket.coupons });
    }
  }

  /** The basket beside it is another now. */
  async basketChanged(): Promise<void> {
    const mine = ++this.#baskets;
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    if (mine !== this.#baskets || this.patience.over || this.busy) return;
    if (this.state === 'empty') return this.start();
    if (this.state === 'open' && this.checkout) await this.#followBasket(this.checkout);
  }

  #refused(error: unknown): void {
    const { detail = '', details = {} } = (error instanceof ShopError && error.refusal) || {};
    this.problem = error instanceof ShopError ? detail : String(error);
    this.lacks = Array.isArray(details['lacks']) ? details['lacks'].map(String) : [];
    this.state = this.checkout ? this.state : 'refused';
    this.#show();
  }

  /**
   * Takes over an answer; what changed by itself is kept until the shopper goes on.
   * @param outcome of a payment: why it was declined is said once, though the checkout goes on carrying it
   */
  #take(next: Checkout, outcome = this.checkout?.status !== 'open'): void {
    const before = this.checkout;
    this.checkout = next;
    this.offline = false;
    if (next.status !== 'waiting') this.patience.unwatch();
    const begun = this.kept.checkout;
    const seen = before?.total ?? begun?.seenTotal ?? next.total;
    if (next.notices.length > 0) {
      this.notices = next.notices;
      if (seen !== next.total) this.totalBefore = seen;
    } else if (begun?.id === next.id && seen !== begun.seenTotal) {
      this.kept.checkout = { ...begun, seenTotal: next.total };
    }
    if (next.problem && outcome) this.problem = next.problem;
    if (next.status === 'placed') this.#finish(next);
    else if (next.status === 'ended') {
      this.kept.checkout = null;
      this.state = 'ended';
    } else {
      this.state = next.status;
      if (next.status !== 'open') void this.#poll();
    }
    this.#show();
  }

  #finish({ id, order, lines }: Checkout): void {
    this.state = 'placed';
    if (this.kept.checkout?.id !== id) return;
    this.kept.checkout = null;
    this.kept.draft = null;
    this.#shop.basket.takeBought(lines.map((line) => ({ ...line, quantity: unitsOf(line) })));
    if (!order) return;
    this.kept.order = order;
    this.#placed(order);
  }

  /** As it stands at the shop now. */
  async refresh(): Promise<void> {
    const begun = this.kept.checkout;
    if (!begun) return;
    try {
      const answer = await this.patience.insist(() => readOneCheckout(this.#shop.api, begun));
      if (answer) this.#take(answer);
    } catch (error) {
      this.#refused(error);
    }
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    const waits = () => ['waiting', 'paying', 'action', 'leaving'].includes(this.state);
    await this.patience.poll(waits, async () => {
      if (!this.busy && this.state !== 'leaving') await this.refresh();
    });
    this.#polling = false;
  }

  async change(part: CheckoutChange): Promise<void> {
    const done = this.#changes.add(part);
    this.#show();
    await done;
    this.#show();
  }

  async #send(part: CheckoutChange): Promise<void> {
    const begun = this.kept.checkout;
    if (!begun || this.patience.over) return;
    try {
      const answer = await this.patience.insist(() => changeCheckout(this.#shop.signIn.known, begun, part));
      this.problem = null;
      this.lacks = [];
      if (answer) this.#take(answer);
    } catch (error) {
      if (error instanceof ShopError && error.refusal?.code === 'checkout.ended') await this.refresh();
      else this.#refused(error);
    }
  }

  /** The shopper has seen what changed, and goes on with what there is. */
  async accept(): Promise<void> {
    const { lines, short } = linesLeft(this.checkout?.lines ?? [], this.notices);
    this.notices = [];
    this.totalBefore = null;
    if (lines.length > 0) return this.change(short ? { lines } : {});
    this.#nothing();
  }

  /** Pays what the shopper sees. Pressed twice, or again after no answer, it is the same payment. */
  async pay(methodId: string): Promise<void> {
    const begun = this.kept.checkout;
    if (this.busy || this.state !== 'open' || !begun) return;
    this.busy = true;
    this.problem = null;
    this.unheard = false;
    await this.#changes.done;
    const { total = 0, toPay = 0 } = this.checkout ?? {};
    const attempt = attemptFor(begun.attempt, toPay, methodId);
    this.kept.checkout = { ...begun, attempt };
    this.state = 'paying';
    this.#show();
    try {
      const asked = { expectedTotal: total, expectedToPay: toPay, methodId, returnUrl: ownAddress() };
      this.#answered(await payCheckout(this.#shop.signIn.known, begun, attempt.key, asked));
    } catch (error) {
      await this.#notPaid(error);
    }
    this.busy = false;
    this.#show();
  }

  #answered(answer: Checkout): void {
    const begun = this.kept.checkout;
    if (begun) this.kept.checkout = { ...begun, attempt: null };
    this.notices = [];
    this.totalBefore = null;
    this.#take(answer, true);
    if (answer.status !== 'action' || !answer.actionUrl) return;
    this.state = 'leaving';
    location.assign(answer.actionUrl);
  }

  async #notPaid(error: unknown): Promise<void> {
    const refusal = error instanceof ShopError ? error.refusal : null;
    if (!(error instanceof ShopError) || error.problem === 'away') {
      // Whether it arrived is not known: the shop is asked, and the same payment is not sent again by itself.
      this.state = 'open';
      await this.refresh();
      this.unheard = this.checkout?.status === 'open' && this.problem === null;
      return;
    }
    const begun = this.kept.checkout;
    if (begun) this.kept.checkout = { ...begun, attempt: null };
    this.state = 'open';
    const { code = '', details = {} } = refusal ?? {};
    if (details['checkout']) this.#take(readCheckout(details['checkout']));
    else if (code === 'checkout.ended') await this.refresh();
    else this.#refused(error);
  }
}
