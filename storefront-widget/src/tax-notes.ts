import { html, nothing, type TemplateResult } from 'lit';
import { countryName } from './checkout-form.ts';
import type { Checkout } from './checkout-shapes.ts';
import type { StoreLink } from './store-link.ts';
import { fill } from './words.ts';

const en: Readonly<Record<string, string>> = {
  export: 'No tax is paid on what goes to {place}; duties may be due there.',
  'state-only': 'State tax alone: counties and cities may add theirs.',
  'own-rates': 'Tax by the rates of the shop.',
  'reverse-charge': 'No VAT is charged: it is due by you (reverse charge).',
  'vat-elsewhere': 'VAT is charged: the goods do not go to the country of your VAT number.',
  'vat-unknown': 'VAT is charged: the register of the EU (VIES) does not know this VAT number.',
  'vat-unanswered': 'VAT is charged: your VAT number cannot be checked now. The shop can take it off later.',
};
const ar: Readonly<Record<string, string>> = {
  export: 'لا ضريبة على ما يُرسل إلى {place}. قد تُستحق رسوم عند الوصول.',
  'state-only': 'ضريبة الولاية وحدها: قد تضيف المقاطعات والمدن ضرائبها.',
  'own-rates': 'الضريبة بمعدلات المتجر.',
  'reverse-charge': 'لا تُحتسب ضريبة القيمة المضافة: أنتم من يسددها (احتساب عكسي).',
  'vat-elsewhere': 'تُحتسب الضريبة لأن البضاعة لا تذهب إلى بلد رقمكم الضريبي.',
  'vat-unknown': 'تُحتسب الضريبة: السجل (VIES) لا يعرف هذا الرقم الضريبي.',
  'vat-unanswered': 'تُحتسب الضريبة لأن رقمكم لا يمكن التحقق منه الآن. يمكن للمتجر إسقاطها لاحقًا.',
};

/** How it is taxed, where that is not as anybody would think. */
export function taxNotes(
  { locale }: Pick<StoreLink, 'locale'>,
  { kind, place }: Checkout['taxNote'],
): TemplateResult | typeof nothing {
  const text = (locale.startsWith('ar') ? ar : en)[kind];
  if (!text) return nothing;
  return html`<small role="status">${fill(text, { place: countryName(locale, place.slice(0, 2)) })}</small>`;
}
