import { html, nothing, type TemplateResult } from 'lit';
import { type OwnOrder, ownOrderPath, readOrders } from './account-api.ts';
import type { AccountUse } from './account-use.ts';
import type { ApprovePieces } from './approve-part.ts';
import type { Approvals } from './approvals.ts';
import type { CheckoutPieces } from './checkout-part.ts';
import type { FirmPieces } from './firm-part.ts';
import type { WaitingOrders } from './firm-waits.ts';
import { fields, list, whole, words as text } from './shapes.ts';
import { counted } from './words.ts';

/** What was bought: a list, one order as the checkout shows it, and buying it again. */
export class AccountOrders {
  readonly #use: AccountUse;
  #orders: readonly OwnOrder[] | null = null;
  #next: string | null = null;
  #open: OwnOrder | null = null;
  #panel: InstanceType<CheckoutPieces['OrderPanel']> | null = null;
  #told = '';
  #waits: WaitingOrders | null = null;
  #asks: Approvals | null = null;

  constructor(use: AccountUse) {
    this.#use = use;
  }

  async read(): Promise<void> {
    const { waiting, toAnswer } = await this.#first();
    if (toAnswer > 0 || this.#asks) {
      const { pieces } = await this.#use.approve();
      // What was ordered on account is bought by the yes.
      this.#asks ??= new (pieces as ApprovePieces).Approvals(this.#use, () => this.#first());
      await this.#asks.read();
    }
    if (waiting === 0 && !this.#waits) return;
    const { pieces } = await this.#use.firm();
    this.#waits ??= new (pieces as FirmPieces).WaitingOrders(this.#use);
    await this.#waits.read();
  }

  async #first(): ReturnType<typeof readOrders> {
    const page = await readOrders(this.#use.shop.signIn, null);
    this.#orders = page.orders;
    this.#next = page.next;
    return page;
  }

  end(): void {
    this.#panel?.end();
    this.#panel = null;
    this.#open = null;
  }

  readonly #more = (): void =>
    void this.#use.run(async () => {
      const { orders, next } = await readOrders(this.#use.shop.signIn, this.#next);
      this.#orders = [...(this.#orders ?? []), ...orders];
      this.#next = next;
    });

  #show(order: OwnOrder): void {
    this.#open = order;
    this.#told = '';
    this.#use.changed();
    this.#use.focus('.done h2');
  }

  readonly #back = (): void => {
    const { id } = this.#open ?? { id: '' };
    this.end();
    this.#use.changed();
    this.#use.focus(`#o-${CSS.escape(id)}`);
  };

  /** As many as there are of what is still sold, into the basket that is there. */
  readonly #again = (): void =>
    void this.#use.run(async () => {
      const { shop, words, link } = this.#use;
      const lines = list(fields(await shop.signIn.ask(ownOrderPath(this.#open?.id ?? '')))['lines']).map(fields);
      const wanted = lines.flatMap((line) => {
        const variantId = text(line.variantId);
        return variantId
          ? [{ variantId, line, quantity: Math.max(1, whole(line.quantity) / 10 ** whole(line.scale)) }]
          : [];
      });
      const left = new Map(
        (await shop.api.availability(wanted.map(({ variantId }) => variantId))).map((one) => [
          one.variantId,
          one.available,
        ]),
      );
      let put = 0;
      let all = wanted.length === lines.length;
      for (const { variantId, line, quantity } of wanted) {
        const most = left.get(variantId) ?? 0;
        const face = {
          ...{ title: text(line.title), variantTitle: text(line.variantTitle), image: null, scale: whole(line.scale) },
          ...{ currency: this.#open?.currency ?? '', price: whole(line.unitPrice), priceFor: 1 },
        };
        const added = most > 0 ? shop.basket.add({ variantId, handle: '', quantity, face }, most) : 0;
        if (added > 0) put += 1;
        if (added < quantity) all = false;
      }
      this.#told = [put > 0 ? counted(words.reordered, put, link.locale) : '', all ? '' : words.notAll]
        .filter(Boolean)
        .join(' ');
      this.#use.say(this.#told);
      if (put > 0) link.tell('tillhouse-basket', { units: shop.basket.units });
    });

  #one(order: OwnOrder): TemplateResult {
    const { shop, words, link } = this.#use;
    const pieces = this.#use.pieces();
    const buying = this.#use.buying();
    if (pieces && !this.#panel) {
      const panel = new pieces.OrderPanel(
        () => this.#use.changed(),
        () => this.#use.order(),
        () => [shop.signIn, ownOrderPath(order.id)],
      );
      panel.shop = shop;
      panel.show({ id: order.id, number: order.number, token: order.id });
      this.#panel = panel;
    }
    return html`<div class="row"><button class="link" @click=${this.#back}>${words.back}</button></div>
      ${this.#panel && buying ? this.#panel.render(link, buying, null) : html`<p class="hush" role="status">${link.words.loading}</p>`}
      ${this.#told ? html`<p class="bar">${this.#told}</p>` : nothing}
      <div class="row"><button class="quiet" @click=${this.#again}>${words.reorder}</button></div>
      <tillhouse-reviews store=${shop.options.key} order=${order.id}></tillhouse-reviews>`;
  }

  render(): TemplateResult {
    const { words, link } = this.#use;
    if (this.#open) return this.#one(this.#open);
    if (!this.#orders) return html`<p class="hush" role="status">${link.words.loading}</p>`;
    const above = html`${this.#asks?.render()}${this.#waits?.render()}`;
    if (this.#orders.length === 0) return html`${above}<p class="bar">${words.noOrders}</p>`;
    const date = (at: number) => new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium' }).format(at);
    const buying = this.#use.buying();
    const state = ({ status, paymentStatus, fulfilmentStatus, refundAsked }: OwnOrder) =>
      buying?.status[status === 'cancelled' ? status : fulfilmentStatus] ??
      buying?.status[paymentStatus === 'refunded' && refundAsked ? 'refund-asked' : paymentStatus] ??
      '';
    return html`${above}<ul role="list" class="list">${this.#orders.map(
      (order) => html`<li><button class="order" id=${`o-${order.id}`} @click=${() => this.#show(order)}>
        <span><b><bdi>${order.number}</bdi></b> <small>${date(order.placedAt)}</small></span><span class="num">${link.money(order.total, order.currency)}</span>
        <small><bdi>${order.titles.join(', ')}</bdi></small>${state(order) ? html`<span class="stock">${state(order)}</span>` : nothing}</button></li>`,
    )}</ul>${this.#next ? html`<div class="row"><button class="quiet" @click=${this.#more}>${words.more}</button></div>` : nothing}`;
  }
}
