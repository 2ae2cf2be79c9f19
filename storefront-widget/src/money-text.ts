const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale: string, currency: string): Intl.NumberFormat {
  const id = `${locale}|${currency}`;
  let format = formats.get(id);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(id, format);
  }
  return format;
}

/** Minor units in the shopper's own writing. The decimal text is built from digits, so no floating point touches money. */
export function moneyText(minorUnits: number, currency: string, locale: string): string {
  const format = formatFor(locale, currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const padded = String(Math.abs(minorUnits)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  const text = format.format(`${minorUnits < 0 ? '-' : ''}${decimal}` as Intl.StringNumericLiteral);
  // Among Arabic letters the sign of `US$` would stand before them.
  return text.replace(/[A-Z]+\p{Sc}/u, locale.startsWith('ar') ? '\u2066$&\u2069' : '$&');
}
