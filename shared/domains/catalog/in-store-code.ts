import { barcodePattern } from './barcode-errors.ts';
import { checkDigit } from './gtin.ts';

/** A rule of the store for codes it prints itself: what the digits of a code in its own number range mean. */
export interface InStoreRule {
  /** `21.....{NNDDD}`: digits as they are, `.` for the item’s, in braces the value with its decimals. The check digit is left out. */
  readonly pattern: string;
  readonly means: 'weight' | 'price' | 'count';
}

export interface InStoreCode {
  readonly rule: InStoreRule;
  /** The digits under the dots */
  readonly item: string;
  /** Integer × 10^−scale */
  readonly value: number;
  readonly scale: number;
  /** The code of the item itself: the value as zeros, with its check digit */
  readonly itemCode: string;
}

interface Read {
  readonly match: RegExp;
  readonly before: number;
  readonly whole: number;
  readonly decimals: number;
}

const known = new Map<string, Read>();

/** @throws DomainError `catalog.barcode-pattern` */
export function readPattern(pattern: string): Read {
  const before = known.get(pattern);
  if (before) return before;
  const parts = /^([\d.]+)\{(N*)(D*)\}([\d.]*)$/.exec(pattern);
  const [, front = '', whole = '', decimals = '', back = ''] = parts ?? [];
  const length = front.length + whole.length + decimals.length + back.length;
  if (!parts || whole.length + decimals.length === 0 || (length !== 12 && length !== 7) || !/^(2|02)/.test(front)) {
    throw barcodePattern({ pattern });
  }
  const digits = (text: string) => text.replaceAll('.', '\\d');
  const match = new RegExp(`^${digits(front)}\\d{${whole.length + decimals.length}}${digits(back)}$`);
  const read = { match, before: front.length, whole: whole.length, decimals: decimals.length };
  if (known.size < 1_000) known.set(pattern, read);
  return read;
}

/** The first rule that a code with a right check digit matches. */
export function readInStore(digits: string, rules: readonly InStoreRule[]): InStoreCode | undefined {
  if (digits.length !== 13 && digits.length !== 8) return undefined;
  const body = digits.slice(0, -1);
  if (checkDigit(body) !== digits.at(-1)) return undefined;
  for (const rule of rules) {
    const { match, before, whole, decimals } = readPattern(rule.pattern);
    if (!match.test(body)) continue;
    const dots = rule.pattern.replace(/\{(N*)(D*)\}/, (_all, n: string, d: string) => 'v'.repeat(n.length + d.length));
    const item = [...body].filter((_digit, at) => dots[at] === '.').join('');
    const end = before + whole + decimals;
    const zeroed = body.slice(0, before) + '0'.repeat(end - before) + body.slice(end);
    return {
      rule,
      item,
      value: Number(body.slice(before, end)),
      scale: decimals,
      itemCode: zeroed + checkDigit(zeroed),
    };
  }
  return undefined;
}
