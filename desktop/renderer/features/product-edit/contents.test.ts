import { expect, test } from 'vitest';
import { contentsText, readContents } from './contents.ts';

test('contents are written as people write them, with what the price is for where it is not the usual', () => {
  expect(readContents('340 g')).toEqual({ amount: 340, scale: 0, unit: 'g', per: 'kg' });
  expect(readContents(' 0,75L ')).toEqual({ amount: 75, scale: 2, unit: 'l', per: 'l' });
  expect(readContents('330ml/100 ml')).toEqual({ amount: 330, scale: 0, unit: 'ml', per: '100ml' });
  expect(readContents('1.5 m²')).toEqual({ amount: 15, scale: 1, unit: 'm2', per: 'm2' });
  expect(readContents('20 piece / 1 piece')).toEqual({ amount: 20, scale: 0, unit: 'piece', per: 'piece' });
  expect(readContents('')).toBeNull();
  for (const text of ['340', 'g', '0 g', '340 g / l', '340 stone', '1e3 g', '-3 g'])
    expect(readContents(text), text).toBeUndefined();
  for (const text of ['340 g', '0.75 l', '330 ml / 100 ml', '1.5 m²'])
    expect(contentsText(readContents(text) ?? null)).toBe(text);
});
