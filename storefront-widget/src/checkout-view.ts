import { html, nothing, type TemplateResult } from 'lit';
import { type FieldProblem, problemsOf } from './address-rules.ts';
import { choiceList } from './checkout-choices.ts';
import { CheckoutFlow } from './checkout-flow.ts';
import { checkoutFolds, notesOf } from './checkout-folds.ts';
import { checkoutForm, type FieldName, type FieldValues, fieldsOf } from './checkout-form.ts';
import { notices, stateText } from './checkout-notices.ts';
import type { Checkout, PlacedOrder } from './checkout-shapes.ts';
import {
  deliverySection,
  heldBar,
  payBar,
  paymentSection,
  personBlock,
  reminder,
  waiting,
} from './checkout-sections.ts';
import { checkoutStyles } from './checkout-styles.ts';
import { summary } from './checkout-summary.ts';
import { checkoutWords } from './checkout-words.ts';
import { comeByLetter, fillIn, followSignIn } from './known-shopper.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { OrderPanel } from './order-panel.ts';
import { cameByLetter, ownAddress } from './return-address.ts';
import { announcement } from './pieces.ts';
import { StoreLink } from './store-link.ts';

const TICK_MS = 15_000;

/** In `<tillhouse-checkout store="…">`: from the basket to the order, on one page. */
export class CheckoutView implements View {
  readonly styles = checkoutStyles;
  readonly #host: ViewHost;
  readonly #link: StoreLink;
  readonly #order: OrderPanel;
  #flow: CheckoutFlow | undefined;
  #values: FieldValues = {};
  #problems: Readonly<Record<string, FieldProblem>> = {};
  #editing = false;
  /** Null until the shopper says whether they may be reminded */
  #agrees: boolean | null = null;
  /** Null until the shopper, or the checkout of before, says */
  #way: 'ship' | 'pick-up' | null = null;
  #method: string | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#order = new OrderPanel(
      () => host.requestUpdate(),
      () => host.bringPart('order'),
    );
    this.#link = new StoreLink(host, {
      read: async (shop) => {
        const flow = this.#flow;
        if (!flow) return;
        this.#values = { ...this.#values, ...flow.kept.draft };
        if (cameByLetter()) await comeByLetter(host, shop, flow.kept);
        await flow.start();
        await fillIn(shop, flow);
        this.#order.shop = shop;
      },
      variantIds: () => this.#flow?.checkout?.lines.map(({ variantId }) => variantId) ?? [],
      apply: (changes) => {
        const mine = this.#flow?.checkout?.lines ?? [];
        const short = changes.some(({ variantId, available }) =>
          mine.some((line) => line.variantId === variantId && available * 10 ** line.scale < line.quantity),
        );
        if (short && this.#flow?.state === 'open' && !this.#flow.busy) void this.#flow.refresh();
      },
      watch: (shop) => {
        this.#order.shop = shop;
        const flow = new CheckoutFlow(
          shop,
          () => this.#shown(),
          (order) => this.#placed(order),
        );
        this.#flow = flow;
        const follow = shop.basket.onChange(() => void flow.basketChanged());
        const tick = setInterval(() => flow.checkout?.heldUntil && host.requestUpdate(), TICK_MS);
        return [follow, followSignIn(shop, flow), () => flow.end(), () => clearInterval(tick), () => this.#order.end()];
      },
    });
  }

  /** Goods go to no address: they are collected, or the shop sends nothing anywhere. */
  get #collect(): boolean {
    const { countries = [0], shippingOptions = [], shippingOptionId } = this.#flow?.checkout ?? {};
    return (
      !countries.length || (this.#way ?? shippingOptions.find(({ id }) => id === shippingOptionId)?.kind) === 'pick-up'
    );
  }

  get #words() {
    return checkoutWords(this.#link.locale);
  }

  #placed(order: PlacedOrder): void {
    this.#link.tell('tillhouse-order', { orderId: order.id, number: order.number });
    this.#link.tell('tillhouse-basket', { units: this.#link.shop?.basket.units ?? 0 });
    this.#order.show(order);
    this.#link.say(this.#words.thanks);
    void this.#focus('.done h2');
  }

  /** After each answer: what is chosen for the shopper where there is one choice, and where the focus goes. */
  #shown(): void {
    const { checkout, state, notices: told, problem } = this.#flow ?? {};
    if (checkout && state === 'open') {
      const { shippingOptions, shippingOptionId, methods } = checkout;
      const offered = shippingOptions.filter(({ kind }) => (kind === 'pick-up') === this.#collect);
      const chosen = offered.some(({ id }) => id === shippingOptionId);
      const ready = this.#collect ? checkout.contact : checkout.delivery;
      if (ready && !chosen && offered[0] && !this.#flow?.saving && !this.#flow?.busy)
        void this.#flow?.change({ shippingOptionId: offered[0].id });
      const wanted = this.#method ?? this.#flow?.kept.method;
      this.#method = methods.find(({ id }) => id === wanted)?.id ?? methods[0]?.id ?? null;
    }
    if (state !== 'open' && state !== 'starting') this.#link.say(stateText(this.#words, this.#flow) ?? '');
    this.#host.requestUpdate();
    if (problem || (told?.length ?? 0) > 0) void this.#reveal();
  }

  /** What was said above is of no use below the fold. */
  async #reveal(): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector('.told')?.scrollIntoView({ block: 'nearest' });
  }

  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** As typed, else as the shop has it. */
  get #filled(): FieldValues {
    const { checkout } = this.#flow ?? {};
    const { contact, delivery, countries = [] } = checkout ?? {};
    const region = new Intl.Locale(navigator.language).region ?? '';
    const country = countries.includes(region) ? region : (countries[0] ?? '');
    return { country, ...delivery, ...contact, ...this.#values };
  }

  readonly #typed = (name: FieldName, value: string): void => {
    this.#values = { ...this.#values, [name]: value };
    if (this.#flow) this.#flow.kept.draft = this.#values as Readonly<Record<string, string>>;
    const { [name]: mended, ...problems } = this.#problems;
    if (mended) this.#problems = problems;
    this.#host.requestUpdate();
  };

  /** Sends who buys and where it goes; or says what is missing, and goes to the first of it. */
  async #submit(): Promise<boolean> {
    const values = this.#filled;
    this.#problems = problemsOf(values as Readonly<Record<string, string>>, !this.#collect);
    const first = fieldsOf(values.country ?? '', !this.#collect).find((name) => name in this.#problems);
    if (first || !this.#flow) {
      this.#host.requestUpdate();
      if (first) await this.#focus(`#${first}`);
      return false;
    }
    const text = (name: FieldName) => (values[name] ?? '').trim();
    const contact = { email: text('email'), name: text('name'), phone: text('phone') };
    const { line1, line2, city, region, postcode, country } = Object.fromEntries(
      (['line1', 'line2', 'city', 'region', 'postcode', 'country'] as const).map((name) => [name, text(name)]),
    ) as Record<'line1' | 'line2' | 'city' | 'region' | 'postcode' | 'country', string>;
    const delivery = { name: contact.name, line1, line2, city, region, postcode: postcode.toUpperCase(), country };
    const pickUp = this.#flow.checkout?.shippingOptions.find(({ kind }) => kind === 'pick-up');
    await this.#flow.change({
      contact,
      ...(this.#reminds === null ? {} : { letters: this.#reminds ? ownAddress() : null }),
      ...(this.#collect ? { shippingOptionId: pickUp?.id ?? null } : { delivery }),
    });
    if (this.#flow.problem) return false;
    this.#editing = false;
    this.#values = {};
    this.#flow.kept.draft = null;
    this.#host.requestUpdate();
    await this.#focus('#delivery');
    return true;
  }

  #edits(checkout: Checkout): boolean {
    return this.#editing || !checkout.contact || (!this.#collect && !checkout.delivery);
  }

  readonly #pay = async (): Promise<void> => {
    const flow = this.#flow;
    const { checkout } = flow ?? {};
    if (!flow || !checkout || flow.busy || flow.state !== 'open') return;
    if (this.#edits(checkout)) return void (await this.#submit());
    if (!this.#method) return;
    await flow.pay(this.#method);
    const lack = flow.lacks
      .map((one) => one.split('.').at(-1) ?? '')
      .find((name) => name in this.#filled || name === 'region');
    if (!lack) return;
    this.#editing = true;
    this.#problems = { [lack]: lack === 'postcode' ? 'postcode' : 'missing' };
    this.#host.requestUpdate();
    await this.#focus(`#${lack}`);
  };

  #who(checkout: Checkout): TemplateResult {
    const words = this.#words;
    if (this.#edits(checkout)) {
      // Whether they have an account is asked first and in passing: nobody has to, and what is in the basket stays.
      const offer = this.#link.shop?.signIn.in
        ? nothing
        : html`<tillhouse-account offer store=${this.#host.store ?? nothing}></tillhouse-account>`;
      return html`${offer}${checkoutForm({
        words,
        locale: this.#link.locale,
        values: this.#filled,
        problems: this.#problems,
        countries: checkout.countries,
        withAddress: !this.#collect,
        busy: this.#flow?.saving ?? false,
        typed: this.#typed,
        submit: () => void this.#submit(),
        focus: (name) => void this.#focus(`#${name}`),
      })}${reminder(words, this.#reminds, (agrees) => {
        this.#agrees = agrees;
      })}`;
    }
    return personBlock(words, checkout, this.#collect, () => {
      this.#editing = true;
      this.#host.requestUpdate();
      void this.#focus('#email');
    });
  }

  get #reminds(): boolean | null {
    const { letters = null } = this.#flow?.checkout ?? {};
    return letters === null ? null : (this.#agrees ?? letters);
  }

  #ways(checkout: Checkout): TemplateResult | typeof nothing {
    const words = this.#words;
    if (!checkout.shippingOptions.some(({ kind }) => kind === 'pick-up')) return nothing;
    const choices = [
      { id: 'ship', name: words.send, says: '', price: '' },
      { id: 'pick-up', name: words.collect, says: '', price: '' },
    ];
    const choose = (id: string): void => {
      this.#way = id === 'pick-up' ? 'pick-up' : 'ship';
      this.#shown();
    };
    return choiceList('way', words.delivery, choices, this.#collect ? 'pick-up' : 'ship', choose);
  }

  #sections(checkout: Checkout): TemplateResult | typeof nothing {
    if (this.#edits(checkout)) return nothing;
    const method = (id: string): void => {
      this.#method = id;
      if (this.#flow) this.#flow.kept.method = id;
      this.#host.requestUpdate();
    };
    const shipping = (id: string) => void this.#flow?.change({ shippingOptionId: id });
    const delivers = checkout.countries.length + checkout.shippingOptions.length > 0;
    return html`${delivers ? deliverySection(this.#link, this.#words, checkout, this.#collect, shipping) : nothing}
      ${paymentSection(this.#words, checkout, this.#method, method, checkoutFolds(this.#words, this.#host, this.#link, this.#flow))}`;
  }

  #bar(checkout: Checkout): TemplateResult {
    const edits = this.#edits(checkout);
    const waits = (this.#flow?.busy ?? false) || (this.#flow?.saving ?? false);
    const method = checkout.methods.find(({ id }) => id === this.#method);
    return payBar(this.#link, this.#words, checkout, { edits, waits, method, pay: () => void this.#pay() });
  }

  #open(checkout: Checkout): TemplateResult {
    return html`${heldBar(this.#link, this.#words, checkout)}<div class="cols">
      ${summary(this.#link, this.#words, checkout, notesOf(this.#host, this.#link, checkout, this.#flow))}
      <div class="main">${this.#ways(checkout)}${this.#who(checkout)}${this.#sections(checkout)}</div>
    </div>${this.#bar(checkout)}`;
  }

  #content(): TemplateResult {
    const words = this.#words;
    const flow = this.#flow;
    const { state = 'starting', checkout } = flow ?? {};
    if (state === 'placed') return this.#order.render(this.#link, words, checkout?.contact?.email ?? '');
    if (state === 'empty') return html`<p class="bar">${words.empty}</p><slot name="empty"></slot>`;
    if (state === 'refused') return html`<p class="bar" role="alert">${flow?.problem || this.#link.words.key}</p>`;
    if (state === 'ended')
      return html`<div class="waits"><p>${words.ended}</p><button class="quiet" @click=${() => flow?.restart()}>${words.startAgain}</button></div>`;
    if (!checkout) return waiting(words, words.starting);
    if (state === 'open' || (state === 'paying' && flow?.busy)) return this.#open(checkout);
    if (state === 'waiting') return html`<div class="waits">${notesOf(this.#host, this.#link, checkout, flow)}</div>`;
    if (state === 'leaving') return waiting(words, words.leaving, checkout.actionUrl);
    return state === 'action' ? waiting(words, words.waiting, checkout.actionUrl) : waiting(words, words.paying);
  }

  render(): TemplateResult {
    const words = this.#words;
    const title = this.#flow?.state === 'placed' ? nothing : html`<div class="title"><h2>${words.checkout}</h2></div>`;
    const told = this.#flow ? notices(this.#link, words, this.#flow) : nothing;
    return html`<div class="co">${title}${told}${this.#content()}${announcement(this.#link)}</div>`;
  }
}
