import { toMinorUnits } from './money.ts';

/** A value, or why it is none. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const bad = (reason: string): Read<never> => ({ ok: false, reason });

/**
 * `1234.56`, `1,234.56`, `1.234,56`, `1 234,56` and `1'234.56` as exact digits. With one mark followed by exactly three digits
 * (`1,234`) a number is ambiguous: then the mark of thousands, as spreadsheets write it, unless it is a point.
 */
function plainDecimal(text: string): string | null {
  const compact = text
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^[£$€¥]|[£$€¥]$/g, '');
  const match = /^([+-]?)(\d[\d.,]*|[.,]\d+)$/.exec(compact);
  if (!match) return null;
  const sign = match[1] === '-' ? '-' : '';
  let digits = match[2] as string;
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma >= 0 && point >= 0) {
    const [decimal, thousands] = comma > point ? [',', '.'] : ['.', ','];
    digits = digits.replaceAll(thousands, '').replace(decimal, '.');
  } else if (comma >= 0) {
    const groups = digits.split(',');
    const grouped =
      groups.length > 1 && (groups[0] as string).length <= 3 && groups.slice(1).every((group) => group.length === 3);
    digits = grouped ? groups.join('') : groups.length === 2 ? groups.join('.') : digits;
  } else if (point >= 0 && digits.split('.').length > 2) {
    const groups = digits.split('.');
    if (!groups.slice(1).every((group) => group.length === 3)) return null;
    digits = groups.join('');
  }
  return /^\d*\.?\d*$/.test(digits) && /\d/.test(digits) ? sign + digits : null;
}

/** Integer × 10^−scale; more decimals than that are refused unless they are zeros. */
function scaled(text: string, scale: number, what: string): Read<number> {
  const decimal = plainDecimal(text);
  if (decimal === null) return bad(`"${text.slice(0, 40)}" is not a ${what}`);
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  if (!/^0*$/.test(fraction.slice(scale))) return bad(`${text.trim()} has more than ${scale} decimals`);
  const units = BigInt((whole || '0') + fraction.slice(0, scale).padEnd(scale, '0'));
  try {
    return { ok: true, value: toMinorUnits(negative ? -units : units) };
  } catch {
    return bad(`${text.trim()} is beyond what can be kept`);
  }
}

/** Minor units of a currency with `digits` decimals. */
export function readMoney(text: string, digits = 2): Read<number> {
  return scaled(text, digits, 'price');
}

/** A number × 10^scale, as spreadsheets write it. */
export const readDecimal = (text: string, scale: number, what: string): Read<number> => scaled(text, scale, what);

/** A whole number; `6.0` is one. */
export function readWhole(text: string): Read<number> {
  return scaled(text, 0, 'whole number');
}
