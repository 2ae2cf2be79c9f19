import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashSet, makeUp, smartNotes, typedAmount, typeKey, pieceText } from './cash-notes.ts';

describe('smart notes', () => {
  it('offers the exact sum, the next notes and round sums', () => {
    expect(smartNotes(15285, 'GBP')).toEqual([15285, 15500, 16000, 20000]);
    expect(smartNotes(4320, 'GBP')).toEqual([4320, 4500, 5000, 6000]);
    expect(smartNotes(0, 'GBP')).toEqual([]);
  });

  it('offers at most four, rising, none less than what is due', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.constantFrom('GBP', 'EUR', 'USD', 'JPY', 'CHF'),
        (due, currency) => {
          const sums = smartNotes(due, currency);
          expect(sums[0]).toBe(due);
          expect(sums.length).toBeLessThanOrEqual(4);
          expect([...sums].sort((a, b) => a - b)).toEqual(sums);
          expect(new Set(sums).size).toBe(sums.length);
        },
      ),
    );
  });
});

describe('make-up of an amount', () => {
  it('uses the fewest pieces', () => {
    const { notes, coins } = cashSet('GBP');
    expect(makeUp(715, [...notes, ...coins])).toEqual([
      { value: 500, count: 1 },
      { value: 200, count: 1 },
      { value: 10, count: 1 },
      { value: 5, count: 1 },
    ]);
    expect(makeUp(16000, notes)).toEqual([
      { value: 5000, count: 3 },
      { value: 1000, count: 1 },
    ]);
  });

  it('adds up to the amount', () => {
    const { notes, coins } = cashSet('EUR');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (amount) => {
        expect(makeUp(amount, [...notes, ...coins]).reduce((sum, piece) => sum + piece.value * piece.count, 0)).toBe(
          amount,
        );
      }),
    );
  });
});

describe('the keypad', () => {
  const typeAll = (keys: string[], digits = 2) => keys.reduce((text, key) => typeKey(text, key, digits), '');

  it('builds an amount key by key', () => {
    expect(typedAmount(typeAll(['1', '6', '0']), 2)).toBe(16000);
    expect(typedAmount(typeAll(['7', '.', '1', '5']), 2)).toBe(715);
    expect(typedAmount(typeAll(['.', '5']), 2)).toBe(50);
    expect(typedAmount(typeAll(['5', '00']), 2)).toBe(50000);
    expect(typedAmount(typeAll(['5', '0', 'back']), 2)).toBe(500);
  });

  it('refuses a third decimal, a second point, and any point in yen', () => {
    expect(typeAll(['7', '.', '1', '5', '9'])).toBe('7.15');
    expect(typeAll(['7', '.', '.'])).toBe('7.');
    expect(typeAll(['7', '.', '1'], 0)).toBe('71');
  });
});

it('says notes without pence, coins of a pound in pence, and a yen as it is', () => {
  expect([5_000, 100, 50, 1].map((value) => pieceText(value, 'GBP', true))).toEqual(['£50', '£1', '50p', '1p']);
  expect(pieceText(10_000, 'JPY', true)).toBe('¥10,000');
  expect(pieceText(50, 'EUR', true)).toBe('€0.50');
});
