import { receiptLetters } from '@tillhouse/shared/domains/orders/receipt-letter-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { expect, test } from 'vitest';
import { receiptMail, shortened } from './send-receipts.ts';

test('of an address that a receipt went to is kept what tells people by', () => {
  expect(shortened('bo.field@shopper.example')).toBe('b…@shopper.example');
  expect(shortened('"a@b"@shopper.example')).toBe('"…@shopper.example');
});

test('the address is given up when the letter went and when it is given up, and kept while it is tried again', async () => {
  const written: object[] = [];
  const row = { id: 'l', orderId: 'o', sentTo: 'bo@shopper.example', nextAt: 5, tries: 2 };
  const tx = {
    getForUpdate: async (table: unknown) => (table === receiptLetters ? [row] : []),
    update: async (_table: unknown, _key: unknown, patch: object) => written.push(patch),
    get: async () => undefined,
    list: async () => [],
  } as unknown as Tx;
  const { claim } = receiptMail({} as Parameters<typeof receiptMail>[0]);
  expect(await claim(tx, 'l', 4, 60)).toBeUndefined();
  const taken = await claim(tx, 'l', 5, 60);
  expect(taken?.tries).toBe(3);
  await taken?.failed(tx, 90);
  await taken?.failed(tx, null);
  await taken?.sent(tx, 100);
  const gone = { nextAt: null, sentTo: 'b…@shopper.example' };
  expect(written).toEqual([
    { tries: 3, nextAt: 60 },
    { nextAt: 90 },
    { ...gone, status: 'failed' },
    { ...gone, status: 'sent', sentAt: 100 },
  ]);
  // An order that is not here yet is tried again like a mailer that is away.
  await expect(taken?.letter()).rejects.toThrow('is not there');
});
