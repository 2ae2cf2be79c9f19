import { localeFor } from './paper.ts';
import type { InvoiceDocument } from './document.ts';
import { figure, moneyFigure } from './paper-figures.ts';
import { invoiceWords } from './paper-words.ts';

/** What a letter with a quote says beside its paper, in the language of the paper. */
export function quoteLetter(
  document: InvoiceDocument,
  { number, validUntil }: { readonly number: string; readonly validUntil: string | null },
): { readonly subject: string; readonly text: string } {
  const { language, currency, seller } = document;
  const w = invoiceWords(language);
  const locale = localeFor(language);
  const money = (amount: number) => `${moneyFigure(amount, currency, locale)} ${currency}`;
  const day = (on: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${on}T12:00:00Z`));
  const subject = `${w('quote')} ${number}${seller.name && ` – ${seller.name}`}`;
  const delivery = [
    ...(document.delivery ?? []).map(({ total }) => total),
    ...(document.shipping === 0 ? [] : [document.shipping]),
  ];
  const text = [
    subject,
    [
      ...document.lines.map(
        ({ title, quantity, scale, total }) => `${figure(quantity, scale, locale)} × ${title}   ${money(total)}`,
      ),
      ...delivery.map((total) => `${w('shipping')}   ${money(total)}`),
    ].join('\n'),
    [
      `${w('net')}: ${money(document.net)}`,
      ...(document.tax === 0 ? [] : [`${w('tax')}: ${money(document.tax)}`]),
      `${w('total')}: ${money(document.total)}`,
      ...(validUntil === null ? [] : [`${w('validUntil')}: ${day(validUntil)}`]),
    ].join('\n'),
    ...(document.footer === '' ? [] : [document.footer]),
  ];
  return { subject, text: text.join('\n\n') };
}
