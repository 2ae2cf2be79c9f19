import { formatQuantity } from '@tillhouse/shared/kernel/quantity.ts';
import { speechOf } from '../../../bridge/receipt-words.ts';
import { type SlipWord, slipWord } from '../../../bridge/slip-words.ts';
import { amountText } from '../../words.ts';
import type { Block, Paper } from './paper.ts';

/** What a customer takes home of goods that are put aside or ordered for them. */
export interface LayawayOnPaper {
  readonly storeName: string;
  readonly header: string;
  /** Of the store: `de-AT` */
  readonly language: string;
  readonly number: string;
  readonly kind: 'layaway' | 'special-order';
  readonly customerName: string;
  readonly currency: string;
  readonly total: number;
  readonly paid: number;
  readonly dueOn: string;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly scale: number;
    readonly total: number;
    readonly aside: number;
  }[];
}

/** The slip of a layaway: its number to be scanned, the goods, what is paid, what is due and until when. */
export function layawayPaper(slip: LayawayOnPaper, on: 'printer' | 'screen' = 'printer'): Paper {
  const { storeName, header, language, number, kind, customerName, currency, total, paid, dueOn, lines } = slip;
  const speech = speechOf(language, on);
  const word = (name: SlipWord, values: Readonly<Record<string, string>> = {}) =>
    slipWord(speech.language, name, values);
  const say = (amount: number) => speech.amount(amountText(amount, currency));
  const centred = { kind: 'text', align: 'center' } as const;
  const row = (left: string, right: string, more: object = {}): Block => ({ kind: 'row', left, right, ...more });
  return [
    { ...centred, text: storeName, big: true, bold: true },
    ...(header.trim() === '' ? [] : header.split('\n').map((text) => ({ ...centred, text }))),
    { kind: 'rule', double: true },
    { ...centred, text: word(kind === 'layaway' ? 'LAYAWAY' : 'ORDERED'), bold: true },
    { ...centred, text: number, big: true, bold: true },
    ...(customerName === '' ? [] : [{ ...centred, text: customerName }]),
    { kind: 'space', lines: 1 },
    { kind: 'bars', text: number },
    { kind: 'rule' },
    ...lines.flatMap(({ title, quantity, scale, total: each, aside }) => [
      row(`${formatQuantity(quantity, scale)} ${title}`, say(each)),
      ...(aside < quantity
        ? [row(word('toCome', { n: formatQuantity(quantity - aside, scale) }), '', { indent: 2 })]
        : []),
    ]),
    { kind: 'rule' },
    row(word('agreed'), say(total)),
    row(word('paidSoFar'), say(paid)),
    row(speech.say('due'), say(total - paid), { bold: true, big: true }),
    row(word('payUntil', { day: speech.day(dueOn) }), ''),
    { kind: 'rule' },
    { ...centred, text: word('showSlip') },
  ];
}
