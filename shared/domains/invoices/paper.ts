import { rateText } from '../pricing/explain.ts';
import { taxesByName } from '../pricing/provider-tax.ts';
import { memberOf } from '../pricing/reverse-charge.ts';
import type { InvoiceDocument } from './document.ts';
import { figure, moneyFigure } from './paper-figures.ts';
import { invoiceWords } from './paper-words.ts';

export interface Paper {
  /** A quote says no more than an invoice would, but until when it holds; a receipt and that of a return are no invoices */
  readonly kind: 'invoice' | 'credit-note' | 'quote' | 'receipt' | 'return';
  readonly number: string;
  readonly document: InvoiceDocument;
  /** Of a quote: its last day; null: none was said */
  readonly validUntil?: string | null;
  /** Of a receipt: what the device that signed it says, and its code */
  readonly signed?: { readonly rows: readonly (readonly [string, string])[]; readonly qr: string | null };
}

const locales: Readonly<Record<string, string>> = {
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  it: 'it-IT',
  nl: 'nl-NL',
  pl: 'pl-PL',
};

export const localeFor = (language: string): string => locales[language] ?? 'en-GB';

const dayIn = (locale: string, day: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`));

function partyLines({ name, street, postalCode, city, country }: InvoiceDocument['buyer']): string {
  return [name, street, [postalCode, city].filter(Boolean).join(' '), country].filter(Boolean).join('\n');
}

const LONGEST_NAMES = 24;

/** Amounts of one line: a rate by its figure, several taxes by their names. */
function taxText({ taxRate, taxes }: Pick<InvoiceDocument['lines'][number], 'taxRate' | 'taxes'>): string {
  const names = taxes?.map(({ name }) => name).join(' + ') ?? '';
  // Those of a state, its city and its districts stand below, each with its sum.
  if (names !== '' && names.length <= LONGEST_NAMES) return names;
  return /^\d+(\/\d+)?$/.test(taxRate) ? rateText(taxRate) : taxRate;
}

/** What each jurisdiction takes of all of it, where every taxed line says so. */
function jurisdictionRows({ lines, delivery = [] }: InvoiceDocument): [string, number][] {
  const taxed = [...lines, ...delivery].filter(({ tax }) => tax !== 0);
  if (taxed.some(({ taxes }) => !taxes || taxes.length === 0)) return [];
  return taxesByName(taxed).map(({ name, amount }) => [name, amount]);
}

/** Goods that a firm of another member of the EU accounts for: an exempt supply where they leave, which a paper has to say. */
function withinEu({ relief, seller }: InvoiceDocument): boolean {
  if (relief?.kind !== 'reverse-charge') return false;
  const [from, to] = [memberOf(seller.vatId.replaceAll(' ', '')), memberOf(relief.evidence)];
  return from !== null && to !== null && from !== to;
}

const pairs = (of: [string, string][]): [string, string][] => of;

type Cell = { readonly text: string; readonly alignment?: 'right'; readonly bold?: boolean };
const end = (text: string, bold = false): Cell => ({ text, alignment: 'right', ...(bold && { bold }) });

/** The page as pdfmake lays it out. What it says is what was frozen; nothing is computed but what is still to pay. */
export function invoicePaper({ kind, number, document, validUntil = null, signed }: Paper) {
  const { language, currency, lines, relief } = document;
  const w = invoiceWords(language);
  const locale = localeFor(language);
  const money = (amount: number) => moneyFigure(amount, currency, locale);
  const invoice = kind === 'invoice' || kind === 'credit-note';
  const facts: [string, string][] = [
    [w('number'), number],
    [w(invoice ? 'issuedOn' : 'quotedOn'), dayIn(locale, document.issuedOn)],
    ...pairs(validUntil === null ? [] : [[w('validUntil'), dayIn(locale, validUntil)]]),
    ...(invoice
      ? pairs([
          [w('soldOn'), dayIn(locale, document.soldOn)],
          [w('order'), document.orderNumber],
        ])
      : []),
    ...pairs(document.creditOf ? [[w(invoice ? 'creditOf' : 'returnOf'), document.creditOf]] : []),
    ...pairs(document.reference ? [[w('reference'), document.reference]] : []),
    ...(document.buyer.vatId ? [[w('vatId'), document.buyer.vatId] as [string, string]] : []),
  ];
  const named = jurisdictionRows(document);
  const sums: [string, number][] = [
    [w('net'), document.net],
    ...named,
    // With its net where there are several, so that each can be checked.
    ...(named.length > 0 ? [] : document.taxByRate)
      .filter(({ net, tax }) => tax !== 0 || (document.taxByRate.length > 1 && net !== 0))
      .map(({ rate, net, tax }): [string, number] => [
        `${w('rate')} ${taxText({ taxRate: rate, taxes: null })}${document.taxByRate.length > 1 ? ` · ${money(net)}` : ''}`,
        tax,
      ]),
    ...(document.shipping === 0 ? [] : [[w('shipping'), document.shipping] as [string, number]]),
    ...(document.fee === 0 ? [] : [[w('fee'), document.fee] as [string, number]]),
    ...(document.rounding === 0 ? [] : [[w('rounding'), document.rounding] as [string, number]]),
  ];
  const why =
    relief && [w(relief.kind), relief.evidence, withinEu(document) && w('within-eu')].filter(Boolean).join(' ');
  return {
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 72],
    info: { title: number },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.25 },
    footer: (page: number, pages: number) => ({
      columns: [{ text: document.footer }, { text: `${page} / ${pages}`, alignment: 'right' }],
      margin: [56, 16, 56, 0],
      fontSize: 8,
      color: '#555555',
    }),
    content: [
      { text: document.seller.name, fontSize: 18, bold: true },
      {
        text: [document.seller.street, document.seller.vatId && `${w('vatId')} ${document.seller.vatId}`]
          .filter(Boolean)
          .join('\n'),
        color: '#555555',
        margin: [0, 0, 0, 28],
      },
      {
        columns: [
          { text: partyLines(document.buyer), width: '*' },
          {
            width: 'auto',
            layout: 'noBorders',
            table: { body: facts.map(([name, value]) => [{ text: name, color: '#555555' }, end(value)]) },
          },
        ],
        margin: [0, 0, 0, 24],
      },
      { text: w(kind), fontSize: 14, bold: true, margin: [0, 0, 0, 8] },
      {
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          widths: ['*', 'auto', 'auto', 'auto', 'auto', 'auto'],
          body: [
            [
              ...[w('item')].map((text) => ({ text, bold: true })),
              ...[w('quantity'), w('each'), w('discount'), w('rate'), `${w('amount')} ${currency}`].map((text) =>
                end(text, true),
              ),
            ],
            ...lines.map((line) => [
              { text: line.sku ? `${line.title}\n${line.sku}` : line.title },
              end(figure(line.quantity, line.scale, locale)),
              end(money(line.unitPrice)),
              end(line.discount === 0 ? '' : money(-line.discount)),
              end(taxText(line)),
              end(money(line.total)),
            ]),
            ...(document.delivery ?? []).map((part) => [
              { text: w('shipping') },
              ...[end(''), end(''), end('')],
              end(taxText(part)),
              end(money(part.total)),
            ]),
          ],
        },
      },
      {
        margin: [0, 16, 0, 0],
        columns: [
          { width: '*', text: why ?? '' },
          {
            width: 'auto',
            layout: 'noBorders',
            table: {
              body: [
                ...sums.map(([name, amount]) => [{ text: name }, end(money(amount))]),
                [{ text: `${w('total')} ${currency}`, bold: true }, end(money(document.total), true)],
                ...(kind === 'quote' ? [] : [[{ text: w('paid') }, end(money(document.paid))]]),
                ...(kind === 'quote' || document.total === document.paid
                  ? []
                  : [[{ text: w('due'), bold: true }, end(money(document.total - document.paid), true)]]),
              ],
            },
          },
        ],
      },
      ...(signed ? [signature(signed)] : []),
    ],
  };
}

const signature = ({ rows, qr }: NonNullable<Paper['signed']>) => ({
  margin: [0, 28, 0, 0],
  color: '#555555',
  fontSize: 8,
  columns: [
    { width: '*', text: rows.map(([name, value]) => `${name} ${value}`.trim()).join('\n') },
    ...(qr ? [{ width: 'auto', qr, fit: 110 }] : []),
  ],
});
