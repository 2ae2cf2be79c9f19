import { html, nothing, type TemplateResult } from 'lit';
import type { CheckoutFlow } from './checkout-flow.ts';
import type { Checkout } from './checkout-shapes.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { ViewHost } from './lazy-element.ts';
import type { MorePieces } from './more-part.ts';
import type { StoreLink } from './store-link.ts';

let more: MorePieces | undefined;
const bring = async (host: ViewHost): Promise<void> => {
  more ??= (await host.bringPart('more').catch(() => null))?.pieces as MorePieces | undefined;
  if (more) host.requestUpdate();
};

/** How it is taxed, where there is something to say. */
export function taxNote(host: ViewHost, link: StoreLink, { taxNote }: Checkout): TemplateResult | typeof nothing {
  if (/^(there|provider)?$/.test(taxNote.kind)) return nothing;
  if (!more) void bring(host);
  return more?.taxNotes(link, taxNote) ?? nothing;
}

/** Few have a gift card or buy for a firm: what it takes is brought when it is unfolded. */
export function checkoutFolds(
  words: CheckoutWords,
  host: ViewHost,
  link: StoreLink,
  flow: CheckoutFlow | undefined,
): TemplateResult[] {
  return (['giftCard', 'business'] as const).map(
    (name) =>
      html`<details class="cards" @toggle=${() => bring(host)}><summary>${words[name]}</summary>${more?.[name](link, flow)}</details>`,
  );
}
