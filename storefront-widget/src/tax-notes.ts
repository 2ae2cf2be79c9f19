import { html, type TemplateResult } from 'lit';
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

const waitsEn = {
  firm: 'It waits for a yes of your firm, and you are told by letter. The goods are held until {until}.',
  shop: 'The shop looks at it first, and you are told by letter. The goods are held until {until}.',
  approved: 'It is approved. Pay it until {until}; the goods are held for you.',
};
const waitsAr: typeof waitsEn = {
  firm: 'ينتظر موافقة شركتكم، وسنخبركم برسالة. البضاعة محجوزة حتى {until}.',
  shop: 'ينظر فيه المتجر أولًا، وسنخبركم برسالة. البضاعة محجوزة حتى {until}.',
  approved: 'تمت الموافقة. ادفعوا حتى {until}؛ البضاعة محجوزة لكم.',
};

function waitText(locale: string, approval: Checkout['approval']): string {
  const { status, by, until } = approval as { status?: string; by?: string[]; until?: number };
  if (!status) return '';
  const words = locale.startsWith('ar') ? waitsAr : waitsEn;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(until);
  return fill(words[status === 'approved' ? 'approved' : by?.[0] === 'shop' ? 'shop' : 'firm'], { until: time });
}

/** How it is taxed, where that is not as anybody would think; and that it waits for a yes, or was said yes to. */
export function checkoutNotes(
  { locale }: Pick<StoreLink, 'locale'>,
  { taxNote: { kind, place }, approval }: Checkout,
): TemplateResult[] {
  const text = (locale.startsWith('ar') ? ar : en)[kind] ?? '';
  const said = fill(text, { place: place && countryName(locale, place.slice(0, 2)) });
  const waits = waitText(locale, approval);
  return [
    ...(waits ? [html`<p role="status">${waits}</p>`] : []),
    ...(said ? [html`<small role="status">${said}</small>`] : []),
  ];
}
