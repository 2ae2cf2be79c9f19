import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSealedReader } from '../keys/sealed-reader.ts';
import { payCard, payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

/** Goods are put aside at a till without a line, paid in parts at any till, and handed over with the last. */
let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
const customerId = randomUUID();

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
  const card = { id: customerId, name: 'Ann Weaver', email: null, phone: null, city: '', country: 'GB', note: '' };
  await desk.bridge.mutate('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

const bridge = () => desk.bridge;
function read<R extends object>(sql: string, params: readonly string[]): R[] {
  const reader = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
  const rows = reader.all<R>(sql, [...params]);
  reader.close();
  return rows;
}
const level = () =>
  read<{ onHand: number; reserved: number }>(
    'SELECT on_hand AS onHand, reserved FROM stock_levels WHERE variant_id = ? AND location_id = ?',
    [seedIds.variant(6), seedIds.bath],
  )[0];

async function putAside(part: number, more: object = {}) {
  await bridge().call('basket.add', { variantId: seedIds.variant(6), quantity: 3 });
  await bridge().call('basket.setCustomer', { customerId: customerId });
  const { id: basketId, total } = await bridge().query('till.basket', {});
  const asked = {
    basketId,
    total,
    part,
    kind: 'layaway',
    dueOn: '2099-12-24',
    note: '',
    tellTo: null,
    ...more,
  } as const;
  return { total, ...(await bridge().call('layaway.putAside', asked)) };
}
const one = async (id: string) => {
  const found = await bridge().query('layaways.one', { id });
  if (!found) throw new Error('no such layaway');
  return found;
};

test('goods are reserved at once, and what is paid is kept for them until they are handed over', async () => {
  const before = level();
  const { basket, layawayId, total } = await putAside(100);
  expect(basket).toMatchObject({ total: 100, lines: [{ title: expect.stringMatching(/^Payment on L-/) }] });
  expect(level()).toMatchObject({ onHand: before?.onHand, reserved: (before?.reserved ?? 0) + 3 });
  const receipt = await payCash(bridge(), 200);
  expect(receipt).toMatchObject({ total: 100, taxByRate: [{ rate: '0', tax: 0 }] });
  expect(await one(layawayId)).toMatchObject({ status: 'open', paid: 100, due: total - 100, here: true, late: false });

  await bridge().call('layaway.pay', { layawayId, amount: 50 });
  await payCard(bridge(), '77');
  const laid = await bridge().call('layaway.handOver', { layawayId });
  expect(laid).toMatchObject({ total, remaining: total - 150, legs: [{ kind: 'layaway', amount: 150 }] });
  const lineId = laid.lines[0]?.id ?? '';
  await expect(bridge().call('basket.setQuantity', { lineId, quantity: 1 })).rejects.toMatchObject({
    code: 'layaway.in-basket',
  });
  const sold = await bridge().call('basket.payCard', { basketId: laid.id, due: total - 150, reference: '78' });
  expect(sold).toMatchObject({
    total,
    tenders: expect.arrayContaining([
      expect.objectContaining({ kind: 'layaway', amount: 150, credit: { codeEnd: expect.any(String), rest: null } }),
    ]),
  });
  expect(level()).toMatchObject({ onHand: (before?.onHand ?? 0) - 3, reserved: before?.reserved });
  expect(await one(layawayId)).toMatchObject({ status: 'handed-over', orderId: sold.orderId, paid: 0, due: 0 });
  await expect(bridge().call('layaway.handOver', { layawayId })).rejects.toMatchObject({ code: 'layaway.over' });
});

test('it is found by its number and by who comes for it, and its slip when scanned leaves the basket alone', async () => {
  const { layawayId } = await putAside(100);
  await payCash(bridge(), 100);
  const { number, customerName } = await one(layawayId);
  await bridge().call('basket.add', { variantId: seedIds.variant(1) });
  const scanned = await bridge().call('basket.scan', { code: number.toLowerCase() });
  expect(scanned).toMatchObject({ found: true, layawayId, basket: { lines: [{}] } });
  for (const search of [number, number.slice(-4), customerName])
    expect((await bridge().query('layaways.index', { offset: 0, limit: 9, view: 'over', search })).rows).toMatchObject([
      { id: layawayId },
    ]);
  const open = await bridge().query('layaways.index', { offset: 0, limit: 9, view: 'open' });
  expect(open).toMatchObject({
    total: 1,
    rows: [{ id: layawayId, here: true }],
    counts: { open: 1, late: 0, over: 0 },
  });
  const parked = await bridge().call('layaway.pay', { layawayId, amount: 10 });
  expect(parked).toMatchObject({ total: 10, parked: [{}] });
});

test('less than the shop asks for, more than it comes to, nobody, and cards are refused', async () => {
  await expect(putAside(1)).rejects.toMatchObject({ code: 'layaway.part-too-small' });
  const { id: basketId, total } = await bridge().query('till.basket', {});
  const asked = { basketId, total, kind: 'layaway', dueOn: '2099-12-24', note: '', tellTo: null } as const;
  await expect(bridge().call('layaway.putAside', { ...asked, part: total + 1 })).rejects.toMatchObject({
    code: 'layaway.part-too-much',
  });
  await bridge().call('basket.setCustomer', { customerId: null });
  await expect(bridge().call('layaway.putAside', { ...asked, part: total })).rejects.toMatchObject({
    code: 'layaway.no-customer',
  });
});

test('given up, each payment goes back to how it was paid less what is kept, and the goods are free', async () => {
  const before = level();
  const { layawayId } = await putAside(100);
  await payCash(bridge(), 100);
  await bridge().call('layaway.pay', { layawayId, amount: 50 });
  await payCard(bridge(), '77');
  await bridge().call('layaway.giveUp', { layawayId, fee: 20 });
  expect(await one(layawayId)).toMatchObject({ status: 'ended', paid: 0, kept: 20, payments: { length: 4 } });
  expect(level()).toEqual(before);
  const back = read<{ kind: string; amount: number }>(
    'SELECT t.kind, t.amount FROM tenders t JOIN orders o ON o.id = t.order_id WHERE o.kind = ? ORDER BY t.kind',
    ['return'],
  );
  expect(back).toEqual([
    { kind: 'card', amount: -30 },
    { kind: 'cash', amount: -100 },
  ]);
});

test('a customer who changes their mind leaves it as it was, and somebody without more rights may hand it over', async () => {
  await bridge().call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
  const { layawayId } = await putAside(100);
  await payCash(bridge(), 100);
  await bridge().call('layaway.handOver', { layawayId });
  expect(await bridge().call('layaway.notNow', {})).toMatchObject({ lines: [], legs: [], layaway: null });
  expect(await one(layawayId)).toMatchObject({ status: 'open', paid: 100 });
  const laid = await bridge().call('layaway.handOver', { layawayId });
  expect(await bridge().call('basket.payCash', { basketId: laid.id, due: laid.cashTotal, given: 400 })).toMatchObject({
    total: laid.cashTotal + 100,
  });
});

test('of a special order what is not here is awaited, and a custom item comes when somebody says so', async () => {
  await bridge().call('basket.addCustom', { title: 'Engraved plate', amount: 3_000 });
  const { layawayId } = await putAside(2_000, { kind: 'special-order' });
  await payCash(bridge(), 2_000);
  const awaited = await bridge().query('layaways.awaited', {});
  expect(awaited).toMatchObject([{ layawayId, title: 'Engraved plate', quantity: 1, variantId: null }]);
  await expect(bridge().call('layaway.handOver', { layawayId })).rejects.toMatchObject({ code: 'layaway.waits' });
  await bridge().mutate('register.layawayCame', { layawayId, key: awaited[0]?.key ?? '' });
  expect(await bridge().query('layaways.awaited', {})).toEqual([]);
  expect(await bridge().call('layaway.handOver', { layawayId })).toMatchObject({ legs: [{ amount: 2_000 }] });
});

test('a payment that lay parked while the rest was paid is not taken too, and it is sent to nobody', async () => {
  const { layawayId, total } = await putAside(100);
  await payCash(bridge(), 100);
  const deliver = {
    ...{ kind: 'ship' as const, locationId: seedIds.bath, recipient: 'Somebody', address: '1 Mill Lane' },
    ...{ country: null, method: '', email: null, phone: null },
  } as const;
  await bridge().call('basket.setDeliver', { deliver });
  expect(await bridge().call('layaway.pay', { layawayId, amount: 60 })).toMatchObject({ deliver: null, total: 60 });
  const [parked] = (await bridge().call('layaway.pay', { layawayId, amount: total - 100 })).parked;
  await payCard(bridge(), '77');
  await bridge().call('basket.resume', { parkedId: parked?.id ?? '' });
  await expect(payCard(bridge(), '78')).rejects.toMatchObject({ code: 'layaway.part-too-much' });
  await bridge().call('layaway.handOver', { layawayId });
  await expect(bridge().call('layaway.pay', { layawayId, amount: 1 })).rejects.toMatchObject({
    code: 'layaway.part-too-much',
  });
  await expect(bridge().call('basket.park', { name: '' })).rejects.toMatchObject({ code: 'layaway.in-basket' });
});

test('of what is on its way the longest waiting is told first, and the rest is still to be bought', async () => {
  const variantId = seedIds.variant(6);
  const spare = level();
  const quantity = (spare?.onHand ?? 0) + 2;
  const ordered = async () => {
    await bridge().call('basket.add', { variantId, quantity });
    await bridge().call('basket.setCustomer', { customerId });
    const { id: basketId, total } = await bridge().query('till.basket', {});
    const of = { kind: 'special-order', dueOn: '2099-12-24', note: '', tellTo: null } as const;
    const { layawayId } = await bridge().call('layaway.putAside', { basketId, total, part: total, ...of });
    await payCard(bridge(), '77');
    return layawayId;
  };
  const [first, second] = [await ordered(), await ordered()];
  const [one] = await bridge().query('layaways.awaited', {});
  const onItsWay = (one?.quantity ?? 0) + 1;
  const order = { id: randomUUID(), number: 'PO-1', supplier: 'Kiln Row', locationId: seedIds.bath };
  await bridge().mutate('inventory.savePurchaseOrder', {
    order: { ...order, bay: '', expectedOn: null },
    lines: [{ id: randomUUID(), variantId, ordered: onItsWay }],
  });
  expect(await bridge().query('layaways.awaited', {})).toMatchObject([
    { layawayId: first, onOrder: one?.quantity },
    { layawayId: second, quantity, onOrder: 1 },
  ]);
});
