import { html, type TemplateResult } from 'lit';
import { countryName } from './checkout-form.ts';
import type { Checkout } from './checkout-shapes.ts';
import { saidIn } from './languages.ts';
import type { StoreLink } from './store-link.ts';
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
  gone: 'You withdrew it. Nothing was ordered and nothing was charged.',
};

const taxWords = saidIn<typeof en>('tax', en);
const waitWords = saidIn<typeof waitsEn>('waits', waitsEn);

function waitText(locale: string, approval: Checkout['approval']): string {
  const { status, by, until } = approval as { status?: string; by?: string[]; until?: number };
  if (!status) return '';
  const words = waitWords(locale);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(until);
  return fill(words[status === 'approved' ? 'approved' : by?.[0] === 'shop' ? 'shop' : 'firm'], { until: time });
}

/** How it is taxed, where that is not as anybody would think; and that it waits for a yes, or was said yes to. */
export function checkoutNotes(
  { locale }: Pick<StoreLink, 'locale'>,
  { taxNote: { kind, place }, approval }: Checkout,
): TemplateResult[] {
  const text = taxWords(locale)[kind] ?? '';
  const said = fill(text, { place: place && countryName(locale, place.slice(0, 2)) });
  const waits = waitText(locale, approval);
  return [
    ...(waits ? [html`<p role="status">${waits}</p>`] : []),
    ...(said ? [html`<small role="status">${said}</small>`] : []),
  ];
}
