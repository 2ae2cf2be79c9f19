import { html, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import type { ViewHost } from './lazy-element.ts';
import type { CheckoutFlow } from './checkout-flow.ts';
import { countryName } from './checkout-form.ts';
import type { Checkout } from './checkout-shapes.ts';
import { saidIn } from './languages.ts';
import type { StoreLink } from './store-link.ts';
import { watchYes } from './watch-yes.ts';
import { fill } from './words.ts';

export const en: Readonly<Record<string, string>> = {
  export: 'No tax is paid on what goes to {place}; duties may be due there.',
  'state-only': 'State tax alone: counties and cities may add theirs.',
  'own-rates': 'Tax by the rates of the shop.',
  'reverse-charge': 'No VAT is charged: it is due by you (reverse charge).',
  'vat-elsewhere': 'VAT is charged: the goods do not go to the country of your VAT number.',
  'vat-unknown': 'VAT is charged: the register of the EU (VIES) does not know this VAT number.',
  'vat-unanswered': 'VAT is charged: your VAT number cannot be checked now. The shop can take it off later.',
};

export const waitsEn = {
  firm: 'It waits for a yes of your firm, and you are told by letter. The goods are held until {until}.',
  shop: 'The shop looks at it first, and you are told by letter. The goods are held until {until}.',
  approved: 'It is approved. Pay it until {until}; the goods are held for you.',
  withdraw: 'Withdraw it',
  sure: 'Withdraw it for good? The goods are free again, and nothing was charged.',
  yes: 'Yes, withdraw it',
  keep: 'Go on waiting',
  title: 'Orders that wait',
  since: 'Ordered on {at}',
  pay: 'Pay it now',
  gone: 'You withdrew it. Nothing was ordered and nothing was charged.',
};

const taxWords = saidIn<typeof en>('tax', en);
export const waitWords = saidIn<typeof waitsEn>('waits', waitsEn);

export function waitText(locale: string, approval: Checkout['approval']): string {
  const { status, by, until } = approval as { status?: string; by?: string[]; until?: number };
  if (!status) return '';
  const words = waitWords(locale);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(until);
  return fill(words[status === 'approved' ? 'approved' : by?.[0] === 'shop' ? 'shop' : 'firm'], { until: time });
}

/** The checkout whose buyer is asked whether they mean it */
let sure = '';

/** Who ordered may take it back while it waits: asked once more, since what was held is free then. */
function withdrawal(link: StoreLink, flow: CheckoutFlow): TemplateResult {
  const words = waitWords(link.locale);
  const { id = '', secret = '' } = flow.kept.checkout ?? {};
  const ask = (next: string) => () => {
    sure = next;
    link.say('');
  };
  const withdraw = async (): Promise<void> => {
    const path = `/shop/v1/checkouts/${encodeURIComponent(id)}/withdraw`;
    let said = words.gone;
    try {
      await link.shop?.api.ask(path, { method: 'POST', headers: { 'checkout-secret': secret } });
    } catch (error) {
      said = (error instanceof ShopError && error.refusal?.detail) || link.words.away;
    }
    sure = '';
    await flow.refresh();
    flow.problem = said;
    link.say(said);
  };
  if (sure !== id) return html`<p><button type="button" class="link" @click=${ask(id)}>${words.withdraw}</button></p>`;
  return html`<div role="group" aria-label=${words.withdraw}><p>${words.sure}</p><p><button type="button" class="quiet" @click=${withdraw}>${words.yes}</button>
    <button type="button" class="quiet" @click=${ask('')}>${words.keep}</button></p></div>`;
}

/** How it is taxed, where that is not as anybody would think; and that it waits for a yes, or was said yes to. */
export function checkoutNotes(
  link: StoreLink,
  { taxNote: { kind, place }, approval }: Checkout,
  flow: CheckoutFlow | undefined,
  host: ViewHost,
): TemplateResult[] {
  const { locale } = link;
  if (flow) void watchYes(host, link.shop, flow);
  const text = taxWords(locale)[kind] ?? '';
  const said = fill(text, { place: place && countryName(locale, place.slice(0, 2)) });
  const waits = waitText(locale, approval);
  return [
    ...(waits ? [html`<p role="status">${waits}</p>`, ...(flow ? [withdrawal(link, flow)] : [])] : []),
    ...(said ? [html`<small role="status">${said}</small>`] : []),
  ];
}
