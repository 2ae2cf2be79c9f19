import { expect, test } from 'vitest';
import { balanceCsv, bookCsv, detailText } from './ledger-words.ts';

test('a journal for accountants: a line a posting, debit and credit apart, to the penny', () => {
  const entry = {
    ...{ id: 'e', kind: 'sale', orderId: 'o', registerId: 'r', reference: '=B2-1', currency: 'GBP' },
    ...{ businessDate: '2026-11-23', occurredAt: Date.UTC(2026, 10, 23, 15, 0) },
    lines: [
      { account: 'drawer', detail: 'r', amount: 1_400 },
      { account: 'sales', detail: '', amount: -1_167 },
      { account: 'tax', detail: '20/100', amount: -233 },
    ],
  };
  expect(bookCsv([entry]).split('\r\n')).toEqual([
    'date,time,entry,kind,reference,account,detail,currency,debit,credit',
    "2026-11-23,2026-11-23T15:00:00.000Z,e,sale,'=B2-1,drawer,r,GBP,14.00,",
    "2026-11-23,2026-11-23T15:00:00.000Z,e,sale,'=B2-1,sales,,GBP,,11.67",
    "2026-11-23,2026-11-23T15:00:00.000Z,e,sale,'=B2-1,tax,20/100,GBP,,2.33",
    '',
  ]);
});

test('a trial balance in a currency without minor units; a credit is a number and no formula', () => {
  const row = {
    account: 'sales',
    detail: '',
    name: null,
    currency: 'JPY',
    opening: -5,
    debit: 0,
    credit: 3,
    closing: -8,
  };
  expect(balanceCsv([row])).toBe(
    'account,detail,name,currency,opening,debit,credit,closing\r\nsales,,,JPY,-5,0,3,-8\r\n',
  );
});

test('details in words', () => {
  expect(detailText({ account: 'tax', detail: '55/1000' }, null)).toBe('5.5 %');
  expect(detailText({ account: 'tender', detail: 'card' }, null)).toBe('Card');
  expect(detailText({ account: 'drawer', detail: 'id' }, 'Bath till 2')).toBe('Bath till 2');
});
