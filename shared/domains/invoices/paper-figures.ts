import { decimalsOf, decimalText } from '../../kernel/currencies.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** An exact figure as people of a language write it: `1.234,56`, `−2,50`. @param amount whole, × 10^−places */
export function figure(amount: number, places: number, locale: string): string {
  const key = `${locale}|${places}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
    formats.set(key, format);
  }
  const body = format.format(decimalText(Math.abs(amount), places) as Intl.StringNumericLiteral);
  return amount < 0 ? `\u2212${body}` : body;
}

/** Minor units without their sign: the currency stands once at the head of its column. */
export const moneyFigure = (amount: number, currency: string, locale: string): string =>
  figure(amount, decimalsOf(currency) ?? 2, locale);
