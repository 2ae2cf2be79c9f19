import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import type { FiscalFigures } from '@tillhouse/shared/domains/register/fiscal.ts';
import { FiscalRefused } from './port.ts';

/** `processType` of everything that a till signs as a receipt. */
export const RECEIPT_TYPE = 'Kassenbeleg-V1';

/** The five places of DSFinV-K: standard, reduced, the two averages of farmers, and no tax. */
const PLACES = ['19/100', '7/100', '107/1000', '55/1000', '0'] as const;

function isRate(one: string, other: string): boolean {
  const [over = 0, under = 1] = one.split('/').map(Number);
  const [otherOver = 0, otherUnder = 1] = other.split('/').map(Number);
  return over * otherUnder === otherOver * under;
}

/** `-12.50`, with a point and always two places or those of the currency. */
function amountText(minor: number, currency: string): string {
  const decimals = decimalsOf(currency) ?? 2;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * `Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar`: gross by rate, then what was paid in cash and otherwise.
 * @throws FiscalRefused where a rate has no place
 */
export function receiptData({ currency, grossByRate, paid }: FiscalFigures): string {
  const places = PLACES.map(() => 0);
  for (const { rate, gross } of grossByRate) {
    const at = PLACES.findIndex((place) => isRate(place, rate));
    if (at < 0) throw new FiscalRefused(`the tax rate ${rate} has no place in a Kassenbeleg`, true);
    places[at] = (places[at] ?? 0) + gross;
  }
  const money = currency === 'EUR' ? '' : `:${currency}`;
  const ways = paid.map(({ cash, amount }) => `${amountText(amount, currency)}:${cash ? 'Bar' : 'Unbar'}${money}`);
  return `Beleg^${places.map((gross) => amountText(gross, currency)).join('_')}^${ways.join('_')}`;
}

/** Of a basket that was given up. */
export const ABANDONED_DATA = 'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^';
