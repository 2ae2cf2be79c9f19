import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, shop, smallStore } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { stockLevels } from '../inventory/schema.ts';
import { orderChanges, orderFlags, orderLines, orders, tenders } from '../orders/schema.ts';
import { drawerMovements, favourites, registerClosings, registerSessions, registers } from './schema.ts';
import { hashOfClosing } from './z-report.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const session = { sessionId: shop.session, registerId: shop.register };
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000 });
});
const cash = (amount: number) => ({ key: 'cash', kind: 'cash', amount, given: amount, change: 0, reference: '' });
const sale = (n: number, lines: object[], paid: number) => ({
  ...session,
  orderId: testId(0x100 + n),
  customerId: testId(0x300),
  lines,
  tenders: [cash(paid)],
});

describe('a drawer', () => {
  test('opens once, counts what moves, and closes with the difference', async () => {
    await two.refuse(
      'register.openSession',
      { ...session, sessionId: testId(0x71), float: 0 },
      'register.session-open-already',
    );
    await two.run('register.moveCash', { ...session, kind: 'paid-in', amount: 2_000, reason: 'change' });
    await two.run('register.moveCash', { ...session, kind: 'paid-out', amount: 500, reason: 'milk' });
    await two.run('register.moveCash', { ...session, kind: 'no-sale', amount: 0, reason: '' });
    expect((await two.rows(drawerMovements)).map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([
      -500, 0, 2_000,
    ]);
    const bare = { ...session, counted: 11_490, note: '' };
    await two.refuse('register.closeSession', bare, 'register.closing-incomplete', { authority: true });
    await two.run('register.closeSession', { ...session, counted: 11_490, note: 'ten pence short' });
    expect(await two.rows(registerClosings)).toMatchObject([{ expected: 11_500, counted: 11_490, variance: -10 }]);
    await two.refuse(
      'register.moveCash',
      { ...session, kind: 'paid-in', amount: 1, reason: '' },
      'register.session-not-open',
    );
    await two.refuse('register.closeSession', { ...session, counted: 1, note: '' }, 'register.session-not-open');
    await two.run('register.openSession', { ...session, sessionId: testId(0x71), float: 0 });
    expect(await two.rows(registerSessions)).toHaveLength(2);
    await two.refuse(
      'register.openSession',
      { ...session, registerId: testId(1), float: 0 },
      'register.register-unknown',
    );
  });
});

describe('a Z report', () => {
  test('freezes what was sold at the drawer, numbered on and sealed with the one before', async () => {
    await two.run(
      'register.recordSale',
      sale(1, [{ key: 'a', variantId: shop.moss, quantity: 3, discount: 200 }], 4_000),
    );
    await two.run('register.moveCash', { ...session, kind: 'paid-out', amount: 500, reason: 'milk' });
    await two.run('register.moveCash', { ...session, kind: 'no-sale', amount: 0, reason: '' });
    const lineId = (await two.rows(orderLines))[0]!.id;
    await two.run('register.recordReturn', {
      ...session,
      ...{ orderId: testId(0x201), originalOrderId: testId(0x101), reason: 'chipped' },
      lines: [{ key: 'a', originalLineId: lineId, quantity: 1, restock: 'available' }],
      payBack: { kind: 'cash', reference: '' },
    });
    await two.run('register.closeSession', { ...session, counted: 12_167, note: '' });
    const [first] = await two.rows(registerClosings);
    expect(first).toMatchObject({
      ...{ generation: 1, number: 1, previousHash: null, expected: 12_167, variance: 0 },
      report: {
        sales: { count: 1, amount: 4_000 },
        discounts: { count: 1, amount: 200 },
        returns: { count: 1, amount: -1_333 },
        tenders: [{ kind: 'cash', amount: 2_667 }],
        drawer: { float: 10_000, cash: 2_667, paidIn: 0, paidOut: 500, expected: 12_167 },
        noSales: 1,
      },
    });
    const { taxes } = first!.report!;
    expect(taxes.reduce((total, { net, tax }) => total + net + tax, 0)).toBe(2_667);

    await two.run('register.openSession', { ...session, sessionId: testId(0x71), float: 0 });
    await two.run('register.closeSession', { ...session, sessionId: testId(0x71), counted: 0, note: '' });
    const second = (await two.rows(registerClosings)).find(({ number }) => number === 2)!;
    expect(second).toMatchObject({
      previousHash: first!.hash,
      report: { sales: { count: 0, amount: 0 }, tenders: [] },
    });
    const { hash, auditHead: _, closedById: _id, closedByName: _name, variance: _v, note: _n, ...figures } = second;
    const sealed = { ...figures, ...{ generation: 1, number: 2, report: second.report! } };
    expect(hashOfClosing(sealed)).toBe(hash);
    expect(hashOfClosing({ ...sealed, counted: 1 })).not.toBe(hash);
  });

  test('of a register that was taken over begins a series of its own', async () => {
    await two.run('register.closeSession', { ...session, counted: 10_000, note: '' });
    await two.run('register.takeOver', { registerId: shop.register, generation: 1 });
    await two.run('register.openSession', { ...session, sessionId: testId(0x71), float: 0 });
    await two.run('register.closeSession', { ...session, sessionId: testId(0x71), counted: 0, note: '' });
    const series = (await two.rows(registerClosings)).map(({ generation, number }) => [generation, number]);
    expect(series.sort()).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });
});

describe('a return', () => {
  const back = (n: number, lines: object[], more: object = {}) => ({
    ...session,
    orderId: testId(0x200 + n),
    originalOrderId: testId(0x101),
    lines,
    payBack: { kind: 'cash', reference: '' },
    reason: 'chipped',
    ...more,
  });
  const lineOf = async () => (await two.rows(orderLines)).find(({ orderId }) => orderId === testId(0x101))!.id;
  const level = async () =>
    (await two.rows(stockLevels)).find(
      ({ variantId, locationId }) => variantId === shop.moss && locationId === shop.bath,
    );

  test('pays each unit’s part back, so that all parts meet the sale', async () => {
    await two.run(
      'register.recordSale',
      sale(1, [{ key: 'a', variantId: shop.moss, quantity: 3, discount: 1_000 }], 3_200),
    );
    const originalLineId = await lineOf();
    await two.run('register.recordReturn', back(1, [{ key: 'a', originalLineId, quantity: 1, restock: 'available' }]));
    expect(await level()).toMatchObject({ onHand: 8, damaged: 0 });
    await two.run('register.recordReturn', back(2, [{ key: 'a', originalLineId, quantity: 2, restock: 'damaged' }]));
    expect(await level()).toMatchObject({ onHand: 10, damaged: 2 });
    const rows = await two.rows(orders);
    expect(rows.map(({ kind, total, number }) => [kind, total, number])).toEqual([
      ['sale', 3_200, 'B2-1'],
      ['return', -1_067, 'B2-2'],
      ['return', -2_133, 'B2-3'],
    ]);
    expect(new Set(rows.map(({ customerId }) => customerId))).toEqual(new Set([testId(0x300)]));
    const sums = (await two.rows(orderLines)).reduce(
      (a, { net, tax, discount }) => [a[0]! + net, a[1]! + tax, a[2]! + discount],
      [0, 0, 0],
    );
    expect(sums).toEqual([0, 0, 0]);
    expect((await two.rows(tenders)).reduce((total, { amount }) => total + amount, 0)).toBe(0);
    expect((await two.rows(drawerMovements)).map(({ kind }) => kind).sort()).toEqual(['refund', 'refund', 'sale']);
    const more = back(3, [{ key: 'a', originalLineId, quantity: 1, restock: 'none' }]);
    expect(await two.refuse('register.recordReturn', more, 'register.more-than-sold')).toMatchObject({
      left: 0,
      wanted: 1,
    });
  });

  test('keeps within the limit, or needs its permission', async () => {
    await two.run('register.recordSale', sale(1, [{ key: 'a', variantId: shop.moss, quantity: 4 }], 5_600));
    const originalLineId = await lineOf();
    const actor = personAs('Till');
    const all = back(1, [{ key: 'a', originalLineId, quantity: 4, restock: 'none' }]);
    expect(await two.refuse('register.recordReturn', all, 'access.beyond-limit', { actor })).toMatchObject({
      permission: 'till.return',
      limit: 5_000,
      value: 5_600,
    });
    const kept = await two.run('register.recordReturn', all);
    await two.refuse('register.recordReturn', { ...all, originalOrderId: testId(1) }, 'data.not-here');
    const wrong = [{ key: 'a', originalLineId: testId(2), quantity: 1, restock: 'none' }];
    await two.refuse('register.recordReturn', back(2, wrong), 'register.line-unknown');

    const twice = { ...(kept.args as object), orderId: testId(0x210) };
    await two.run('register.recordReturn', twice, { authority: true, actor });
    expect((await two.rows(orderFlags)).map(({ code }) => code).sort()).toEqual([
      'duplicate-receipt',
      'over-limit',
      'over-refunded',
    ]);
  });
});

describe('goods of which nobody has the receipt', () => {
  const back = (n: number, more: object = {}) => ({
    ...{ ...session, orderId: testId(0x200 + n), customerId: null, note: 'Card of O. Pritchard' },
    lines: [
      { key: 'a', variantId: shop.moss, quantity: 2, reason: 'faulty', condition: 'damaged', restock: 'damaged' },
    ],
    payBack: { kind: 'cash' },
    ...more,
  });
  const name = 'register.recordReturnWithoutReceipt';
  const allow = (cashWithoutReceipt: number) =>
    two.given('access.updateStoreSettings', {
      settings: { ...smallStore, till: { cashWithoutReceipt, priceDays: 30, lockAfter: 0 } },
    });
  const manager = { ...personAs('Manager'), id: testId(0xa9) };
  const yes = (n: number) => ({ id: testId(0x900 + n), approver: manager, how: 'pin', evidence: {} }) as const;

  test('are worth what they cost now, in cash up to what the store says, with somebody’s yes', async () => {
    const actor = personAs('Till');
    const bare = await two.refuse(name, back(1), 'register.cash-without-receipt');
    expect(bare).toMatchObject({ limit: 0, wanted: 2_800 });
    await allow(2_800);
    await two.refuse(name, back(1), 'access.approval-needed', { actor });
    await two.run(name, back(1), { actor, approval: yes(1) });
    expect(await two.rows(orders)).toMatchObject([
      { kind: 'return', originalOrderId: null, number: 'B2-1', total: -2_800, taxTotal: -467, paid: -2_800, due: 0 },
    ]);
    expect(await two.rows(orderLines)).toMatchObject([{ quantity: -2, unitPrice: 1_400, net: -2_333, total: -2_800 }]);
    expect(await two.rows(drawerMovements)).toMatchObject([{ kind: 'refund', amount: -2_800 }]);
    const [mark] = await two.rows(orderChanges);
    expect(mark).toMatchObject({ kind: 'note', note: 'Card of O. Pritchard' });
    expect(mark?.after).toMatchObject({
      withoutReceipt: [{ from: 'list', unitPrice: 1_400 }],
      approvedBy: manager.name,
    });
    const level = (await two.rows(stockLevels)).find(
      (row) => row.variantId === shop.moss && row.locationId === shop.bath,
    );
    expect(level).toMatchObject({ onHand: 12, damaged: 2 });
    await two.refuse(name, back(2, { payBack: { kind: 'store-credit' } }), 'credit.of-nobody');
    await two.run('register.closeSession', { ...session, counted: 7_200, note: '' });
    expect((await two.rows(registerClosings))[0]?.report).toMatchObject({
      returns: { count: 1, amount: -2_800 },
      withoutReceipt: { count: 1, amount: -2_800 },
    });
  });

  test('are worth the lowest that a sale of late says, and never more than they cost now', async () => {
    await allow(5_000);
    await two.run(
      'register.recordSale',
      sale(1, [{ key: 'a', variantId: shop.moss, quantity: 3, discount: 200 }], 4_000),
    );
    const [sold] = await two.rows(orderLines);
    const line = (soldLineId: string, variantId: string = shop.moss) => ({
      lines: [{ ...back(1).lines[0], variantId, quantity: 1, soldLineId }],
    });
    await two.run(name, back(1, line(sold!.id)));
    const [mark] = await two.rows(orderChanges);
    expect(mark?.after).toMatchObject({
      withoutReceipt: [{ from: 'sold', number: 'B2-1', unitPrice: 1_333 }],
    });
    expect((await two.rows(orders)).find(({ kind }) => kind === 'return')).toMatchObject({ total: -1_333 });
    // Of another item, and of a line that is none.
    await two.refuse(name, back(2, line(sold!.id, shop.tide)), 'register.price-unfit');
    await two.refuse(name, back(2, line(testId(0x999))), 'register.price-unfit');
    const changes = [{ variantId: shop.moss, base: 1_400, value: 900 }];
    await two.given('pricing.setPrice', { priceListId: null, changes });
    await two.run(name, back(2, line(sold!.id)));
    expect((await two.rows(orders)).map(({ total }) => total).sort((a, b) => a - b)).toEqual([-1_333, -900, 4_000]);
  });

  test('are looked at in the cloud where one customer, or one person at the counter, has many', async () => {
    await allow(5_000);
    const customerId = testId(0x300);
    const first = await two.run(name, back(1, { customerId }));
    const { decided, ...args } = first.args as { decided: object };
    for (let n = 2; n <= 5; n += 1) {
      const numbered = { ...decided, sequence: n, number: `B2-${n}` };
      const more = { orderId: testId(0x200 + n), customerId: n <= 3 ? customerId : null, decided: numbered };
      await two.run(name, { ...args, ...more }, { authority: true });
    }
    const flags = (await two.rows(orderFlags)).map(({ code, orderId, details }) => ({ code, orderId, details }));
    expect(flags.sort((a, b) => (a.orderId < b.orderId ? -1 : 1))).toEqual([
      { code: 'over-limit', orderId: testId(0x203), details: { withoutReceipt: 'customer', count: 3, days: 30 } },
      { code: 'over-limit', orderId: testId(0x205), details: { withoutReceipt: 'staff', count: 5, days: 7 } },
    ]);
    // A till that had not heard of the lower limit paid out what was right before.
    await allow(2_799);
    const late = { orderId: testId(0x206), customerId: null, decided: { ...decided, sequence: 6, number: 'B2-6' } };
    await two.run(name, { ...args, ...late }, { authority: true });
    const ofLate = (await two.rows(orderFlags)).filter(({ orderId }) => orderId === late.orderId);
    expect(ofLate.map(({ details }) => details)).toContainEqual({
      withoutReceipt: 'cash',
      amount: 2_800,
      limit: 2_799,
    });
  });
});

describe('setting up', () => {
  test('a register keeps its code once a receipt carries it', async () => {
    const register = { id: shop.register, code: 'B9', name: 'Bath till 2', locationId: shop.bath, status: 'active' };
    await two.run('register.saveRegister', { register });
    await two.run('register.saveRegister', { register: { ...register, code: 'B2' } });
    await two.run('register.recordSale', sale(1, [{ key: 'a', variantId: shop.moss, quantity: 1 }], 1_400));
    await two.refuse('register.saveRegister', { register }, 'register.code-fixed');
    await two.refuse(
      'register.saveRegister',
      { register: { ...register, id: testId(0x61), code: 'B2' } },
      'register.code-taken',
    );
  });

  test('a take-over raises the generation once, from what its taker saw', async () => {
    await two.run('register.takeOver', { registerId: shop.register, generation: 1 });
    expect(await two.rows(registers)).toMatchObject([{ generation: 2 }]);
    await two.given('access.registerDevice', { device: { ...deviceOf(testId(0xd2)) } }, { authority: true });
    const other = { deviceId: testId(0xd2) };
    await two.refuse(
      'register.takeOver',
      { registerId: shop.register, generation: 1 },
      'register.taken-over-meanwhile',
      other,
    );
    await two.run('register.takeOver', { registerId: shop.register, generation: 2 }, other);
    await two.refuse('register.takeOver', { registerId: shop.register, generation: 3 }, 'register.device-unknown', {
      deviceId: testId(0xd9),
    });
  });

  test('a page of tiles is written whole', async () => {
    await two.run('register.saveFavourites', { page: 'Counter', variantIds: [shop.tide, shop.moss] });
    const [{ updatedAt = 0 } = {}] = await two.rows(favourites);
    const later = { at: updatedAt + 60_000 };
    await two.run('register.saveFavourites', { page: 'Counter', variantIds: [shop.moss] }, later);
    // Arranged anew it is still the older page, so that it stays before the others.
    expect(await two.rows(favourites)).toMatchObject([
      { page: 'Counter', position: 0, variantId: shop.moss, updatedAt },
    ]);
    await two.refuse(
      'register.saveFavourites',
      { page: 'Counter', variantIds: [testId(1)] },
      'register.favourite-unknown',
    );
  });
});

const deviceOf = (id: string) => ({
  id,
  name: 'Bath till 1',
  kind: 'till',
  locationIds: [shop.bath],
  registerId: null,
  publicKey: 'key',
  status: 'enrolled',
});
