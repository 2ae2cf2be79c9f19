import { expect, test } from 'vitest';
import { readSaleWords } from './sale-words.ts';

const here = { today: '2026-11-26', locale: 'en-GB', digits: 2 };
const read = (text: string, more: Partial<typeof here> = {}) => readSaleWords(text, { ...here, ...more });

test.each([
  ['B2-1184', { number: 'B2-1184' }],
  [']C0b2-2-17', { number: 'B2-2-17' }],
  ['#10541', { number: '#10541' }],
  ['4417', { digits: '4417' }],
  ['  owen   pritchard ', { person: 'owen pritchard' }],
  ['owen@example.org', { person: 'owen@example.org' }],
  ['07700 900 184', { person: '07700 900 184' }],
  ['+44 7700 900184', { person: '+44 7700 900184' }],
  ['£102.60', { amount: 10_260 }],
  ['102,60', { amount: 10_260 }],
  ['1,102.60', { amount: 110_260 }],
  ['£12', { amount: 1_200 }],
  ['12 €', { amount: 1_200 }],
  ['4417 14 Nov', { digits: '4417', date: '2026-11-14' }],
  ['4417 102.60 14/11/2026', { digits: '4417', amount: 10_260, date: '2026-11-14' }],
  ['102.60 yesterday', { amount: 10_260, date: '2026-11-25' }],
  ['Owen 12 December', { person: 'Owen', date: '2025-12-12' }],
  ['Nov 3, 2026', { date: '2026-11-03' }],
  ['3.11.', { date: '2026-11-03' }],
  ['2026-11-03 B2-7', { date: '2026-11-03', number: 'B2-7' }],
  ['thursday', { date: '2026-11-19' }],
  ['monday', { date: '2026-11-23' }],
  // No such day, so it is read as it stands.
  ['31/02/2026', { person: '31/02/2026' }],
  ['', {}],
] as const)('%s is read as %o', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('a day is written as people here write it, and an amount by the digits of the money', () => {
  expect(read('03/04/2026')).toEqual({ date: '2026-04-03' });
  expect(read('03/04/2026', { locale: 'en-US' })).toEqual({ date: '2026-03-04' });
  expect(read('¥1,200', { digits: 0 })).toEqual({ amount: 1_200 });
  expect(read('1.250', { digits: 3 })).toEqual({ amount: 1_250 });
});
