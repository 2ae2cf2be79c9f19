import { expect, test } from 'vitest';
import { askedWords } from './asked-words.ts';

test('whoever approves reads what it is about', () => {
  const words = (name: string, args: unknown) => askedWords(name, args, 'GBP');
  const change = { variantId: 'v', base: 2_400, value: 1_337 };
  expect(words('pricing.setPrice', { changes: [change] })).toBe('A price from £24.00 to £13.37');
  expect(words('pricing.setPrice', { changes: [{ ...change, base: null }, change, change] })).toBe(
    'A price of £13.37, and 2 more',
  );
  expect(words('register.recordReturn', { decided: { total: -18_950 } })).toBe('Goods back, £189.50 paid back');
});

test('what it does not know it says nothing about', () => {
  expect(askedWords('pricing.setPrice', { changes: [] }, 'GBP')).toBeNull();
  expect(askedWords('pricing.setPrice', null, 'GBP')).toBeNull();
  expect(askedWords('catalog.setStatus', { status: 'draft' }, 'GBP')).toBeNull();
});
