import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop, smallStore } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { moneyInvariants } from '../orders/invariants.ts';
import { orderLines, orders } from '../orders/schema.ts';
import type { InvoiceDocument } from './document.ts';
import { invoices } from './schema.ts';

const cloud = { authority: true };
const buyer = testId(0x800);
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
  const card = { id: buyer, name: 'Lime Café', email: null, phone: null, city: 'Graz', country: 'AT', note: '' };
  await two.given('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
  const address = { groups: [], street: 'Sporgasse 4', postalCode: '8010', vatId: 'ATU37675002', taxRelief: null };
  await two.given('customers.saveTerms', { customerId: buyer, terms: address });
});

const sell = (n: number) => ({
  orderId: testId(0x100 + n),
  ...{ registerId: shop.register, sessionId: shop.session, customerId: buyer },
  lines: [{ key: 'a', variantId: shop.moss, quantity: 2, discount: 280, reason: 'goodwill' }],
  tenders: [{ key: 'c', kind: 'card', amount: 2520, given: 2520, change: 0, reference: '' }],
});
const issue = (n: number, of = n) => ({
  invoiceId: testId(0xa00 + n),
  orderId: testId(0x100 + of),
  registerId: shop.register,
});
const numbers = async () => (await two.rows(invoices)).map(({ number }) => number).sort();

test('an invoice takes the next number of its register and year, and says what was sold to whom', async () => {
  for (const n of [1, 2]) await two.given('register.recordSale', sell(n));
  await two.run('invoices.issue', issue(1));
  await two.run('invoices.issue', issue(2));
  await two.given('register.recordSale', sell(3), { at: Date.parse('2027-01-01T10:00:00Z') });
  await two.run('invoices.issue', issue(3), { at: Date.parse('2027-01-01T11:00:00Z') });
  expect(await numbers()).toEqual(['INV-2026-B2-00001', 'INV-2026-B2-00002', 'INV-2027-B2-00001']);
  const [first] = await two.rows(invoices);
  expect(first).toMatchObject({ kind: 'invoice', net: 2100, tax: 420, total: 2520, businessDate: '2026-11-23' });
  const said = JSON.parse(first?.document ?? '{}') as InvoiceDocument;
  expect(said).toMatchObject({
    ...{ language: 'de', orderNumber: 'B2-1', soldOn: '2026-11-23', creditOf: null, paid: 2520 },
    buyer: { name: 'Lime Café', street: 'Sporgasse 4', postalCode: '8010', city: 'Graz', vatId: 'ATU37675002' },
    lines: [{ title: 'Stoneware mug, Moss', quantity: 2, unitPrice: 1400, discount: 280, net: 2100, tax: 420 }],
    taxByRate: [{ rate: '20/100', net: 2100, tax: 420 }],
  });
});

test('an order has one invoice, a return a credit note of a series of its own, and only where the sale has one', async () => {
  await two.given('register.recordSale', sell(1));
  const [sold] = await two.rows(orderLines);
  const back = {
    ...{ registerId: shop.register, sessionId: shop.session, orderId: testId(0x102), originalOrderId: testId(0x101) },
    lines: [{ key: 'a', originalLineId: sold?.id, quantity: 1, restock: 'available' }],
    ...{ payBack: { kind: 'card', reference: '' }, reason: '' },
  };
  await two.given('register.recordReturn', back);
  await two.refuse('invoices.issue', issue(2), 'invoices.nothing-to-credit');
  await two.run('invoices.issue', issue(1));
  await two.refuse('invoices.issue', issue(3, 1), 'invoices.already-issued');
  await two.run('invoices.issue', issue(2));
  expect(await numbers()).toEqual(['CN-2026-B2-00001', 'INV-2026-B2-00001']);
  const credit = (await two.rows(invoices)).find(({ kind }) => kind === 'credit-note');
  expect(credit).toMatchObject({ creditedId: testId(0xa01), total: -1260, net: -1050, tax: -210 });
  expect(JSON.parse(credit?.document ?? '{}')).toMatchObject({ creditOf: 'INV-2026-B2-00001' });
  await two.refuse('invoices.issue', issue(4, 9), 'data.not-here');
  await two.refuse('invoices.issue', issue(5), 'command.forbidden', { actor: personAs('Analyst') });
});

