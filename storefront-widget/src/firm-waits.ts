import { html, nothing, type TemplateResult } from 'lit';
import type { AccountUse } from './account-use.ts';
import { ShopError } from './api.ts';
import { openCheckout } from './checkout-overlay.ts';
import type { Checkout } from './checkout-shapes.ts';
import { fields, list, whole, words as text } from './shapes.ts';
import { waitText, waitWords } from './tax-notes.ts';
import { fill } from './words.ts';

interface Waiting {
  readonly id: string;
  readonly approval: Checkout['approval'];
  readonly approved: boolean;
  readonly total: number;
  readonly currency: string;
  readonly goods: string;
  readonly askedAt: number;
}

const PATH = '/shop/v1/account/waiting';

function read(value: unknown, locale: string): Waiting[] {
  const count = new Intl.NumberFormat(locale);
  return list(fields(value)['orders'])
    .map(fields)
    .map((one) => ({
      ...{ id: text(one.id), total: whole(one.total), currency: text(one.currency), askedAt: whole(one['askedAt']) },
      ...{ approval: one as Checkout['approval'], approved: one.status === 'approved' },
      goods: list(one.lines)
        .map(fields)
        .map((line) => `${count.format(whole(line.quantity) / 10 ** whole(line.scale))} × ${text(line.title)}`)
        .join(', '),
    }));
}

/** Orders of a firm that their buyer waits for, above what was bought: until when, a way to pay what was approved, and one back. */
export class WaitingOrders {
  readonly #use: AccountUse;
  #orders: readonly Waiting[] = [];
  /** The one whose buyer is asked whether they mean it */
  #sure = '';
  #told = '';

  constructor(use: AccountUse) {
    this.#use = use;
  }

  async read(): Promise<void> {
    const { shop, link } = this.#use;
    this.#orders = read(await shop.signIn.ask(PATH), link.locale);
  }

  #ask(id: string, where: string): void {
    this.#sure = id;
    this.#use.changed();
    this.#use.focus(where);
  }

  readonly #withdraw = async (id: string): Promise<void> => {
    const { shop, link, run, say, focus } = this.#use;
    await run(async () => {
      const answer = await shop.signIn.ask(`${PATH}/${id}/withdraw`, { method: 'POST', body: {} }).catch((error) => {
        // It waits no more, whatever became of it: that is shown.
        if (error instanceof ShopError && ['missing', 'refused'].includes(error.problem)) return null;
        throw error;
      });
      this.#sure = '';
      this.#told = answer ? waitWords(link.locale).gone : '';
      if (answer) this.#orders = read(answer, link.locale);
      else await this.read();
      say(this.#told);
    });
    focus('#waits');
  };

  /** On this device: its checkout is handed to it, as it is. */
  readonly #pay = (id: string) =>
    void this.#use.run(async () => {
      const { shop, pieces } = this.#use;
      const { Keeper } = pieces() ?? {};
      const { secret } = fields(await shop.signIn.ask(`${PATH}/${id}/checkout`, { method: 'POST', body: {} }));
      if (!Keeper) return;
      new Keeper(shop.slot).checkout = { id, secret: text(secret), attempt: null, seenTotal: null };
      const { checkoutHref, key } = shop.options;
      if (checkoutHref) location.assign(checkoutHref);
      else openCheckout(key);
    });

  #one({ id, approval, approved, total, currency, goods, askedAt }: Waiting): TemplateResult {
    const { link } = this.#use;
    const words = waitWords(link.locale);
    const at = new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(askedAt);
    const buttons =
      this.#sure === id
        ? html`<div role="group" aria-label=${words.withdraw}><p>${words.sure}</p><div class="row"><button class="quiet" id="sure" @click=${() => this.#withdraw(id)}>${words.yes}</button>
          <button class="quiet" @click=${() => this.#ask('', `#w-${id}`)}>${words.keep}</button></div></div>`
        : html`<div class="row">${approved ? html`<button class="cta" @click=${() => this.#pay(id)}>${words.pay}</button>` : nothing}
          <button class="link" id=${`w-${id}`} @click=${() => this.#ask(id, '#sure')}>${words.withdraw}</button></div>`;
    return html`<li class="bar"><div class="order"><b><bdi>${goods}</bdi></b><span class="num">${link.money(total, currency)}</span>
      <small>${fill(words.since, { at })}</small></div><p>${waitText(link.locale, approval)}</p>${buttons}</li>`;
  }

  render(): TemplateResult | typeof nothing {
    if (this.#orders.length === 0 && !this.#told) return nothing;
    return html`<h3 id="waits" tabindex="-1">${waitWords(this.#use.link.locale).title}</h3>
      ${this.#told ? html`<p class="bar">${this.#told}</p>` : nothing}
      <ul role="list">${this.#orders.map((order) => this.#one(order))}</ul>`;
  }
}
