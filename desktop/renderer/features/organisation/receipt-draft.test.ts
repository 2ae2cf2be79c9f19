import { receiptOf, storeReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { expect, test } from 'vitest';
import { receiptProblem, withWords, wordsAt, wordsPrintedAt } from './receipt-draft.ts';

const plain = { receipt: null, receiptHeader: 'VAT 1', receiptFooter: 'Thank you.' };

test('words are of the store until a place has its own, and of the store again when they are emptied', () => {
  const own = { ...plain, ...withWords(plain, 'bath', { header: 'Bath' }) };
  expect(own.receipt?.places).toEqual([{ locationId: 'bath', header: 'Bath', footer: null }]);
  expect(wordsAt(own, 'bath')).toEqual({ header: 'Bath', footer: '' });
  expect(wordsPrintedAt(own, 'bath')).toEqual({ header: 'Bath', footer: 'Thank you.' });
  expect(wordsPrintedAt(own, 'frome')).toEqual({ header: 'VAT 1', footer: 'Thank you.' });
  expect(withWords(own, 'bath', { header: '' }).receipt?.places).toEqual([]);
  expect(withWords(plain, '', { footer: 'Bye.' })).toEqual({ receiptHeader: 'VAT 1', receiptFooter: 'Bye.' });
});

test('an address that is none keeps it from being saved', () => {
  const with_ = (address: string) => ({ receipt: { ...receiptOf(plain), link: { address, words: '' } } });
  expect(receiptProblem(plain)).toBeNull();
  expect(receiptProblem(with_('https://larkhall.example/{number}'))).toBeNull();
  for (const wrong of ['larkhall.example', 'javascript:alert(1)', 'https://a b']) {
    expect(receiptProblem(with_(wrong))).not.toBeNull();
    expect(storeReceipt.safeParse(with_(wrong).receipt).success).toBe(false);
  }
});

test('what a receipt opens and ends with is each named once, its number always', () => {
  const takes = (patch: object) => storeReceipt.safeParse({ ...receiptOf(plain), ...patch }).success;
  expect(takes({})).toBe(true);
  expect(takes({ head: [] })).toBe(true);
  expect(takes({ head: ['name', 'name'] })).toBe(false);
  expect(takes({ foot: ['words'] })).toBe(false);
  expect(takes({ logo: { png: 'R0lGODlh', size: 'wide' } })).toBe(false);
  expect(takes({ logo: { png: `iVBORw0KGgo${'A'.repeat(40_000)}`, size: 'wide' } })).toBe(false);
});