test('two desks without a line that both invoice an order keep both numbers, and somebody is told', async () => {
  await two.given('register.recordSale', sell(1));
  const { args } = await two.runOn(two.sqlite, 'invoices.issue', issue(1), {}, testId(0x70001), true);
  const other = structuredClone(args) as { invoiceId: string; decided: { sequence: number; number: string } };
  other.invoiceId = testId(0xa09);
  Object.assign(other.decided, { sequence: 2, number: 'INV-2026-B2-00002' });
  for (const [at, each] of [args, other].entries())
    await two.runOn(two.postgres, 'invoices.issue', each, cloud, testId(0x70001 + at), false);
  const { order_flags: flags = [], invoices: kept = [] } = await two.snapshot(two.postgres);
  expect(kept).toHaveLength(2);
  expect(flags).toMatchObject([
    { code: 'invoiced-twice', details: { numbers: ['INV-2026-B2-00001', 'INV-2026-B2-00002'] } },
  ]);
});

test('what no desk could have issued is put aside', async () => {
  await two.given('register.recordSale', sell(1), { at: NOW });
  const { args } = await two.runOn(two.sqlite, 'invoices.issue', issue(1), {}, testId(0x70001), true);
  const cases: [string, (decided: { sequence: number; generation: number; document: InvoiceDocument }) => unknown][] = [
    ['total', ({ document }) => Object.assign(document, { total: 1 })],
    ['generation', (decided) => Object.assign(decided, { generation: 7 })],
    ['number', (decided) => Object.assign(decided, { sequence: 10_001 })],
  ];
  for (const [problem, forge] of cases) {
    const forged = structuredClone(args) as { decided: Parameters<typeof forge>[0] };
    forge(forged.decided);
    await expect(
      two.runOn(two.postgres, 'invoices.issue', forged, cloud, testId(0x70009), false),
    ).rejects.toMatchObject({ code: 'invoices.forged', details: { problem: expect.stringContaining(problem) } });
  }
  expect((await two.snapshot(two.postgres)).invoice_counters).toEqual([]);
});

test('an online order is invoiced by the cloud as it stands: when it is paid, anew after an edit, back when it is cancelled', async () => {
  await two.given('access.updateStoreSettings', { settings: { ...smallStore, vatNumber: 'GB417209386' } });
  const place = (n: number, payment: 'test' | 'unpaid') => ({
    ...{ orderId: testId(0x400 + n), customerId: buyer, customerName: 'Lime Café', shipping: 500, payment },
    lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }],
  });
  await two.run('orders.placeOnline', place(1, 'test'), cloud);
  await two.run('orders.placeOnline', place(2, 'unpaid'), cloud);
  expect(await numbers()).toEqual(['INV-2026-WEB-1-00001']);
  const [first] = await two.rows(invoices);
  const [order] = (await two.rows(orders)).filter(({ id }) => id === testId(0x401));
  expect(first).toMatchObject({ orderId: testId(0x401), total: order?.total, businessDate: '2026-11-23' });
  expect(JSON.parse(first?.document ?? '{}')).toMatchObject({
    ...{ language: 'de', orderNumber: '#10001', shipping: 0, paid: order?.total },
    seller: { name: 'Larkhall', vatId: 'GB417209386' },
    delivery: [{ net: 417, tax: 83, total: 500, taxRate: '20/100', taxes: null }],
    buyer: { name: 'Lime Café', street: 'Sporgasse 4', city: 'Graz', vatId: 'ATU37675002' },
  });
  // What is paid later is invoiced when it leaves.
  await two.run('orders.fulfil', { orderId: testId(0x402), how: 'shipped' }, cloud);
  expect(await numbers()).toEqual(['INV-2026-WEB-1-00001', 'INV-2026-WEB-1-00002']);
  const [line] = (await two.rows(orderLines)).filter(({ orderId }) => orderId === testId(0x401));
  const fewer = {
    orderId: testId(0x401),
    version: 1,
    lines: [{ lineId: line?.id, quantity: 2 }],
    reason: '',
    settle: 'now',
  };
  await two.run('orders.edit', { ...fewer, expectedTotal: 500 + 2 * (line?.unitPrice ?? 0) }, cloud);
  const again = ['CN-2026-WEB-1-00001', 'INV-2026-WEB-1-00001', 'INV-2026-WEB-1-00002', 'INV-2026-WEB-1-00003'];
  expect(await numbers()).toEqual(again);
  const back = (await two.rows(invoices)).find(({ kind }) => kind === 'credit-note');
  expect(back).toMatchObject({ creditedId: first?.id, total: -(first?.total ?? 0), tax: -(first?.tax ?? 0) });
  await two.run('orders.cancel', { orderId: testId(0x401), reason: '' }, cloud);
  expect((await numbers()).slice(0, 2)).toEqual(['CN-2026-WEB-1-00001', 'CN-2026-WEB-1-00002']);
  const own = (await two.rows(invoices)).filter(({ orderId }) => orderId === testId(0x401));
  expect(own.reduce((total, one) => total + one.total, 0)).toBe(0);
});

