import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText, moneyText, parseMoney } from './money.tsx';

const gbp = (amount: number) => ({ amount, currency: 'GBP' });

describe('money as text', () => {
  it('writes sign, grouping and a true minus', () => {
    expect(moneyText(gbp(128_900))).toBe('£1,289.00');
    expect(moneyText(gbp(-1970), { symbol: false })).toBe('\u221219.70');
    expect(moneyText(gbp(3680), { plus: true })).toBe('+£36.80');
    expect(moneyText(gbp(15_500), { symbol: false, trim: true })).toBe('155');
    expect(moneyText({ amount: 1200, currency: 'JPY' })).toBe('¥1,200');
    expect(moneyText({ amount: -0, currency: 'GBP' })).toBe('£0.00');
  });

  it('stays exact where a floating point would not', () => {
    expect(moneyText(gbp(Number.MAX_SAFE_INTEGER))).toBe('£90,071,992,547,409.91');
    expect(decimalText(5, 2)).toBe('0.05');
  });
});

describe('money that was typed', () => {
  it.each([
    ['14', 1400],
    ['14.5', 1450],
    ['£14.50', 1450],
    ['1,234.56', 123_456],
    ['.5', 50],
    ['-2', -200],
  ])('reads %s', (text, amount) => {
    expect(parseMoney(text, 'GBP')).toBe(amount);
  });

  it.each(['', 'x', '1.234', '1.2.3', '-', '12a'])('does not read %s', (text) => {
    expect(parseMoney(text, 'GBP')).toBeNull();
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (amount) => {
        expect(parseMoney(moneyText(gbp(amount)), 'GBP')).toBe(amount);
      }),
    );
  });
});
