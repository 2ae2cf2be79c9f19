import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { journalLines } from '../ledger/schema.ts';
import { stockLevels } from '../inventory/schema.ts';
import { invariants } from '../invariants.ts';
import { fulfilments, orderDeliveries } from './fulfilment-schema.ts';
import { orderChanges, orderDiscounts, orderLines, orders, tenders } from './schema.ts';

/** An order is changed after it was placed: money, stock, books and timeline follow in the same transaction. */
const ORDER = testId(0x401);
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const lines = [{ locationId: shop.warehouse, variantId: shop.moss, delta: 5 }];
  await two.given('inventory.adjust', { lines, reason: 'opening', note: '' });
  await two.given('pricing.savePromotion', {
    promotion: {
      ...{ id: testId(0x701), name: 'Three mugs', action: { kind: 'percent', rate: '10/100', on: 'order' } },
      conditions: { match: 'all', of: [{ kind: 'quantity', atLeast: 3 }] },
    },
    status: 'live',
  });
  await two.given(
    'orders.placeOnline',
    {
      ...{ orderId: ORDER, customerId: null, customerName: 'Owen Pritchard', shipping: 500, payment: 'test' },
      lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }],
    },
    cloud,
  );
});
const order = async () => (await two.rows(orders)).find(({ id }) => id === ORDER)!;
const lineOf = async (variantId: string) => (await two.rows(orderLines)).find((line) => line.variantId === variantId)!;
const level = async (variantId: string) =>
  (await two.rows(stockLevels)).find((row) => row.variantId === variantId && row.locationId === shop.warehouse);
let done = 0;
/** Done at the desk, run again in the cloud. */
async function sent(name: string, args: unknown): Promise<void> {
  done += 1;
  const id = testId(0x70000 + done);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, {}, id, true);
  await two.runOn(two.postgres, name, outbox, cloud, id, false);
}
const edit = (version: number, more: object) => ({ orderId: ORDER, version, reason: '', settle: 'now', ...more });
const clean = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};

