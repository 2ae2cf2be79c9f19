import { groupedCode } from '@tillhouse/shared/domains/credit/code.ts';
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
}

const dayText = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(`${date}T00:00:00Z`),
  );

/** A gift card: what is on it, its code as a QR and as bars for guns that read no other, and to be typed. */
export function cardPaper(
  { storeName, code, amount, currency, expiresOn, header }: CardOnPaper,
  width: PaperWidth,
): Paper {
  const centred = { kind: 'text', align: 'center' } as const;
  return [
    { ...centred, text: storeName, big: true, bold: true },
    ...(header.trim() === '' ? [] : header.split('\n').map((text) => ({ ...centred, text }))),
    { kind: 'rule', double: true },
    { ...centred, text: 'GIFT CARD', bold: true },
    { ...centred, text: `${currency} ${amountText(amount, currency)}`, big: true, bold: true },
    { kind: 'space', lines: 1 },
    { kind: 'qr', text: code },
    { ...centred, text: groupedCode(code), bold: true },
    { kind: 'space', lines: 1 },
    // Seventeen characters as bars are wider than the narrow roll.
    ...(width === 80 ? ([{ kind: 'bars', text: code }] as const) : []),
    { kind: 'rule' },
    { ...centred, text: expiresOn === null ? 'Good for ever' : `Good until ${dayText(expiresOn)}` },
    { ...centred, text: 'Whoever has this code can spend it.' },
  ];
}
