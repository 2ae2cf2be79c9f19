import { expect, test } from 'vitest';
import { barsOf } from './bars.ts';

/** Widths of bars and spaces, as a scanner sees them. */
function widthsOf(text: string): number[] {
  const { bars, modules } = barsOf(text) ?? { bars: [], modules: 0 };
  const widths = bars.flatMap(({ at, width }, index) => {
    const next = bars[index + 1];
    return next ? [width, next.at - at - width] : [width];
  });
  expect(bars[0]?.at).toBe(10);
  expect(10 + widths.reduce((sum, each) => sum + each, 0) + 10).toBe(modules);
  return widths;
}

test('a receipt number is a Code 128: start B, its letters, the check letter, stop', () => {
  const widths = widthsOf('B2-1184');
  const symbols: string[] = [];
  for (let at = 0; at + 7 < widths.length; at += 6) symbols.push(widths.slice(at, at + 6).join(''));
  // By the tables of ISO/IEC 15417: start B (104), B (34), 2 (18), - (13), code C (99), 11, 84, check (104 + 34 + 36 + 39 + 396 + 55 + 504) mod 103 = 35
  expect(symbols).toEqual(['211214', '131123', '223211', '122132', '113141', '231212', '124112', '131321']);
  expect(widths.slice(-7).join('')).toBe('2331112');
});

test('what the code cannot say is not drawn', () => {
  expect(barsOf('')).toBeNull();
  expect(barsOf('№ 7')).toBeNull();
});
