/** Money is an integer of minor units with an ISO 4217 code; this is the only place that turns it into text. */
export interface MoneyParts {
  readonly amount: number;
  readonly currency: string;
}

export interface MoneyTextOptions {
  /** Only totals and amounts to take carry the sign; ledger rows do without. */
  readonly symbol?: boolean;
  /** A plus before positive amounts, for differences. */
  readonly plus?: boolean;
  /** Leave out ".00", for bank notes. */
  readonly trim?: boolean;
  readonly locale?: string;
}

const MINUS = '\u2212';
interface Format {
  readonly format: Intl.NumberFormat;
  readonly digits: number;
}
const formats = new Map<string, Format>();

function formatFor(locale: string, currency: string, symbol: boolean, trim: boolean): Format {
  const key = `${locale}|${currency}|${symbol}|${trim}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: symbol ? 'narrowSymbol' : 'code',
    ...(trim ? { trailingZeroDisplay: 'stripIfInteger' as const } : {}),
  });
  const made = { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
  formats.set(key, made);
  return made;
}

/** Digits after the point in the currency: 2 for GBP, 0 for JPY, 3 for BHD. */
export function minorDigits(currency: string, locale = 'en-GB'): number {
  return formatFor(locale, currency, true, false).digits;
}

/** The exact decimal text of an integer of minor units, so that no floating point touches the figure. */
export function decimalText(amount: number, digits: number): string {
  const text = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** "£1,289.00", "−19.70", "+£36.80". The minus is U+2212. */
export function moneyText(value: MoneyParts, options: MoneyTextOptions = {}): string {
  const { symbol = true, plus = false, trim = false, locale = 'en-GB' } = options;
  const { format, digits } = formatFor(locale, value.currency, symbol, trim);
  const exact = decimalText(Math.abs(value.amount), digits) as Intl.StringNumericLiteral;
  const parts = format.formatToParts(exact);
  const kept = symbol ? parts : parts.filter((part) => part.type !== 'currency' && part.type !== 'literal');
  const body = kept.map((part) => part.value).join('');
  if (value.amount < 0) return MINUS + body;
  return plus && value.amount > 0 ? `+${body}` : body;
}

/** Reads what a person typed ("14", "14.5", "£14.50") as minor units; null when it is no amount. */
export function parseMoney(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const clean = text.replace(/[\s£$€,]/g, '').replace(MINUS, '-');
  const found = /^(-?)(\d{0,12})(?:\.(\d*))?$/.exec(clean);
  if (!found || (!found[2] && !found[3])) return null;
  const fraction = found[3] ?? '';
  if (fraction.length > digits) return null;
  const value = Number(`${found[2] || '0'}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(value)) return null;
  return found[1] && value !== 0 ? -value : value;
}

export interface MoneyProps extends MoneyTextOptions {
  readonly amount: number;
  readonly currency: string;
  readonly className?: string;
  /** Show an en dash for zero, as tables do. */
  readonly dashZero?: boolean;
}

/** An amount in tabular figures; its currency code shows on hover. */
export function Money({ amount, currency, className, dashZero, ...options }: MoneyProps) {
  if (dashZero && amount === 0) return <span className="sub">–</span>;
  return (
    <bdi className={className} title={currency}>
      {moneyText({ amount, currency }, options)}
    </bdi>
  );
}
