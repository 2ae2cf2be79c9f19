import { expect, test } from 'vitest';
import { asksSerials, plainSerial, serialsOf, stillAsked } from './serials.ts';

test('a tag says that pieces have numbers, however it is written', () => {
  expect(asksSerials(['gift', 'Serialised '])).toBe(true);
  expect(asksSerials(['IMEI'])).toBe(true);
  expect(asksSerials(['serial killer novels'])).toBe(false);
});

test('numbers are compared without blanks, hyphens and small letters', () => {
  expect(plainSerial('35-209900 176148/1')).toBe('352099001761481');
  expect(plainSerial('sn-4a')).toBe('SN4A');
});

test('one is asked for with each piece; one that is left out was asked for, and no more count than pieces are sold', () => {
  expect(stillAsked(['A', ''], 3)).toBe(1);
  expect(stillAsked(['A', 'B', 'C'], 2)).toBe(0);
  expect(serialsOf(['A', '', 'C', 'D'], 3)).toEqual(['A', 'C']);
  expect(serialsOf(['A'], -2)).toEqual([]);
});
