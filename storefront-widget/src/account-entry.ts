import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AccountUse } from './account-use.ts';
import { ShopError } from './api.ts';
import { fields, words as text } from './shapes.ts';
import { counted, fill } from './words.ts';

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Signing in: an address, then the code that was sent to it. */
export class AccountEntry {
  readonly #use: AccountUse;
  #email = '';
  #code = '';
  #challenge: string | null = null;
  #busy = false;
  #problem = '';

  constructor(use: AccountUse) {
    this.#use = use;
  }

  async #send(event?: Event): Promise<void> {
    event?.preventDefault();
    const { shop, words } = this.#use;
    if (this.#busy) return;
    if (!email.test(this.#email.trim())) return this.#refuse(words.badEmail, '#ac-email');
    await this.#work('#ac-code', async () => {
      const body = { email: this.#email.trim() };
      const answer = fields(await shop.api.ask('/shop/v1/account/codes', { method: 'POST', body }));
      this.#challenge = text(answer['challenge']);
      this.#code = '';
      this.#use.say(fill(words.codeSent, { email: body.email }));
    });
  }

  async #enter(event: Event): Promise<void> {
    event.preventDefault();
    const code = this.#code.replaceAll(/\D/g, '');
    if (this.#busy || !this.#challenge) return;
    if (code.length !== 6) return this.#use.focus('#ac-code');
    await this.#work('#ac-code', async () => {
      const body = { challenge: this.#challenge, code };
      this.#use.shop.signIn.take(await this.#use.shop.api.ask('/shop/v1/account/sessions', { method: 'POST', body }));
      this.#challenge = null;
    });
  }

  async #work(focus: string, work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    this.#problem = '';
    this.#use.changed();
    try {
      await work();
      this.#use.focus(focus);
    } catch (error) {
      this.#refuse(this.#why(error), focus);
    } finally {
      this.#busy = false;
      this.#use.changed();
    }
  }

  #why(error: unknown): string {
    const { words, link } = this.#use;
    const refusal = error instanceof ShopError ? error.refusal : null;
    const { status = 0, code = '', details = {} as Readonly<Record<string, unknown>> } = refusal ?? {};
    if (code === 'shop.code-wrong' && Number(details['triesLeft']) > 0)
      return counted(words.wrong, Number(details['triesLeft']), link.locale);
    if (code === 'shop.code-wrong' || code === 'shop.code-over') {
      this.#challenge = null;
      return words.over;
    }
    if (status === 429)
      return counted(words.wait, Math.max(1, Math.ceil(Number(details['retryAfterSeconds'] ?? 60) / 60)), link.locale);
    return status === 422 ? words.badEmail : words.away;
  }

  #refuse(problem: string, focus: string): void {
    this.#problem = problem;
    this.#use.changed();
    this.#use.focus(this.#challenge ? focus : '#ac-email');
  }

  render(): TemplateResult {
    const { words } = this.#use;
    const wrong = this.#problem !== '';
    const problem = wrong ? html`<span id="ac-wrong" class="wrong" role="alert">${this.#problem}</span>` : nothing;
    const about = wrong ? 'ac-wrong' : nothing;
    const value = (event: Event) => (event.target as HTMLInputElement).value;
    if (this.#challenge) {
      const other = (): void => {
        this.#challenge = null;
        this.#problem = '';
        this.#use.changed();
        this.#use.focus('#ac-email');
      };
      return html`<form novalidate @submit=${(event: Event) => this.#enter(event)} aria-busy=${this.#busy}>
        <p>${fill(words.codeSent, { email: this.#email.trim() })}</p>
        <label for="ac-code">${words.code}<input id="ac-code" class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="9"
          spellcheck="false" .value=${live(this.#code)} aria-invalid=${wrong} aria-describedby=${about}
          @input=${(event: Event) => {
            this.#code = value(event);
          }} /></label>${problem}
        <button class="cta" ?disabled=${this.#busy}>${words.enter}</button>
        <div class="row"><button type="button" class="link" @click=${() => this.#send()}>${words.again}</button>
          <button type="button" class="link" @click=${other}>${words.other}</button></div>
      </form>`;
    }
    return html`<form novalidate @submit=${(event: Event) => this.#send(event)} aria-busy=${this.#busy}>
      <p>${words.why}</p>
      <label for="ac-email">${words.email}<input id="ac-email" type="email" inputmode="email" autocomplete="email" autocapitalize="off"
        spellcheck="false" maxlength="254" .value=${live(this.#email)} aria-invalid=${wrong} aria-describedby=${about}
        @input=${(event: Event) => {
          this.#email = value(event);
        }} /></label>${problem}
      <button class="cta" ?disabled=${this.#busy}>${words.sendCode}</button>
    </form>`;
  }
}
