import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { payCard, payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';
import { openBeside } from '../keys/sealed-reader.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

/** What `tillhouse verify` asks of money, in the desk's own file. */
function verified(): void {
  const db = openBeside(join(folder.dataDir, 'desk.sqlite'), { readonly: true });
  try {
    for (const { name, sql } of invariants)
      if (/^(orders|register|ledger|credit)\./.test(name)) expect(db.prepare(sql.sqlite).all(), name).toEqual([]);
  } finally {
    db.close();
  }
}
async function sold(index: number, quantity: number) {
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(index), quantity });
  const { orderId } = await payCard(desk.bridge, '1');
  const page = await desk.bridge.query('orders.page', { id: orderId });
  return { originalOrderId: orderId, lineId: page?.lines[0]?.id ?? '' };
}
const back = ({ originalOrderId, lineId }: { originalOrderId: string; lineId: string }, quantity: number) => ({
  ...{ orderId: randomUUID(), originalOrderId },
  lines: [{ key: lineId, originalLineId: lineId, quantity, restock: 'available' as const }],
});
const onHand = async (index: number) =>
  (await desk.bridge.query('stock.variant', { variantId: seedIds.variant(index) }))?.levels[0]?.onHand;

test('dearer goods: one difference is taken, both documents are linked, the paper says both', async () => {
  const sale = await sold(1, 2);
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(6), quantity: 3 });
  const asked = back(sale, 1);
  const shown = await desk.bridge.call('basket.beginExchange', asked);
  expect(shown).toMatchObject({
    total: 318,
    remaining: 217,
    exchange: { number: 'B1-1', worth: 101, part: 101, back: 0 },
  });
  const again = desk.bridge.call('basket.beginExchange', back(sale, 1));
  await expect(again).rejects.toMatchObject({ code: 'basket.exchange-open' });
  const parked = await desk.bridge.call('basket.park', {});
  await desk.bridge.call('basket.resume', { parkedId: parked.parked[0]?.id ?? '' });
  const { id: basketId, remaining: due, cashTotal } = await desk.bridge.query('till.basket', {});
  expect([due, cashTotal]).toEqual([217, 215]);
  const receipt = await desk.bridge.call('basket.payCash', { basketId, due: cashTotal, given: 300 });
  expect(receipt).toMatchObject({
    ...{ number: 'B1-3', total: 316, rounding: -2 },
    exchange: { number: 'B1-2', returnOf: 'B1-1', total: 101, back: [], lines: [{ quantity: 1, total: 101 }] },
  });
  expect(receipt.tenders.map(({ kind, amount, change }) => [kind, amount, change]).sort()).toEqual([
    ['cash', 215, 85],
    ['exchange', 101, 0],
  ]);
  expect([await onHand(1), await onHand(6)]).toEqual([9, 7]);
  expect(await desk.bridge.call('basket.payCash', { basketId, due: cashTotal, given: 300 })).toEqual(receipt);
  verified();
  // What was exchanged cannot come back with the first sale again.
  const more = desk.bridge.call('basket.beginExchange', back(sale, 2));
  await expect(more).rejects.toMatchObject({ code: 'register.more-than-sold' });
  // Of the exchange itself goods come back as of any sale, and what was brought for them is paid out.
  const page = await desk.bridge.query('orders.page', { id: receipt.orderId });
  expect(page?.lines[0]).toMatchObject({ quantity: 3, returned: 0 });
});

test('cheaper goods: what is over goes back to how it was paid, and nothing is taken', async () => {
  const sale = await sold(6, 3);
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  const { id: basketId, remaining } = await desk.bridge.call('basket.beginExchange', back(sale, 2));
  expect(remaining).toBe(0);
  const taken = await desk.bridge.call('basket.dropExchange', {});
  expect(taken).toMatchObject({ remaining: 101, exchange: null });
  await desk.bridge.call('basket.beginExchange', back(sale, 2));
  const receipt = await desk.bridge.call('basket.finish', { basketId });
  expect(receipt).toMatchObject({
    ...{ total: 101, due: 0, tenders: [{ kind: 'exchange', amount: 101 }] },
    exchange: { total: 212, back: [{ kind: 'card', amount: 111 }] },
  });
  verified();
  expect((await payCash(desk.bridge, 0).catch((error) => error)).code).toBe('basket.empty');
});

