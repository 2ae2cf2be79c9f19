/** A quantity is an integer × 10^−scale of its unit (architecture decision 8). */
export interface QuantityParts {
  readonly amount: number;
  readonly scale: number;
  /** What to print after the figure ("kg"); null for pieces. */
  readonly unit: string | null;
}

const formats = new Map<string, Intl.NumberFormat>();

/** "1,248", "1.240 kg", "−3". Zero stays "0"; tables print an en dash through `dashText`. */
export function quantityText(value: QuantityParts, options: { plus?: boolean; locale?: string } = {}): string {
  const locale = options.locale ?? 'en-GB';
  const key = `${locale}|${value.scale}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: value.scale, maximumFractionDigits: value.scale });
    formats.set(key, format);
  }
  const digits = Math.abs(value.amount)
    .toString()
    .padStart(value.scale + 1, '0');
  const exact = value.scale === 0 ? digits : `${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
  const body = format.format(exact as Intl.StringNumericLiteral) + (value.unit ? ` ${value.unit}` : '');
  if (value.amount < 0) return `\u2212${body}`;
  return options.plus && value.amount > 0 ? `+${body}` : body;
}

/** A count of whole things: "12,431", "−3". */
export function countText(amount: number, options: { plus?: boolean } = {}): string {
  return quantityText({ amount, scale: 0, unit: null }, options);
}

/** As `countText`, with zero as an en dash. */
export function dashText(amount: number, options: { plus?: boolean } = {}): string {
  return amount === 0 ? '–' : countText(amount, options);
}

/** Whole units in a narrow column: 18.000 kg is "18"; zero an en dash. */
export function columnQuantity(amount: number, scale: number): string {
  if (amount === 0) return '–';
  const whole = 10 ** scale;
  return amount % whole === 0 ? countText(amount / whole) : quantityText({ amount, scale, unit: null });
}

const units: Readonly<Record<string, string>> = { KGM: 'kg', LTR: 'l', MTR: 'm' };

/** What to print after a figure of this UN/CEFACT unit; undefined for pieces. */
export function unitWord(unit: string): string | undefined {
  return units[unit];
}
