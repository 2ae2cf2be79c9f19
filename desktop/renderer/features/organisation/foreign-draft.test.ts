import { expect, test } from 'vitest';
import { foreignOfText, foreignText } from './foreign-draft.ts';

const before = [{ currency: 'USD', rate: '78/100', since: '2026-10-01' }];
const read = (text: string) => foreignOfText(text, { own: 'GBP', before, today: '2026-11-23' });

test('currencies are read with their rate or with that of the books, and a rate that stands keeps its day', () => {
  expect(read('eur, USD 0.78 ,CHF 0.9')).toEqual([
    { currency: 'EUR', rate: null, since: null },
    { currency: 'USD', rate: '78/100', since: '2026-10-01' },
    { currency: 'CHF', rate: '9/10', since: '2026-11-23' },
  ]);
  expect(read('USD 0.79')).toEqual([{ currency: 'USD', rate: '79/100', since: '2026-11-23' }]);
  expect(read('JPY 150')).toEqual([{ currency: 'JPY', rate: '150', since: '2026-11-23' }]);
  expect(read(' ')).toEqual([]);
  expect(foreignText(read('eur, USD 0.78') ?? [])).toBe('EUR, USD 0.78');
});

test.each(['XXQ', 'GBP 1', 'EUR 0', 'EUR x', 'EUR 0.8 0.9', 'EUR, EUR 0.9', 'EUR 0,85'])('%s is no list', (text) => {
  expect(read(text)).toBeNull();
});
