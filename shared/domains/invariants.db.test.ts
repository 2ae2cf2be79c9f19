import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop } from '../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../testing/two-engines.ts';
import { invariants } from './invariants.ts';

/** What breaks each invariant; a check that nothing can break checks nothing. */
const harm: Record<string, string> = {
  'inventory.level-is-sum-of-periods': 'UPDATE stock_levels SET safety = safety + 1',
  'inventory.period-is-sum-of-movements': 'UPDATE stock_movements SET safety = safety + 1',
  'inventory.movement-has-period': 'DELETE FROM stock_periods',
  'inventory.movement-has-level': 'DELETE FROM stock_levels',
  'inventory.reserved-is-held': `UPDATE reservations SET status = 'held'`,
  'inventory.transfer-is-accounted-for': 'UPDATE transfer_lines SET rejected = rejected + 1',
  'inventory.received-is-scanned': 'UPDATE purchase_order_lines SET received = received + 1',
  'orders.total-is-sum-of-lines': 'UPDATE orders SET total = total + 1, due = due + 1',
  'orders.tax-is-sum-of-lines': 'UPDATE orders SET tax_total = tax_total - 1',
  'orders.delivery-is-its-parts': 'UPDATE orders SET shipping_tax = shipping_tax + 1',
  'orders.parcel-stands-as-was-said': `UPDATE fulfilments SET state = 'delivered'`,
  'orders.request-waits-with-its-goods': `UPDATE purchase_requests SET status = 'waiting'`,
  'orders.tax-records-are-the-order': 'UPDATE tax_records SET tax = tax + 1',
  'orders.taken-at-most-authorised': 'UPDATE provider_holds SET to_take = amount + 1',
  'orders.due-payment-is-its-tender': 'UPDATE due_payments SET captured = captured + 1',
  'orders.paid-is-sum-of-tenders': 'UPDATE orders SET paid = paid + 1, due = due - 1',
  'orders.total-is-paid-and-due': 'UPDATE orders SET due = due + 1',
  'orders.parts-are-the-sale': 'UPDATE order_lines SET discount = discount + 1',
  'orders.exchange-is-taken-over': `UPDATE tenders SET kind = 'exchange'`,
  'orders.line-is-net-and-tax': 'UPDATE order_lines SET net = net + 1',
  'orders.cash-adds-up': 'UPDATE tenders SET given = given + 1',
  'orders.nothing-without-order': 'DELETE FROM orders',
  'orders.returned-at-most-sold': `UPDATE order_lines SET quantity = quantity * 2 WHERE original_line_id IS NOT NULL`,
  'orders.sent-at-most-ordered': 'UPDATE fulfilment_lines SET quantity = 3',
  'orders.fulfilment-is-what-left': `UPDATE orders SET fulfilment_status = 'shipped' WHERE fulfilment_status = 'part-shipped'`,
  'orders.committed-is-unsent': `UPDATE stock_movements SET committed = committed + 1 WHERE cause = 'committed'`,
  'register.receipts-without-gaps': 'DELETE FROM receipts WHERE sequence = 2',
  'register.number-used-once': 'UPDATE receipts SET sequence = 1',
  'register.counter-is-ahead': 'UPDATE receipt_counters SET last_sequence = 1',
  'register.sale-has-receipt': 'DELETE FROM receipts',
  'register.drawer-adds-up': 'DELETE FROM drawer_movements',
  'register.tips-are-in-the-books': 'UPDATE tips SET amount = amount + 1',
  'register.layaway-is-reserved': `UPDATE reservations SET status = 'released' WHERE status = 'held'`,
  'register.layaway-is-settled': 'UPDATE layaways SET total = 1',
  'register.z-without-gaps': 'UPDATE register_closings SET number = 3 WHERE number = 2',
  'register.z-chain': 'UPDATE register_closings SET previous_hash = hash WHERE number = 2',
  'invoices.numbers-without-gaps': 'DELETE FROM invoices WHERE sequence = 2',
  'invoices.number-used-once': 'UPDATE invoices SET sequence = 1',
  'invoices.counter-is-ahead': 'UPDATE invoice_counters SET last_sequence = 1',
  'invoices.is-the-order': 'UPDATE invoices SET total = total + 1',
  'invoices.follow-online-orders': `UPDATE orders SET total = total + 1 WHERE channel = 'online'`,
  'ledger.entry-sums-to-nothing': 'DELETE FROM journal_lines',
  'ledger.is-the-orders': `DELETE FROM journal_lines WHERE entry_id IN (SELECT id FROM journal_entries WHERE kind = 'return')`,
  'ledger.is-the-disputes': `UPDATE journal_lines SET account = 'disputed' WHERE account = 'drawer'`,
  'ledger.is-the-payouts': `UPDATE journal_lines SET account = 'bank' WHERE account = 'drawer'`,
  'ledger.is-the-drawers': `DELETE FROM journal_lines WHERE entry_id IN (SELECT id FROM journal_entries WHERE kind = 'drawer-closed')`,
  'ledger.books-sum-to-nothing': 'DELETE FROM books_lines',
  'ledger.due-is-at-the-locked-rate': `UPDATE order_rates SET rate = '2'`,
  'claims.replaced-for-nothing': 'UPDATE claims SET worth = worth + 1',
  'ledger.drawer-is-the-cash-tenders': 'UPDATE drawer_movements SET amount = amount + 1',
  'credit.balance-is-sum-of-movements': 'UPDATE credit_accounts SET balance = balance + 1',
  'credit.never-below-nothing': 'UPDATE credit_accounts SET balance = -1',
  'credit.tenders-are-movements': `UPDATE tenders SET kind = 'gift-card'`,
  'credit.is-owed-in-the-books': 'UPDATE credit_accounts SET balance = balance + 1',
  'loyalty.balance-is-sum-of-movements': 'UPDATE point_accounts SET balance = balance + 1',
  'loyalty.below-nothing-is-flagged': 'UPDATE point_accounts SET balance = -1',
  'loyalty.redeemed-is-what-was-paid': `UPDATE point_movements SET kind = 'redeemed', order_id = id`,
  'loyalty.is-owed-in-the-books': 'UPDATE loyalty_programmes SET point_value = 3',
  'catalog.variant-has-product': 'DELETE FROM products',
  'catalog.nothing-without-variant': 'DELETE FROM variants',
  'pricing.one-default-list': `UPDATE price_lists SET is_default = NOT is_default`,
};
const onlyInCloud = [
  'orders.request-waits-with-its-goods',
  'orders.taken-at-most-authorised',
  'orders.due-payment-is-its-tender',
  'orders.tax-records-are-the-order',
  'loyalty.balance-is-sum-of-movements',
  'loyalty.below-nothing-is-flagged',
  'loyalty.redeemed-is-what-was-paid',
  'loyalty.is-owed-in-the-books',
  'orders.parts-are-the-sale',
  'register.tips-are-in-the-books',
  'register.layaway-is-reserved',
  'register.layaway-is-settled',
  'inventory.reserved-is-held',
  'inventory.received-is-scanned',
  'orders.committed-is-unsent',
  'orders.delivery-is-its-parts',
  'invoices.follow-online-orders',
  'ledger.entry-sums-to-nothing',
  'ledger.is-the-orders',
  'ledger.is-the-disputes',
  'ledger.is-the-payouts',
  'ledger.is-the-drawers',
  'ledger.books-sum-to-nothing',
  'ledger.due-is-at-the-locked-rate',
  'credit.balance-is-sum-of-movements',
  'credit.never-below-nothing',
  'credit.tenders-are-movements',
  'credit.is-owed-in-the-books',
];

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

