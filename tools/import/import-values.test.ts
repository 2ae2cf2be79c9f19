import { expect, test } from 'vitest';
import { detectDelimiter } from '@tillhouse/shared/kernel/detect-delimiter.ts';
import { readMoney, readWhole } from '@tillhouse/shared/kernel/read-numbers.ts';
import { readMoment } from './read-values.ts';

const money = (text: string, digits?: number) => {
  const read = readMoney(text, digits);
  return read.ok ? read.value : read.reason;
};

test('reads prices as people of many countries write them, exactly', () => {
  for (const [text, minor] of [
    ['2.55', 255],
    ['1,234.56', 123456],
    ['1.234,56', 123456],
    ['1 234,56', 123456],
    ['1’234.56', 123456],
    ['12,5', 1250],
    ['1,234', 123400],
    ['1.234.567', 123456700],
    ['£3.00', 300],
    ['-4.10', -410],
    ['.5', 50],
    ['879.9900', 87999],
    ['0', 0],
  ] as const) {
    expect([text, money(text)]).toEqual([text, minor]);
  }
  expect(money('1234', 0)).toBe(1234);
});

test('says why a price is none', () => {
  expect(money('0.001')).toBe('0.001 has more than 2 decimals');
  expect(money('twelve')).toBe('"twelve" is not a price');
  expect(money('')).toContain('is not a price');
  expect(money('1.2.3')).toContain('is not a price');
  expect(money('99999999999999999')).toContain('beyond what can be kept');
  expect(readWhole('6.0')).toEqual({ ok: true, value: 6 });
  expect(readWhole('2.5')).toMatchObject({ ok: false });
});

test('reads moments by the clocks of the shop, over the change to summer time, and refuses dates that never were', () => {
  expect(readMoment('2010-12-01 08:26:00', 'Europe/London')).toEqual({
    ok: true,
    value: { at: Date.UTC(2010, 11, 1, 8, 26), date: '2010-12-01', hour: 8 },
  });
  expect(readMoment('2011-07-01 08:26:00', 'Europe/London')).toMatchObject({
    ok: true,
    value: { at: Date.UTC(2011, 6, 1, 7, 26), hour: 8 },
  });
  expect(readMoment('2011-03-27 00:59:00', 'Europe/London')).toMatchObject({
    value: { at: Date.UTC(2011, 2, 27, 0, 59) },
  });
  expect(readMoment('2011-03-27 02:01:00', 'Europe/London')).toMatchObject({
    value: { at: Date.UTC(2011, 2, 27, 1, 1) },
  });
  expect(readMoment('2011-07-01 08:26:00', 'Asia/Kathmandu')).toMatchObject({
    value: { at: Date.UTC(2011, 6, 1, 2, 41) },
  });
  expect(readMoment('2011-02-29 10:00:00', 'Europe/London')).toEqual({
    ok: false,
    reason: '2011-02-29 10:00:00 is not a date of the calendar',
  });
  expect(readMoment('01/12/2010', 'Europe/London')).toMatchObject({ ok: false });
});

test('finds the separator outside quotes', () => {
  expect(detectDelimiter('"a;b";c,d,e\nx;y;z;z;z;z')).toBe(',');
  expect(detectDelimiter('a;b;c')).toBe(';');
  expect(detectDelimiter('a\tb')).toBe('\t');
});
