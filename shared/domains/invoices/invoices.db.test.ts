import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderLines } from '../orders/schema.ts';
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
