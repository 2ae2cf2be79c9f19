import { checkDigit } from './gtin.ts';
import type { Part } from './gs1-table.ts';

/** What is checked of a value beyond its length and characters. @returns what it should have been; undefined when it is right */

const sets: Readonly<Record<Part['set'], RegExp>> = {
  N: /^\d*$/,
  X: /^[!-"%-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-_=0-9A-Za-z]*$/,
};

export const hasOnly = (set: Part['set'], value: string): boolean => sets[set].test(value);

const real = (year: number, month: number, day: number): boolean => {
  if (month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
};

/** GS1's window for years of two digits is 51 back and 49 on; for whether a 29 February exists the century does not matter before 2100. */
const yearOf = (two: string): number => 2000 + Number(two);

const below = (limit: number, what: string) => (value: string) => (Number(value) < limit ? undefined : what);

export const alphaCheck = (data: string): string => {
  const order = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
  const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];
  const pair = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  let sum = 0;
  for (let fromRight = 0; fromRight < data.length; fromRight += 1) {
    sum += order.indexOf(data[data.length - 1 - fromRight] as string) * (primes[fromRight] ?? 0);
  }
  sum %= 1021;
  return `${pair[sum >> 5]}${pair[sum & 31]}`;
};

const mod97 = (value: string): boolean => {
  const digits = [...value.slice(4), ...value.slice(0, 4)].map((each) => Number.parseInt(each, 36)).join('');
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
};

export const checks: Readonly<Record<string, (value: string) => string | undefined>> = {
  csum: (value) => {
    const expected = checkDigit(value.slice(0, -1));
    return value.at(-1) === expected ? undefined : `${value.slice(0, -1)}${expected}`;
  },
  csumalpha: (value) => {
    const expected = alphaCheck(value.slice(0, -2));
    return value.length > 2 && value.slice(-2) === expected ? undefined : `${value.slice(0, -2)}${expected}`;
  },
  /** Day 00 is the last of the month */
  yymmd0: (value) => {
    const [year, month, day] = [yearOf(value.slice(0, 2)), Number(value.slice(2, 4)), Number(value.slice(4))];
    return real(year, month, day || 1) ? undefined : 'a date YYMMDD';
  },
  yymmdd: (value) =>
    real(yearOf(value.slice(0, 2)), Number(value.slice(2, 4)), Number(value.slice(4))) ? undefined : 'a date YYMMDD',
  yyyymmdd: (value) =>
    real(Number(value.slice(0, 4)), Number(value.slice(4, 6)), Number(value.slice(6))) ? undefined : 'a date YYYYMMDD',
  hhmi: (value) => (/^([01]\d|2[0-3])[0-5]\d$/.test(value) ? undefined : 'a time HHMM'),
  hh: below(24, 'an hour'),
  mi: below(60, 'a minute'),
  ss: below(60, 'a second'),
  iban: (value) => (/^[A-Z]{2}\d\d[A-Z0-9]+$/.test(value) && mod97(value) ? undefined : 'an IBAN'),
  pieceoftotal: (value) => {
    const [piece, total] = [Number(value.slice(0, 2)), Number(value.slice(2))];
    return piece > 0 && piece <= total ? undefined : 'a piece and the total, such as 0103';
  },
  yesno: (value) => (/^[01]$/.test(value) ? undefined : '0 or 1'),
  zero: (value) => (/^0+$/.test(value) ? undefined : 'zero'),
  nonzero: (value) => (/^0+$/.test(value) ? 'more than zero' : undefined),
  nozeroprefix: (value) => (value.startsWith('0') && value !== '0' ? 'without a leading zero' : undefined),
  hyphen: (value) => (value === '-' || value === '' ? undefined : 'a hyphen'),
};
