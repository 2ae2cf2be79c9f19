import { describe, expect, it } from 'vitest';
import { parseTenths, stepPrice } from './bulk-prices.ts';

describe('a bulk price step', () => {
  it('moves by tenths of a per cent, half up', () => {
    expect(stepPrice(1400, { tenths: 100, ending: 0 })).toBe(1540);
    expect(stepPrice(1399, { tenths: -75, ending: 0 })).toBe(1294);
    expect(stepPrice(5, { tenths: 100, ending: 0 })).toBe(6);
    expect(stepPrice(100, { tenths: -999, ending: 0 })).toBe(0);
  });

  it('rounds to the nearest ending', () => {
    expect(stepPrice(1437, { tenths: 0, ending: 100 })).toBe(1399);
    expect(stepPrice(1460, { tenths: 0, ending: 100 })).toBe(1499);
    expect(stepPrice(1437, { tenths: 0, ending: 50 })).toBe(1449);
    expect(stepPrice(12, { tenths: 0, ending: 100 })).toBe(1);
  });

  it('reads what people write', () => {
    expect(parseTenths('10')).toBe(100);
    expect(parseTenths('-7.5')).toBe(-75);
    expect(parseTenths('+3 %')).toBe(30);
    expect(parseTenths('ten')).toBeNull();
  });
});
