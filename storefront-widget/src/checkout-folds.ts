import { html, type TemplateResult } from 'lit';
import type { CheckoutFlow } from './checkout-flow.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { ViewHost } from './lazy-element.ts';
import type { MorePieces } from './more-part.ts';
import type { StoreLink } from './store-link.ts';

let more: MorePieces | undefined;

/** Few have a gift card or buy for a firm: what it takes is brought when it is unfolded. */
export function checkoutFolds(
  words: CheckoutWords,
  host: ViewHost,
  link: StoreLink,
  flow: CheckoutFlow | undefined,
): TemplateResult[] {
  const unfold = async (): Promise<void> => {
    more ??= (await host.bringPart('more').catch(() => null))?.pieces as MorePieces | undefined;
    host.requestUpdate();
  };
  return (['giftCard', 'business'] as const).map(
    (name) =>
      html`<details class="cards" @toggle=${unfold}><summary>${words[name]}</summary>${more?.[name](link, flow)}</details>`,
  );
}