test('what a provider took it is asked for with the exchange, by whoever may ask; else it stays owed', async () => {
  const { register } = await desk.bridge.query('session.state', {});
  const place = { registerId: seedIds.till, sessionId: register?.session?.id ?? '' };
  const ended = async () => {
    const originalOrderId = randomUUID();
    await desk.bridge.mutate('register.recordSale', {
      ...{ orderId: originalOrderId, ...place, customerId: null },
      lines: [{ key: 'a', variantId: seedIds.variant(6), quantity: 3 }],
      tenders: [{ key: 't', kind: 'test', amount: 318, given: 318, change: 0, reference: 'ch_1' }],
    });
    const lineId = (await desk.bridge.query('orders.page', { id: originalOrderId }))?.lines[0]?.id ?? '';
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    const asked = back({ originalOrderId, lineId }, 2);
    const { id: basketId, exchange } = await desk.bridge.call('basket.beginExchange', asked);
    expect(exchange?.backs).toMatchObject([{ kind: 'test', amount: 111, byTerminal: false }]);
    await desk.bridge.call('basket.finish', { basketId });
    verified();
    const page = await desk.bridge.query('orders.page', { id: asked.orderId });
    return { due: page?.due, paid: page?.payments.map(({ kind, amount }) => `${kind} ${amount}`).sort() };
  };
  expect(await ended()).toEqual({ due: 0, paid: ['exchange -101', 'test -111'] });
  await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
  expect(await ended()).toEqual({ due: -111, paid: ['exchange -101'] });
});

test('beyond what somebody may take back a yes is asked for before anything is paid', async () => {
  const sale = await sold(6, 200);
  await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  const asked = back(sale, 190);
  const lacking = { code: 'access.beyond-limit', details: { name: 'register.recordReturn', value: 20_140 } };
  await expect(desk.bridge.call('basket.beginExchange', asked)).rejects.toMatchObject(lacking);
  expect((await desk.bridge.query('till.basket', {})).exchange).toBe(null);
  const approval = { approverId: seedIds.owner, pin: PIN };
  const { id: basketId } = await desk.bridge.call('basket.beginExchange', { ...asked, approval });
  const receipt = await desk.bridge.call('basket.finish', { basketId });
  expect(receipt.exchange).toMatchObject({ total: 20_140, back: [{ kind: 'card', amount: 20_039 }] });
  verified();
});

test('goods that nobody paid for are exchanged: they count for nothing here, and are off what is open of their sale', async () => {
  const customerId = randomUUID();
  const card = { id: customerId, name: 'Kling', email: null, phone: null, city: '', country: 'AT', note: '' };
  await desk.bridge.mutate('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
  const account = { open: true, creditLimit: null, days: 14 };
  await desk.bridge.mutate('customers.saveAccount', { customerId, account, before: null });
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 3 });
  const { id, remaining } = await desk.bridge.call('basket.setCustomer', { customerId });
  const part = { basketId: id, due: remaining, legId: randomUUID(), amount: 202, reference: '1' };
  await desk.bridge.call('basket.takeCard', part);
  const { orderId } = await desk.bridge.call('basket.payOnAccount', { basketId: id, due: 101 });
  const line = (await desk.bridge.query('orders.page', { id: orderId }))?.lines[0];
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(6) });
  const asked = back({ originalOrderId: orderId, lineId: line?.id ?? '' }, 2);
  const shown = await desk.bridge.call('basket.beginExchange', asked);
  expect(shown).toMatchObject({ exchange: { worth: 101, against: 101 } });
  const paying = { basketId: shown.id, due: shown.remaining, reference: '2' };
  expect(shown.remaining).toBe(5);
  const receipt = await desk.bridge.call('basket.payCard', paying);
  expect(receipt.exchange).toMatchObject({ total: 202 });
  const sale = await desk.bridge.query('orders.page', { id: orderId });
  expect(sale).toMatchObject({ total: 303, paid: 303, due: 0, status: 'closed', returns: [{ total: -202, due: 0 }] });
  verified();
  // The last one broke on its way home: store credit, on the page and the timeline of the sale.
  const claim = {
    claimId: randomUUID(),
    orderId,
    reason: 'damaged',
    remedy: 'store-credit',
    goodsBack: true,
    note: '',
  };
  await desk.bridge.mutate('claims.record', { ...claim, lines: [{ lineId: line?.id ?? '', quantity: 1 }] });
  const page = await desk.bridge.query('orders.page', { id: orderId });
  expect(page?.claims).toMatchObject([
    { number: 'B1-1-C1', worth: 101, units: 1, goodsBack: 'awaited', replacement: null },
  ]);
  expect(page?.events.find(({ kind }) => kind === 'claimed')).toMatchObject({ amount: 101, what: 'store-credit' });
  const money = await desk.bridge.query('orders.page', { id: page?.claims[0]?.returnId ?? '' });
  expect(money).toMatchObject({ total: -101, due: 0, claimed: { number: 'B1-1-C1', orderId } });
  await desk.bridge.mutate('claims.receiveGoods', { claimId: claim.claimId, restock: 'damaged' });
  expect(await onHand(1)).toBe(10);
  verified();
});
