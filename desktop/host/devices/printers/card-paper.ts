import { groupedCode } from '@tillhouse/shared/domains/credit/code.ts';
import { speechOf } from '../../../bridge/receipt-words.ts';
import { amountText } from '../../words.ts';
import type { Paper, PaperWidth } from './paper.ts';

export interface CardOnPaper {
  readonly storeName: string;
  /** Without groups: as it is scanned */
  readonly code: string;
  readonly amount: number;
  readonly currency: string;
  /** `2027-11-30`; null: for ever */
  readonly expiresOn: string | null;
  readonly header: string;
  /** Of the store: `de-AT` */
  readonly language: string;
}

/** A gift card: what is on it, its code as a QR and as bars for guns that read no other, and to be typed. */
export function cardPaper(
  { storeName, code, amount, currency, expiresOn, header, language }: CardOnPaper,
  width: PaperWidth,
  on: 'printer' | 'screen' = 'printer',
): Paper {
  const speech = speechOf(language, on);
  const { say: word } = speech;
  const centred = { kind: 'text', align: 'center' } as const;
  return [
    { ...centred, text: storeName, big: true, bold: true },
    ...(header.trim() === '' ? [] : header.split('\n').map((text) => ({ ...centred, text }))),
    { kind: 'rule', double: true },
    { ...centred, text: word('GIFTCARD'), bold: true },
    { ...centred, text: `${currency} ${speech.amount(amountText(amount, currency))}`, big: true, bold: true },
    { kind: 'space', lines: 1 },
    { kind: 'qr', text: code },
    { ...centred, text: groupedCode(code), bold: true },
    { kind: 'space', lines: 1 },
    // Seventeen characters as bars are wider than the narrow roll.
    ...(width === 80 ? ([{ kind: 'bars', text: code }] as const) : []),
    { kind: 'rule' },
    { ...centred, text: expiresOn === null ? word('goodForEver') : word('goodUntil', { day: speech.day(expiresOn) }) },
    { ...centred, text: word('spend') },
  ];
}
