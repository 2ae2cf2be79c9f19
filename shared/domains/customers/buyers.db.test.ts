import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { purchaseRequests } from '../orders/request-schema.ts';
import { accountTerms } from './account-schema.ts';
import { firmBuyers } from './buyer-schema.ts';

const cloud = { authority: true } as const;
const [firm, other] = [testId(0x800), testId(0x801)];
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const card = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
  const customers = [firm, other].map((id) => ({ ...card, id, name: 'Whitcombe Ltd' }));
  await two.given('customers.save', { customers });
});

const buyer = (more: object = {}) => ({
  buyer: {
    ...{ id: testId(0x810), customerId: firm, name: 'Bo Field', email: 'Bo@Whitcombe.example', orderLimit: 2_000 },
    ...{ alwaysAsks: false, approves: false, ended: false, ...more },
  },
});

test('somebody buys for a firm by their address, is changed, and ends; twice is once', async () => {
  await two.run('customers.saveBuyer', buyer(), cloud);
  expect(await two.rows(firmBuyers)).toMatchObject([
    { email: 'bo@whitcombe.example', status: 'invited', shopperId: null, orderLimit: 2_000 },
  ]);
  await two.run('customers.saveBuyer', buyer({ alwaysAsks: true, orderLimit: null }), cloud);
  expect(await two.rows(firmBuyers)).toMatchObject([{ alwaysAsks: true, orderLimit: null, status: 'invited' }]);
  await two.run('customers.saveBuyer', buyer({ ended: true }), cloud);
  expect(await two.rows(firmBuyers)).toMatchObject([{ status: 'ended' }]);
});

test('an address buys for one firm, and nobody claims one but the cloud itself', async () => {
  await two.given('customers.saveBuyer', buyer(), cloud);
  const elsewhere = buyer({ id: testId(0x811), customerId: other });
  await two.refuse('customers.saveBuyer', elsewhere, 'customers.buyer-known', cloud);
  await two.refuse('customers.saveBuyer', buyer({ customerId: other }), 'customers.buyer-known', cloud);
  await two.refuse('customers.saveBuyer', buyer({ customerId: testId(0x899) }), 'customers.unknown-customer', cloud);
  const claim = { buyerId: testId(0x810), shopperId: testId(0x820) };
  await two.refuse('customers.claimBuyer', claim, 'access.cloud-itself-only', cloud);
});

test('what waits for the shop is answered once, by its people; what waits for the firm is not theirs', async () => {
  const request = (id: string, kind: 'firm' | 'shop') => ({
    ...{ requestId: id, attemptId: testId(0x830), checkoutId: testId(0x831), orderId: testId(0x832), customerId: firm },
    ...{ buyerId: null, buyerName: 'Bo', buyerEmail: '', kind, why: 'on-account', total: 1_200, currency: 'GBP' },
    ...{ onAccount: true, lines: [], expiresAt: NOW + 3_600_000 },
  });
  const [ours, theirs] = [testId(0x840), testId(0x841)];
  await two.refuse('orders.askYes', request(ours, 'shop'), 'access.cloud-itself-only', cloud);
  const insert = (id: string, kind: string, own: boolean): string => {
    const at = own ? `to_timestamp(${NOW / 1000})` : String(NOW);
    const until = own ? `to_timestamp(${NOW / 1000 + 3_600})` : String(NOW + 3_600_000);
    return `INSERT INTO purchase_requests SELECT ${own ? 'tenant_id, ' : ''}'${id}', '${testId(0x830)}', '${testId(0x831)}',
      '${testId(0x832)}', '${firm}', NULL, 'Bo', '', '${kind}', 'on-account', 'waiting', 1200, 'GBP', ${own ? 'true' : '1'}, '[]', '',
      NULL, ${at}, ${until}, NULL, NULL, 0 FROM customers WHERE id = '${firm}'`;
  };
  for (const [id, kind] of [
    [ours, 'shop'],
    [theirs, 'firm'],
  ] as const) {
    two.sqlite.db.exec(insert(id, kind, false));
    await two.postgres.pool.query(insert(id, kind, true));
  }
  const yes = (id: string, more: object = {}) => ({ requestId: id, yes: true, reason: 'fine', ...more });
  await two.refuse('orders.answerRequest', yes(theirs), 'access.cloud-itself-only', cloud);
  await two.refuse('orders.answerRequest', yes(ours, { buyerId: testId(0x810) }), 'orders.not-their-request', cloud);
  await two.refuse('orders.answerRequest', yes(testId(0x899)), 'orders.request-unknown', cloud);
  await two.run('orders.answerRequest', yes(ours), cloud);
  const rows = await two.rows(purchaseRequests);
  expect(rows.find(({ id }) => id === ours)).toMatchObject({ status: 'approved', reason: 'fine' });
  await two.refuse('orders.answerRequest', yes(ours, { yes: false }), 'orders.request-decided', cloud);
});

test('a bound above which web orders wait stays as it is where nothing is said of it', async () => {
  const account = { open: true, creditLimit: 5_000, days: 30 };
  const saved = { ...account, askAbove: 1_000 };
  await two.run('customers.saveAccount', { customerId: firm, account: saved, before: null }, cloud);
  await two.run(
    'customers.saveAccount',
    { customerId: firm, account: { ...account, days: 14 }, before: account },
    cloud,
  );
  expect(await two.rows(accountTerms)).toMatchObject([{ days: 14, askAbove: 1_000 }]);
  const none = { ...account, days: 14, askAbove: null };
  await two.run('customers.saveAccount', { customerId: firm, account: none, before: { ...account, days: 14 } }, cloud);
  expect(await two.rows(accountTerms)).toMatchObject([{ askAbove: null }]);
});
