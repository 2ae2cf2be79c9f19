import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardCode, endOfCode, groupedCode, hashOfCode, readCardCode } from './code.ts';
import { lastDay } from './rules.ts';

const code = cardCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('is read however it was typed, and known by its hash alone', () => {
  expect(groupedCode(code)).toMatch(/^(\w{4}-){3}\w{5}$/);
  for (const typed of [groupedCode(code), ` ${code.toLowerCase()} `, groupedCode(code).replaceAll('-', ' ')])
    expect(readCardCode(typed)).toBe(code);
  expect(readCardCode(code.replaceAll('1', 'l').replaceAll('0', 'o'))).toBe(code);
  expect(hashOfCode(code)).toMatch(/^[0-9a-f]{64}$/);
  expect(code.endsWith(endOfCode(code))).toBe(true);
  for (const wrong of ['', '4006381333931', `${code}0`, code.slice(1), 'x'.repeat(10_000), `${code.slice(0, 16)}U`])
    expect(readCardCode(wrong)).toBe(null);
});

test('all 80 bits are in it, and a wrong character or two that were swapped show', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  fc.assert(
    fc.property(random, random, fc.nat(16), fc.nat(31), fc.nat(15), (bytes, others, at, other, swap) => {
      const one = cardCode(bytes);
      expect(readCardCode(one)).toBe(one);
      if (bytes.join() !== others.join()) expect(cardCode(others).slice(0, 16)).not.toBe(one.slice(0, 16));
      const wrong = one.slice(0, at) + alphabet[other] + one.slice(at + 1);
      if (wrong !== one) expect(readCardCode(wrong)).toBe(null);
      const swapped = one.slice(0, swap) + one[swap + 1] + one[swap] + one.slice(swap + 2);
      if (swapped !== one) expect(readCardCode(swapped)).toBe(null);
    }),
  );
});

test('a card is good for so many months to the day, and to the last of a shorter month', () => {
  expect(lastDay('2026-11-23', 24)).toBe('2028-11-23');
  expect(lastDay('2026-01-31', 1)).toBe('2026-02-28');
  expect(lastDay('2027-12-31', 2)).toBe('2028-02-29');
  expect(lastDay('2026-12-05', 1)).toBe('2027-01-05');
  expect(lastDay('2026-12-05', 0)).toBe(null);
});
