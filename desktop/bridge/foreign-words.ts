import { rateShown } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import type { ReceiptSpeech } from './receipt-words.ts';

interface Given {
  readonly currency: string;
  /** Minor units */
  readonly given: number;
  readonly rate: string;
}

/** `Given: 20.00 EUR, at 0.8533`, as a paper says it. */
export function foreignText({ currency, given, rate }: Given, speech: ReceiptSpeech): string {
  const digits = decimalsOf(currency) ?? 2;
  const text = String(given).padStart(digits + 1, '0');
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return speech.say('foreign', { given: speech.amount(amount), currency, rate: speech.amount(rateShown(rate)) });
}