test('goods of an online order that come back to a till are credited by the cloud, and the till keeps its hands off', async () => {
  const place = { orderId: testId(0x401), customerId: null, customerName: 'Owen', shipping: 500, payment: 'test' };
  await two.given('orders.placeOnline', { ...place, lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }] }, cloud);
  await two.given('orders.fulfil', { orderId: testId(0x401), how: 'shipped' }, cloud);
  const [sold] = await two.rows(orderLines);
  const back = {
    ...{ registerId: shop.register, sessionId: shop.session, orderId: testId(0x402), originalOrderId: testId(0x401) },
    lines: [{ key: 'a', originalLineId: sold?.id, quantity: 1, restock: 'available' }],
    ...{ payBack: { kind: 'cash', reference: '' }, reason: '', shipping: 200 },
  };
  const taken = await two.runOn(two.sqlite, 'register.recordReturn', back, {}, testId(0x70011), true);
  const byHand = two.runOn(two.sqlite, 'invoices.issue', issue(9, 0x302), {}, testId(0x70012), true);
  await expect(byHand).rejects.toMatchObject({ code: 'invoices.credited-by-cloud' });
  // The same return as the cloud runs it, and once more when its answer got lost.
  for (let sent = 0; sent < 2; sent += 1)
    await two.runOn(two.postgres, 'register.recordReturn', taken.args, cloud, testId(0x70011), false);
  const issued = (await two.snapshot(two.postgres)).invoices ?? [];
  const [credit] = issued.filter(({ kind }) => kind === 'credit-note');
  expect(issued).toHaveLength(2);
  expect(credit).toMatchObject({
    number: 'CN-2026-WEB-1-00001',
    orderId: testId(0x402),
    total: -(sold?.unitPrice ?? 0) - 200,
  });
  expect(JSON.parse(String(credit?.document))).toMatchObject({
    creditOf: 'INV-2026-WEB-1-00001',
    lines: [{ quantity: -1 }],
    delivery: [{ net: -167, tax: -33, total: -200, taxRate: '20/100', taxes: null }],
  });
  // The rest of it goes back with the rest of the goods, to the penny.
  const rest = { ...back, orderId: testId(0x403), lines: [{ ...back.lines[0], quantity: 2 }], shipping: 300 };
  const last = await two.runOn(two.sqlite, 'register.recordReturn', rest, {}, testId(0x70013), true);
  await two.runOn(two.postgres, 'register.recordReturn', last.args, cloud, testId(0x70013), false);
  const all = (await two.snapshot(two.postgres)).orders ?? [];
  for (const figure of ['total', 'taxTotal', 'shippingTotal', 'shippingTax'])
    expect(
      all.reduce((sum, one) => sum + Number(one[figure]), 0),
      figure,
    ).toBe(0);
  for (const { name, sql } of moneyInvariants)
    expect((await two.postgres.pool.query(sql.postgres)).rows, name).toEqual([]);
});
