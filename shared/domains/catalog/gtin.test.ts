import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigit, normaliseBarcode, toGtin14 } from './gtin.ts';

test('UPC-A, EAN-13 and GTIN-14 of one item meet', () => {
  const codes = ['614141000036', '0614141000036', '00614141000036', '6141 4100 0036'];
  expect(new Set(codes.map(normaliseBarcode))).toEqual(new Set(['00614141000036']));
});

test('the codes of the acceptance page', () => {
  expect(toGtin14('12312312312333')).toEqual({ ok: true, gtin14: '12312312312333' });
  expect(toGtin14('12312312312319')).toEqual({ ok: true, gtin14: '12312312312319' });
  expect(toGtin14('5060912440320')).toEqual({ ok: true, gtin14: '05060912440320' });
});

test('says why a code is none', () => {
  expect(toGtin14('4006381333932')).toEqual({ ok: false, reason: 'check-digit', expected: '1' });
  expect(toGtin14('12345')).toEqual({ ok: false, reason: 'length' });
  expect(toGtin14('MUG-MOS-35')).toEqual({ ok: false, reason: 'not-digits' });
});

test('a code of the shop’s own stays as it is', () => {
  expect(normaliseBarcode(' SHELF-b4 ')).toBe('SHELF-b4');
});

test('any digits with their check digit are a GTIN, and with another they are none', () => {
  const digits = fc.constantFrom(7, 11, 12, 13).chain((length) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)));
  fc.assert(
    fc.property(digits, fc.integer({ min: 1, max: 9 }), (body, off) => {
      const last = Number(checkDigit(body));
      expect(toGtin14(`${body}${last}`).ok).toBe(true);
      expect(toGtin14(`${body}${(last + off) % 10}`).ok).toBe(false);
    }),
  );
});
