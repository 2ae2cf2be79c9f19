import type { InvoiceDocument } from './document.ts';
import { localeFor } from './paper.ts';
import { figure, moneyFigure } from './paper-figures.ts';
import { type InvoiceWord, invoiceWords } from './paper-words.ts';

interface Said {
  readonly kind: InvoiceWord;
  readonly number: string;
  /** Under the sums, a line each */
  readonly sums?: readonly (readonly [InvoiceWord, string])[];
}

/** How a letter says days and amounts: as its paper does. */
export function figuresOf({ language, currency }: Pick<InvoiceDocument, 'language' | 'currency'>) {
  const locale = localeFor(language);
  return {
    money: (amount: number) => `${moneyFigure(amount, currency, locale)} ${currency}`,
    day: (on: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${on}T12:00:00Z`)),
  };
}

/** What a letter says beside its paper, in the language of the paper: lines, delivery, sums, and the store's own words. */
export function letterText(document: InvoiceDocument, { kind, number, sums = [] }: Said) {
  const { language, seller } = document;
  const w = invoiceWords(language);
  const { money } = figuresOf(document);
  const subject = `${w(kind)} ${number}${seller.name && ` – ${seller.name}`}`;
  const delivery = [
    ...(document.delivery ?? []).map(({ total }) => total),
    ...(document.shipping === 0 ? [] : [document.shipping]),
  ];
  const also: [InvoiceWord, number][] = [
    ['fee', document.fee],
    ['rounding', document.rounding],
  ];
  const text = [
    subject,
    [
      ...document.lines.map(
        ({ title, quantity, scale, total }) =>
          `${figure(quantity, scale, localeFor(language))} × ${title}   ${money(total)}`,
      ),
      ...delivery.map((total) => `${w('shipping')}   ${money(total)}`),
      ...also.flatMap(([word, amount]) => (amount === 0 ? [] : [`${w(word)}   ${money(amount)}`])),
    ].join('\n'),
    [
      `${w('net')}: ${money(document.net)}`,
      ...(document.tax === 0 ? [] : [`${w('tax')}: ${money(document.tax)}`]),
      `${w('total')}: ${money(document.total)}`,
      ...sums.map(([word, value]) => `${w(word)}: ${value}`),
    ].join('\n'),
    ...(document.footer === '' ? [] : [document.footer]),
  ];
  return { subject, text: text.join('\n\n') };
}