const session = { sessionId: shop.session, registerId: shop.register };
const cash = { key: 'c', kind: 'cash', amount: 1400, given: 2000, change: 600, reference: '' };
const sale = (n: number) => ({
  ...session,
  orderId: testId(0x100 + n),
  customerId: null,
  lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
  tenders: [cash],
});

/** Done at the desk and sent to the cloud, which keeps the books. */
async function sent(name: string, args: unknown): Promise<void> {
  done += 1;
  const id = testId(0x60000 + done);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, {}, id, true);
  await two.runOn(two.postgres, name, outbox, { authority: true }, id, false);
}
let done = 0;

async function aDay(): Promise<void> {
  await two.clear();
  await openSmallShop(two);
  const trade = { id: testId(0x990), name: 'Trade', currency: 'GBP', isDefault: false };
  await two.given('pricing.savePriceList', { list: trade });
  await two.given('pricing.savePriceList', { list: { ...trade, id: testId(0x991), name: 'Sale' } });
  await sent('register.openSession', { ...session, float: 10_000 });
  for (const n of [1, 2]) await sent('register.recordSale', sale(n));
  const share = { key: 'a', quantity: 1, net: 1167, tax: 233, total: 1400, discount: 0 };
  const split = { ...cash, share: { part: 1, rounding: 0, lines: [share] } };
  await sent('register.recordSale', { ...sale(3), tenders: [split], tips: [{ key: 'c', amount: 50 }] });
  for (const n of [1, 2, 3])
    await sent('invoices.issue', {
      invoiceId: testId(0xa00 + n),
      orderId: testId(0x100 + n),
      registerId: shop.register,
    });
  const card = { creditId: testId(0xc1), codeHash: '0'.repeat(64), codeEnd: '7K2M', currency: 'GBP' };
  await sent('credit.issue', { ...card, amount: 2_000, expiresOn: null, reason: 'raffle' });
  const line = (await two.snapshot(two.sqlite)).order_lines?.find(({ orderId }) => orderId === testId(0x101));
  await sent('register.recordReturn', {
    ...session,
    orderId: testId(0x104),
    originalOrderId: testId(0x101),
    lines: [{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
    reason: '',
  });
  const aside = { layawayId: testId(0x850), kind: 'layaway', customerId: testId(0x820), dueOn: '2027-01-01' };
  const goods = [{ key: 'a', variantId: shop.moss, quantity: 1 }];
  await sent('register.putAside', { ...session, ...aside, lines: goods, note: '', tellTo: null });
  const onIt = { key: 'p', variantId: null, quantity: 1, title: 'Payment', unitPrice: 500 };
  await sent('register.recordSale', {
    ...sale(7),
    lines: [{ ...onIt, loads: { creditId: testId(0x850), kind: 'layaway' } }],
    tenders: [{ ...cash, kind: 'card', amount: 500, given: 500, change: 0 }],
  });
  const to = { kind: 'ship', locationId: shop.bath, recipient: 'Owen', address: 'Frome', country: null, method: '' };
  await sent('register.recordSale', {
    ...{ ...sale(8), deliver: { ...to, email: null, phone: null } },
    tenders: [{ ...cash, kind: 'card', given: 1400, change: 0 }],
  });
  await sent('register.closeSession', { ...session, counted: 12_850, note: '' });
  const evening = { ...session, sessionId: testId(0x72) };
  await sent('register.openSession', { ...evening, float: 500 });
  await sent('register.closeSession', { ...evening, counted: 500, note: '' });
  const order = { id: testId(0x800), number: 'PO-1', supplier: 'x', locationId: shop.bath, bay: '', expectedOn: null };
  await two.given('inventory.savePurchaseOrder', {
    order,
    lines: [{ id: testId(0x801), variantId: shop.moss, ordered: 3 }],
  });
  const against = { purchaseOrderId: testId(0x800), lineId: testId(0x801), number: 'PO-1' };
  const scan = { scanId: testId(0x802), receivingId: testId(0x803), locationId: shop.bath, variantId: shop.moss };
  await two.given('inventory.receive', { ...scan, quantity: 1, against });
  const buy = { key: 'a', variantId: shop.tide, quantity: 2 };
  const placed = {
    orderId: testId(0x105),
    customerId: null,
    customerName: '',
    lines: [buy],
    shipping: 0,
    payment: 'test',
  };
  await two.given('orders.placeOnline', placed, { authority: true });
  const bought = (await two.snapshot(two.sqlite)).order_lines?.find(({ orderId }) => orderId === testId(0x105));
  const part = [{ lineId: bought?.id, quantity: 1 }];
  const transfer = {
    id: testId(0x810),
    number: 'TR-1',
    fromId: shop.bath,
    toId: shop.frome,
    note: '',
    expectedOn: null,
  };
  const going = [{ id: testId(0x811), variantId: shop.moss, quantity: 2 }];
  await two.given('inventory.saveTransfer', { transfer, lines: going });
  await two.given('inventory.shipTransfer', { transferId: transfer.id });
  const came = { lineId: testId(0x811), received: 1, rejected: 1, cancelled: 0 };
  await two.given('inventory.receiveTransfer', { transferId: transfer.id, lines: [came], note: '' });
  await two.given('orders.fulfil', { orderId: testId(0x105), how: 'shipped', lines: part });
  const claim = { claimId: testId(0x830), orderId: testId(0x105), reason: 'lost', remedy: 'refund', goodsBack: false };
  await two.given('claims.record', { ...claim, lines: part, note: '' }, { authority: true });
  // Books in another currency than what is sold.
  const books = { policies: { currency: 'EUR' }, authority: true };
  const known = [{ currency: 'GBP', day: '2026-01-01', rate: '118/100' }];
  await two.given('ledger.saveExchangeRates', { rates: known, source: 'ECB' }, books);
  await two.given('orders.placeOnline', { ...placed, orderId: testId(0x106), payment: 'unpaid' }, books);
  await two.postgres.pool.query(
    `INSERT INTO tax_records SELECT tenant_id, id, id, id, 'stripe', 'sale', NULL, 'no', 'provider', '', currency, 'yes', '{}', '[]',
            total - tax_total, tax_total, business_date, 'recorded', '', '{}', tax_total, '', 1, NULL, placed_at, placed_at
       FROM orders WHERE id = $1`,
    [testId(0x106)],
  );
  await two.postgres.pool.query(
    `INSERT INTO purchase_requests SELECT tenant_id, id, id, id, id, id, NULL, '', '', 'shop', 'on-account', 'approved', total, currency,
            true, '[]', '', NULL, placed_at, placed_at, NULL, NULL, 0 FROM orders WHERE id = $1`,
    [testId(0x106)],
  );
  await two.postgres.pool.query(
    `INSERT INTO provider_holds SELECT tenant_id, id, id, currency, total, 'held', 0, false, false, true, NULL, false, false, '', 0,
            placed_at, placed_at, placed_at FROM orders WHERE id = $1`,
    [testId(0x106)],
  );
  await two.postgres.pool.query(
    `INSERT INTO due_payments SELECT tenant_id, id, id, 'declined', 'test', total, currency, '', NULL, 0, 0, 0, NULL, '', 0, NULL,
            placed_at, placed_at, placed_at FROM orders WHERE id = $1`,
    [testId(0x106)],
  );
  const rates = { pointValue: 2, pointsPerUnit: 1, redeemFrom: 1, offlinePoints: 0, monthsGood: 0, tiers: [] };
  await two.given('loyalty.saveProgramme', { status: 'running', currency: 'GBP', ...rates });
  const fields = { email: null, phone: null, city: null, country: null, note: '', externalRef: null };
  await two.given('customers.save', { customers: [{ id: testId(0x820), name: 'Owen', ...fields, status: 'active' }] });
  const points = { customerId: testId(0x820), points: 5, reason: 'x' };
  await two.given('loyalty.adjust', points, { authority: true });
}
beforeEach(aDay);

const violations = (sql: { sqlite: string; postgres: string }) =>
  Promise.all([
    two.sqlite.transaction((connection) => connection.all(sql.sqlite, [])),
    two.postgres.transaction((connection) => connection.all(sql.postgres, [])),
  ]);

test('a day leaves no violation', async () => {
  for (const { name, sql } of invariants) expect(await violations(sql), name).toEqual([[], []]);
});

test.each(invariants.map((invariant) => [invariant.name, invariant] as const))(
  '%s is found broken',
  async (name, invariant) => {
    const statement = harm[name] as string;
    two.sqlite.db.exec(statement);
    await two.postgres.pool.query(statement);
    const [left, right] = await violations(invariant.sql);
    if (!onlyInCloud.includes(name)) expect(left.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
    for (const row of [...left, ...right]) expect(invariant.describe(row)).not.toMatch(/undefined|null/);
  },
);