test('a line more, a unit less, and the promotion that no longer holds is taken back: what is due is collected', async () => {
  // 3 × 12.00 less 10 % and 5.00 delivery
  expect(await order()).toMatchObject({ total: 3_740, paid: 3_740, discountTotal: 360 });
  const tide = await lineOf(shop.tide);
  const args = edit(1, {
    lines: [{ lineId: tide.id, quantity: 1 }],
    add: [{ key: 'n', variantId: shop.moss, quantity: 1 }],
    reason: 'Wants a moss one',
    expectedTotal: 3_100,
  });
  await two.run('orders.edit', args, cloud);
  expect(await order()).toMatchObject({
    ...{ total: 3_100, discountTotal: 0, paid: 3_100, due: 0, paymentStatus: 'paid', version: 2, units: 2 },
  });
  expect(await level(shop.tide)).toMatchObject({ committed: 1 });
  expect(await level(shop.moss)).toMatchObject({ committed: 1 });
  expect((await two.rows(tenders)).map(({ amount }) => amount).sort()).toEqual([-640, 3_740]);
  expect((await two.rows(orderDiscounts)).reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  const [change] = (await two.rows(orderChanges)).filter(({ kind }) => kind === 'edited');
  expect(change).toMatchObject({ note: 'Wants a moss one', before: { total: 3_740 }, after: { total: 3_100 } });
  expect(change?.after['lines']).toMatchObject([{ quantity: 1 }, { title: 'Stoneware mug, Moss', quantity: 1 }]);
  await clean();

  // And back: the amounts of before, to the penny.
  const moss = await lineOf(shop.moss);
  const back = [
    { lineId: tide.id, quantity: 3 },
    { lineId: moss.id, quantity: 0 },
  ];
  await two.run('orders.edit', edit(2, { lines: back, settle: 'later' }), cloud);
  expect(await order()).toMatchObject({ total: 3_740, paid: 3_100, due: 640, paymentStatus: 'part-paid' });
  const { discount, net, tax, total } = tide;
  expect(await lineOf(shop.tide)).toMatchObject({ discount, net, tax, total });
  await two.refuse('orders.collect', { orderId: ORDER, amount: 641, note: '' }, 'orders.not-due', cloud);
  await two.run('orders.collect', { orderId: ORDER, amount: 640, note: '' }, cloud);
  expect(await order()).toMatchObject({ due: 0, paymentStatus: 'paid' });
  await two.refuse('orders.collect', { orderId: ORDER, amount: 1, note: '' }, 'orders.not-due', cloud);
  await clean();
});

test('after a part has left the rest can change; what is owed stays owed until the provider pays it', async () => {
  const tide = await lineOf(shop.tide);
  await two.run('orders.fulfil', { orderId: ORDER, how: 'shipped', lines: [{ lineId: tide.id, quantity: 2 }] }, cloud);
  const less = { lines: [{ lineId: tide.id, quantity: 1 }] };
  expect(await two.refuse('orders.edit', edit(2, less), 'orders.less-than-sent', cloud)).toMatchObject({ sent: 2 });
  const rest = { lines: [{ lineId: tide.id, quantity: 2 }], settle: 'later', reason: 'None left' };
  await two.run('orders.edit', edit(2, rest), cloud);
  expect(await order()).toMatchObject({ fulfilmentStatus: 'shipped', status: 'placed', total: 2_900, due: -840 });
  expect(await level(shop.tide)).toMatchObject({ onHand: 18, committed: 0 });
  const tenderId = (await two.rows(tenders))[0]?.id;
  await two.refuse('orders.refund', { orderId: ORDER, tenderId, amount: 841, note: '' }, 'orders.not-owed', cloud);
  await two.run('orders.refund', { orderId: ORDER, tenderId, amount: 840, note: '' }, cloud);
  expect(await order()).toMatchObject({ status: 'closed', due: 0, paid: 2_900 });
  await two.run('orders.edit', edit(4, { shipping: 0 }), cloud);
  expect(await order()).toMatchObject({ status: 'closed', due: 0, paid: 2_400 });
  await clean();
});

test('delivery, address and a discount with its reason, each on the timeline', async () => {
  const delivery = { recipient: 'Owen Pritchard', address: '2 Picton Street\nCardiff', country: 'GB', method: 'RM 48' };
  await two.run('orders.edit', edit(1, { delivery }), cloud);
  expect(await two.rows(orderDeliveries)).toMatchObject([delivery]);
  expect(await order()).toMatchObject({ total: 3_740, version: 2 });
  await two.refuse('orders.edit', edit(2, { delivery }), 'orders.nothing-changed', cloud);
  const discount = { amount: 700, reason: 'Came late' };
  await two.run(
    'orders.edit',
    edit(2, { shipping: 300, discount, delivery: { ...delivery, method: 'Courier' } }),
    cloud,
  );
  // The 10 % are of what is left after the discount by hand: 36.00 − 7.00, less 2.90, and 3.00 delivery
  expect(await order()).toMatchObject({ shippingTotal: 300, discountTotal: 990, total: 2_910, paid: 2_910 });
  const notes = (await two.rows(orderChanges)).map(({ note }) => note);
  expect(notes).toContain('Came late');
  const tooMuch = edit(3, { discount: { amount: 9_000, reason: 'x' } });
  await two.refuse('orders.edit', tooMuch, 'orders.discount-too-high', cloud);
  const books = await two.rows(journalLines);
  const sales = books.flatMap(({ account, amount }) => (account === 'shipping' ? [amount] : []));
  // Of 3.00 with its tax.
  expect(sales.reduce((a, b) => a + b, 0)).toBe(-250);
  expect(await order()).toMatchObject({ shippingTax: 50, taxTotal: 435 + 50 });
  await clean();
});

test('who pays no tax pays none after an edit either', async () => {
  const customerId = testId(0x601);
  const card = { id: customerId, name: 'Kling', email: null, phone: null, city: '', country: 'AT', note: '' };
  await two.given('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
  const taxRelief = { kind: 'reverse-charge', evidence: 'DE136695976', until: null };
  const terms = { groups: [], street: '', postalCode: '', vatId: null, taxRelief };
  await two.given('customers.saveTerms', { customerId, terms });
  const placed = { orderId: testId(0x402), customerId, customerName: 'Kling', shipping: 0, payment: 'test' };
  await two.given('orders.placeOnline', { ...placed, lines: [{ key: 'a', variantId: shop.tide, quantity: 2 }] }, cloud);
  const sale = async () => (await two.rows(orders)).find(({ id }) => id === testId(0x402));
  expect(await sale()).toMatchObject({ total: 2_000, taxTotal: 0 });
  const add = [{ key: 'n', variantId: shop.moss, quantity: 1 }];
  await two.run('orders.edit', { ...edit(1, { add }), orderId: testId(0x402) }, cloud);
  // 10 % off 38.00, and what is in it of tax is not paid
  expect(await sale()).toMatchObject({ total: 2_850, taxTotal: 0, due: 0 });
  await clean();
});

test('what was seen is what is changed; what cannot be is refused and changes nothing', async () => {
  const tide = await lineOf(shop.tide);
  await two.run('orders.addNote', { orderId: ORDER, note: 'a note is no change of it' });
  await two.run('orders.edit', edit(1, { shipping: 0 }), cloud);
  const seen = await two.refuse('orders.edit', edit(1, { shipping: 100 }), 'orders.changed-meanwhile', cloud);
  expect(seen).toMatchObject({ seen: 1, version: 2 });
  const none = edit(2, { lines: [{ lineId: tide.id, quantity: 0 }] });
  await two.refuse('orders.edit', none, 'orders.nothing-stays', cloud);
  await two.refuse(
    'orders.edit',
    edit(2, { lines: [{ lineId: testId(9), quantity: 1 }] }),
    'orders.line-unknown',
    cloud,
  );
  const more = edit(2, { lines: [{ lineId: tide.id, quantity: 21 }] });
  expect(await two.refuse('orders.edit', more, 'inventory.not-enough-stock', cloud)).toMatchObject({ available: 17 });
  await two.refuse('orders.edit', edit(2, { shipping: 100, expectedTotal: 1 }), 'orders.total-changed', cloud);
  await two.refuse('orders.edit', edit(2, { shipping: 100 }), 'command.forbidden', { actor: personAs('Support') });
  await two.run('orders.cancel', { orderId: ORDER, reason: '' }, cloud);
  await two.refuse('orders.edit', edit(3, { shipping: 100 }), 'orders.already-cancelled', cloud);
  await clean();
});

test('after all of it left: goods that are added open it again, are due, and go out as a further parcel', async () => {
  await two.run('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  // As orders that left before parcels were kept.
  const unkept = 'DELETE FROM fulfilment_lines; DELETE FROM fulfilments';
  two.sqlite.db.exec(unkept);
  await two.postgres.pool.query(unkept);
  expect(await order()).toMatchObject({ status: 'closed', fulfilmentStatus: 'shipped', version: 2 });
  const tide = await lineOf(shop.tide);
  const less = edit(2, { lines: [{ lineId: tide.id, quantity: 2 }] });
  expect(await two.refuse('orders.edit', less, 'orders.less-than-sent', cloud)).toMatchObject({ sent: 3 });
  const more = edit(2, { add: [{ key: 'n', variantId: shop.moss, quantity: 2 }], settle: 'later' });
  await two.run('orders.edit', more, cloud);
  // 3 × 12.00 and 2 × 14.00 less 10 %, 5.00 delivery
  expect(await order()).toMatchObject({
    ...{ total: 6_260, paid: 3_740, due: 2_520, paymentStatus: 'part-paid', status: 'placed', version: 3 },
    ...{ fulfilmentStatus: 'part-shipped', units: 5 },
  });
  expect([await level(shop.tide), await level(shop.moss)]).toMatchObject([{ committed: 0 }, { committed: 2 }]);
  await clean();
  await two.run('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  const parcels = (await two.rows(fulfilments)).map(({ number }) => number.split('-')[1]);
  expect(parcels.sort()).toEqual(['1', '2']);
  expect(await level(shop.moss)).toMatchObject({ onHand: 3, committed: 0 });
  expect(await order()).toMatchObject({ status: 'placed', fulfilmentStatus: 'shipped' });
  await two.run('orders.collect', { orderId: ORDER, amount: 2_520, note: '' }, cloud);
  expect(await order()).toMatchObject({ status: 'closed', due: 0 });
  // Something off after all of it is with its buyer goes back to what it was paid with, in the same edit.
  const off = edit(5, { discount: { amount: 500, reason: 'A chip in the glaze' } });
  await two.run('orders.edit', off, cloud);
  // 5.00 less the 10 % that had come off it
  expect(await order()).toMatchObject({ total: 5_810, paid: 5_810, status: 'closed', fulfilmentStatus: 'shipped' });
  await clean();
});

test('what came back keeps its price; an order that is on paper keeps its lines, and its contact can be put right', async () => {
  await two.run('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  const session = { sessionId: shop.session, registerId: shop.register };
  await sent('register.openSession', { ...session, float: 10_000 });
  const tide = await lineOf(shop.tide);
  const back = [{ key: 'a', originalLineId: tide.id, quantity: 1, restock: 'available' }];
  const returned = { ...session, orderId: testId(0x404), originalOrderId: ORDER, reason: '', lines: back };
  await sent('register.recordReturn', { ...returned, payBack: { kind: 'cash', reference: '' } });
  const { version } = await order();
  const off = edit(version, { discount: { amount: 500, reason: 'late' } });
  expect(await two.refuse('orders.edit', off, 'orders.stands-as-sold', cloud)).toMatchObject({ why: 'returned' });
  // Delivery is nothing that came back.
  await sent('orders.edit', edit(version, { shipping: 0 }));
  expect(await order()).toMatchObject({ total: 3_240, due: 0, status: 'closed' });
  const sold = testId(0x405);
  const goods = [{ key: 'a', variantId: shop.moss, quantity: 1 }];
  const cash = { key: 'c', kind: 'cash', amount: 1_400, given: 1_400, change: 0, reference: '' };
  const sale = { ...session, orderId: sold, customerId: null, lines: goods, tenders: [cash] };
  await sent('register.recordSale', sale);
  const more = { ...edit(1, { add: [{ key: 'n', variantId: shop.tide, quantity: 1 }] }), orderId: sold };
  expect(await two.refuse('orders.edit', more, 'orders.stands-as-sold', cloud)).toMatchObject({ why: 'receipt' });
  const contact = { name: 'Owen Pritchard', email: 'owen@example.org', phone: null };
  await sent('orders.edit', { ...edit(1, { contact, reason: 'Misheard' }), orderId: sold });
  const till = (await two.rows(orders)).find(({ id }) => id === sold);
  expect(till).toMatchObject({ customerName: 'Owen Pritchard', status: 'closed', paid: 1_400, version: 2 });
  expect((await two.rows(orderDeliveries)).find(({ orderId }) => orderId === sold)).toMatchObject({
    ...{ email: 'owen@example.org', phone: null, address: '' },
  });
  const [change] = (await two.rows(orderChanges)).filter(({ orderId }) => orderId === sold);
  expect(change).toMatchObject({
    ...{ kind: 'edited', note: 'Misheard' },
    before: { customerName: '', email: '' },
    after: { customerName: 'Owen Pritchard', email: 'owen@example.org' },
  });
  await two.refuse('orders.edit', { ...edit(2, { contact }), orderId: sold }, 'orders.nothing-changed', cloud);
  await clean();
});

test('a note is said anew beside what it said', async () => {
  await two.run('orders.addNote', { orderId: ORDER, note: 'Leave with Mrs Hale' });
  const [first] = await two.rows(orderChanges);
  const correct = (note: string, noteId = first!.id) => ({ orderId: ORDER, noteId, note });
  await two.run('orders.correctNote', correct('Leave with Mrs Hall'));
  await two.run('orders.correctNote', correct('Leave with Mr Hall'));
  await two.run('orders.correctNote', correct('Leave with Mr Hall'));
  const said = (await two.rows(orderChanges)).map(({ before, after }) => [before['note'], after['note']]);
  expect(said).toHaveLength(3);
  expect(said).toEqual(
    expect.arrayContaining([
      [undefined, undefined],
      ['Leave with Mrs Hale', 'Leave with Mrs Hall'],
      ['Leave with Mrs Hall', 'Leave with Mr Hall'],
    ]),
  );
  const other = (await two.rows(orderChanges)).find(({ after }) => after['corrects'] === first!.id);
  await two.refuse('orders.correctNote', correct('x', other!.id), 'orders.note-unknown', cloud);
  await two.refuse('orders.correctNote', correct('x'), 'command.forbidden', { actor: personAs('Analyst') });
});
