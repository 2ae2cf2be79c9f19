import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { receiptPaper } from '../devices/printers/receipt-paper.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let bridge: Bridge;
const customerId = randomUUID();

beforeAll(async () => {
  folder = await seededFolder({ products: 3 });
  desk = await bootDesk(folder.dataDir);
  bridge = desk.bridge;
  const card = { id: customerId, name: 'Kling', email: null, phone: null, city: '', country: 'AT', note: '' };
  await bridge.mutate('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

test('without a line a till sells on account within the limit, says by when it is paid, and the statement has it', async () => {
  const basket = await bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
  expect((await bridge.call('basket.setCustomer', { customerId })).account).toBeNull();
  const pay = (due: number) => bridge.call('basket.payOnAccount', { basketId: basket.id, due });
  await expect(pay(basket.remaining)).rejects.toMatchObject({ code: 'customers.no-account' });
  const limit = basket.remaining + 1;
  const account = { open: true, creditLimit: limit, days: 14 };
  await bridge.mutate('customers.saveAccount', { customerId, account, before: null });
  const shown = await bridge.query('till.basket', {});
  expect(shown.account).toMatchObject({ days: 14, owes: 0, left: limit });
  await expect(pay(basket.remaining + 1)).rejects.toMatchObject({ code: 'basket.changed' });
  const receipt = await pay(basket.remaining);
  expect(receipt).toMatchObject({ due: basket.remaining, tenders: [], payBy: shown.account?.dueOn });
  expect(await pay(basket.remaining)).toEqual(receipt);
  expect(JSON.stringify(receiptPaper({ ...receipt, language: 'de-DE' }, 'receipt'))).toContain('Auf Rechnung');

  await bridge.call('basket.add', { variantId: seedIds.variant(1) });
  const next = await bridge.call('basket.setCustomer', { customerId });
  expect(next.account).toMatchObject({ owes: basket.remaining, left: 1 });
  const more = bridge.call('basket.payOnAccount', { basketId: next.id, due: next.remaining });
  await expect(more).rejects.toMatchObject({ code: 'customers.credit-limit' });

  const { statement } = await bridge.query('customers.account', { id: customerId });
  expect(statement).toMatchObject({ open: basket.remaining, overdue: 0, items: [{ dueOn: receipt.payBy }] });
  const order = await bridge.query('orders.page', { id: receipt.orderId });
  expect(order).toMatchObject({ status: 'placed', paymentStatus: 'unpaid', payBy: receipt.payBy });

  // It comes back before anybody paid for it.
  const orderId = randomUUID();
  await bridge.mutate('register.recordReturn', {
    ...{ orderId, originalOrderId: receipt.orderId, registerId: seedIds.till, sessionId: seedIds.drawer },
    lines: [{ key: 'a', originalLineId: order?.lines[0]?.id ?? '', quantity: 2, restock: 'available' }],
    ...{ owed: basket.remaining, reason: '' },
  });
  const back = await bridge.query('till.receipt', { orderId });
  expect(back).toMatchObject({ due: -basket.remaining, against: true, tenders: [] });
  if (!back) throw new Error('no receipt');
  expect(JSON.stringify(receiptPaper({ ...back, language: 'de-DE' }, 'receipt'))).toContain('Mit Offenem verrechnet');
  expect((await bridge.query('customers.account', { id: customerId })).statement).toMatchObject({ open: 0 });
  // Set against each other both are gone from the statement; the paper says what it said.
  const both = { returnId: orderId, orderId: receipt.orderId, amount: basket.remaining, note: '' };
  await bridge.mutate('orders.setOff', both);
  expect((await bridge.query('customers.account', { id: customerId })).statement.items).toEqual([]);
  expect(await bridge.query('till.receipt', { orderId })).toEqual(back);
});
