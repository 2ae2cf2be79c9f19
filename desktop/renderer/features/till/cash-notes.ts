import { moneyText } from '../../ui/money.tsx';

/** Notes and coins of a currency in minor units, largest first. */
export interface CashSet {
  readonly notes: readonly number[];
  readonly coins: readonly number[];
}

const sets: Record<string, CashSet> = {
  GBP: { notes: [5000, 2000, 1000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] },
  EUR: { notes: [10000, 5000, 2000, 1000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] },
  USD: { notes: [10000, 5000, 2000, 1000, 500, 100], coins: [25, 10, 5, 1] },
  JPY: { notes: [10000, 5000, 1000], coins: [500, 100, 50, 10, 5, 1] },
};

const plain: CashSet = { notes: [10000, 5000, 2000, 1000, 500], coins: [100, 50, 20, 10, 5, 2, 1] };

export function cashSet(currency: string): CashSet {
  return sets[currency] ?? plain;
}

/** A note or coin as people say it: `£50`, `50p`. */
export function pieceText(value: number, currency: string, withSign: boolean): string {
  if (currency === 'GBP' && value < 100) return `${value}p`;
  return moneyText({ amount: value, currency }, { symbol: withSign, trim: true });
}

export interface Piece {
  readonly value: number;
  readonly count: number;
}

/** The fewest notes and coins that make an amount, largest first. */
export function makeUp(amount: number, values: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  let left = amount;
  for (const value of values) {
    const count = Math.floor(left / value);
    if (count > 0) pieces.push({ value, count });
    left -= count * value;
  }
  return pieces;
}

/** What customers usually hand over for an amount: it itself, and the next sums that notes make. At most four, rising. */
export function smartNotes(due: number, currency: string): number[] {
  if (due <= 0) return [];
  const { notes } = cashSet(currency);
  const sums = new Set([due]);
  for (const note of [...notes].reverse()) sums.add(Math.ceil(due / note) * note);
  // Two different notes together: 152.85 is often paid as 3 × 50 + 10.
  const big = notes[0] ?? due;
  const rest = due % big;
  for (const note of notes) if (rest > 0 && note >= rest) sums.add(due - rest + note);
  const rising = [...sums].sort((a, b) => a - b);
  return rising.length <= 4
    ? rising
    : [...rising.slice(0, 3), rising.find((sum) => sum % big === 0 && sum > (rising[2] ?? 0)) ?? rising[3] ?? due];
}

/** What the keypad shows: a decimal number as a person types it. */
export interface Typed {
  readonly text: string;
}

/** The typed text after one more key: digits, "00", "." or "back". Refuses what could be no amount of this currency. */
export function typeKey(text: string, key: string, digits: number): string {
  if (key === 'back') return text.slice(0, -1);
  if (key === '.') return digits === 0 || text.includes('.') ? text : `${text || '0'}.`;
  const next = text === '0' && key !== '.' ? key : text + key;
  const fraction = next.split('.')[1];
  if (fraction !== undefined && fraction.length > digits) return text;
  return next.replace('.', '').length > 9 ? text : next;
}

/** Minor units of the typed text; 0 for nothing. */
export function typedAmount(text: string, digits: number): number {
  const [whole = '', fraction = ''] = text.split('.');
  return Number(`${whole || '0'}${fraction.padEnd(digits, '0')}`);
}
