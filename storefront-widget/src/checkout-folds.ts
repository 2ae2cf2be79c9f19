import { html, nothing, type TemplateResult } from 'lit';
import type { CheckoutFlow } from './checkout-flow.ts';
import type { Checkout } from './checkout-shapes.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { ViewHost } from './lazy-element.ts';
import type { FirmPieces } from './firm-part.ts';
import type { MorePieces } from './more-part.ts';
import type { StoreLink } from './store-link.ts';

const parts: { more?: MorePieces; firm?: FirmPieces } = {};
const bring = async (host: ViewHost, name: 'more' | 'firm'): Promise<void> => {
  const part = parts[name] ? null : await host.bringPart(name).catch(() => null);
  if (!part) return;
  parts[name] = part.pieces as never;
  host.requestUpdate();
};

/** How it is taxed and whether it waits for a yes, where there is something to say. */
export function notesOf(host: ViewHost, link: StoreLink, checkout: Checkout, flow?: CheckoutFlow): unknown {
  if (/^(there|provider)?$/.test(checkout.taxNote.kind) && !checkout.approval['status']) return nothing;
  void bring(host, 'firm');
  return parts.firm?.notes(link, checkout, flow, host);
}

/** Few have a gift card or buy for a firm: what it takes is brought when it is unfolded. */
export const checkoutFolds = (
  words: CheckoutWords,
  host: ViewHost,
  link: StoreLink,
  flow: CheckoutFlow | undefined,
): TemplateResult[] =>
  (['giftCard', 'business'] as const).map(
    (name, firm) =>
      html`<details class="cards" @toggle=${() => bring(host, firm ? 'firm' : 'more')}><summary>${words[name]}</summary>${
        firm ? parts.firm?.business(link, flow) : parts.more?.giftCard(link, flow)
      }</details>`,
  );
