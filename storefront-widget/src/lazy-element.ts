import {
  type CSSResult,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  adoptStyles,
  type TemplateResult,
} from 'lit';
import { bring, type Part, type PartName } from './bring.ts';
import { lastWays, roomFor } from './express-room.ts';
import { languageAround } from './language-of.ts';
import { bringLanguage } from './languages.ts';
import { storeNamed } from './store.ts';
import { theme } from './styles.ts';
import { wordsFor } from './words.ts';

/** The element, for its inside. */
export type ViewHost = LitElement & { store: string | null; bringPart(name: PartName): Promise<Part> };

/** What an element shows, from a file that is brought when the first of them stands in a page. */
export interface View {
  readonly styles: CSSResult;
  render(): unknown;
  /** What it says has been seen; called when what it stands in closes */
  forget?(): void;
  /** The attributes are others now */
  changed?(): void;
}

/**
 * A class for an element whose inside is brought later; its place, name and attributes are there at once.
 * @param quiet what a page does as well without: nothing is said while it comes, nor where it does not
 */
export function lazyElement(part: PartName, name: string, attributes: readonly string[] = [], quiet = false) {
  return class LazyElement extends LitElement {
    static override properties: PropertyDeclarations = Object.fromEntries(
      ['store', ...attributes].map((each) => [each, { type: String }]),
    );
    static override styles = [theme];
    declare store: string | null;
    view: View | undefined;
    #failed = false;

    constructor() {
      super();
      this.store = null;
    }

    override connectedCallback(): void {
      super.connectedCallback();
      const shop = storeNamed(this.store);
      // Its buttons take their place before they are there.
      if (part === 'express' && shop && ('add' in this || shop.basket.units > 0))
        this.style.minHeight = roomFor(lastWays(shop.slot));
      void this.#bring();
    }

    async #bring(): Promise<void> {
      if (this.view) return;
      this.#failed = false;
      this.requestUpdate();
      try {
        const [{ views }] = await Promise.all([bring(part), bringLanguage(this.#near)]);
        const make = views?.[name];
        if (this.view || !make) return;
        this.view = make(this);
        adoptStyles(this.renderRoot as ShadowRoot, [theme, this.view.styles]);
      } catch {
        this.#failed = true;
      }
      this.requestUpdate();
    }

    bringPart(other: PartName): Promise<Part> {
      return bring(other);
    }

    protected override updated(): void {
      this.view?.changed?.();
    }

    get #near(): string {
      return languageAround(this) || navigator.language;
    }

    #waiting(): TemplateResult {
      const words = wordsFor(this.#near);
      if (!this.#failed) return html`<div class="hush" role="status">${words.loading}</div>`;
      return html`<div class="notice" role="alert"><p>${words.away}</p>
        <button class="quiet" @click=${() => this.#bring()}>${words.retry}</button></div>`;
    }

    protected override render(): TemplateResult {
      return html`<div class="root" part="root">${this.view ? this.view.render() : quiet ? nothing : this.#waiting()}</div>`;
    }
  };
}
