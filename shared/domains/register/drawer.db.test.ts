import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { stockLevels } from '../inventory/schema.ts';
import { orderFlags, orderLines, orders, tenders } from '../orders/schema.ts';
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
    await two.run('register.saveFavourites', { page: 'Counter', variantIds: [shop.moss] });
    expect(await two.rows(favourites)).toMatchObject([{ page: 'Counter', position: 0, variantId: shop.moss }]);
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
