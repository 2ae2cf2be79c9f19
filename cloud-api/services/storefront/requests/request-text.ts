import { isolateSign } from '@tillhouse/shared/domains/content/isolate-places.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';

export function moneyIn(locale: string, currency: string): (amount: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const places = decimalsOf(currency) ?? 2;
  return (amount) => isolateSign(locale, format.format(amount / 10 ** places));
}

/** A moment as the store's people read it. */
export function timeIn(locale: string, timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (at) => format.format(at);
}
