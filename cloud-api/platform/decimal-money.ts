import { decimalsOf, decimalText } from '@tillhouse/shared/kernel/currencies.ts';

/** Minor units as providers write them that count in whole money: 1205 of GBP as `12.05`. */
export const toDecimal = (amount: number, currency: string): string => decimalText(amount, placesOf(currency));

/** @throws where it is no amount of this currency: a sum that is not understood is never rounded into one */
export function fromDecimal(text: string, currency: string): number {
  const places = placesOf(currency);
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const [, sign = '', whole = '', rest = ''] = found ?? [];
  const [digits, beyond] = [rest.padEnd(places, '0').slice(0, places), rest.slice(places)];
  if (!found || /[^0]/.test(beyond)) throw new Error(`${text} is no amount of ${currency}`);
  return Number(`${sign}${whole}${digits}`);
}

function placesOf(currency: string): number {
  const places = decimalsOf(currency);
  if (places === undefined) throw new Error(`${currency} is no currency`);
  return places;
}
