import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { payCard } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { isPlainFile } from '../database/engine.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

// Not encrypted as a whole, so that what its columns hold would show in its bytes.
vi.hoisted(() => vi.stubEnv('TILLHOUSE_FILE_CIPHER', 'off'));

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

test('a card is sold as it was typed in, nothing comes off it, and its code is printed again here alone', async () => {
  const rule = { id: randomUUID(), name: 'Tens', action: { kind: 'percent', rate: '10/100' } };
  await desk.bridge.mutate('pricing.savePromotion', { promotion: rule, status: 'live' });
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
  const shown = await desk.bridge.call('basket.addGiftCard', { amount: 5_000 });
  expect(shown).toMatchObject({ total: 5_182, discountTotal: 20, lines: [{ total: 182 }, { total: 5_000 }] });
  const line = shown.lines[1]?.id ?? '';
  const two = desk.bridge.call('basket.setQuantity', { lineId: line, quantity: 2 });
  await expect(two).rejects.toMatchObject({ code: 'basket.card-is-one' });
  const off = { lineId: line, given: { amount: 100, reason: 'friend' } };
  await expect(desk.bridge.call('basket.giveByHand', off)).rejects.toMatchObject({ code: 'basket.card-is-one' });
  const all = { lineId: null, given: { percent: '50/100', reason: 'goodwill' } };
  expect((await desk.bridge.call('basket.giveByHand', all)).total).toBe(5_000 + 91);
  await desk.bridge.call('basket.giveByHand', { lineId: null, given: null });
  const receipt = await payCard(desk.bridge, '1');
  const [card] = receipt.cards;
  expect(receipt).toMatchObject({ total: 5_182, cards: [{ amount: 5_000, expiresOn: null }] });
  const { code } = await desk.bridge.call('credit.printAgain', { creditId: card?.creditId ?? '' });
  expect(readCardCode(code ?? '')?.endsWith(card?.codeEnd ?? '-')).toBe(true);
  expect(await desk.bridge.call('credit.find', { code: (code ?? '').toLowerCase() })).toMatchObject({
    ...{ id: card?.creditId, balance: 5_000, status: 'active', expired: false },
  });
  expect(await desk.bridge.call('credit.find', { code: '4006381333931' })).toBe(null);
  // Loaded again by its code; the list and the page say what moved it.
  await desk.bridge.call('basket.addGiftCard', { amount: 700, creditId: card?.creditId ?? '' });
  await payCard(desk.bridge, '2');
  // Money on cards is owed to whoever has them: what was sold is the goods, and one sale.
  const [home, day] = [await desk.bridge.query('home.summary', {}), await desk.bridge.query('dashboard.sales', {})];
  expect([home.today, day.total, day.orders, day.units, day.days.at(-1)?.total]).toEqual([182, 182, 1, 2, 182]);
  expect(day.topProducts.map((each) => each.total)).toEqual([182]);
  const drawer = await desk.bridge.query('till.drawer', { sessionId: seedIds.drawer });
  expect(drawer?.report).toMatchObject({
    ...{ sales: { count: 1, amount: 182 }, credits: { count: 2, amount: 5_700 } },
    taxes: [{ rate: '20/100', net: 152, tax: 30 }],
    tenders: [{ kind: 'card', amount: 5_882 }],
  });
  const { rows, total } = await desk.bridge.query('credit.index', { ...{ offset: 0, limit: 10, view: 'open' } });
  expect({ rows, total }).toMatchObject({ total: 1, rows: [{ balance: 5_700, unsent: true }] });
  const one = await desk.bridge.query('credit.one', { id: card?.creditId ?? '' });
  expect(one?.movements.map(({ kind, balance }) => [kind, balance])).toEqual([
    ['sold', 5_700],
    ['sold', 5_000],
  ]);
  for (const search of [code ?? '', card?.codeEnd ?? ''])
    expect((await desk.bridge.query('credit.index', { offset: 0, limit: 10, view: 'all', search })).total).toBe(1);
  // Nothing in the file spells the code, nor in what waits to be sent.
  await desk.host.close();
  const plain = readCardCode(code ?? '') as string;
  const files = readdirSync(folder.dataDir).filter((name) => name.startsWith('desk.sqlite'));
  expect(files).toContain('desk.sqlite');
  expect(isPlainFile(join(folder.dataDir, 'desk.sqlite'))).toBe(true);
  for (const name of files) expect(readFileSync(join(folder.dataDir, name)).includes(plain), name).toBe(false);
  desk = await bootDesk(folder.dataDir);
});

test('issued by hand by who may; its code is nobody else’s to print', async () => {
  const made = await desk.bridge.call('credit.newCard', {});
  const { code: _code, ...card } = made;
  await desk.bridge.mutate('credit.issue', { ...card, currency: 'GBP', amount: 900, expiresOn: null, reason: 'x' });
  await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
  const forbidden = { kind: 'forbidden' };
  await expect(desk.bridge.call('credit.newCard', {})).rejects.toMatchObject(forbidden);
  const again = desk.bridge.call('credit.printAgain', { creditId: card.creditId });
  await expect(again).rejects.toMatchObject(forbidden);
  expect(await desk.bridge.call('credit.find', { code: made.code })).toMatchObject({ balance: 900 });
});

test('without the network a card pays what is known to be on it, up to the allowance, and any part of a sale', async () => {
  const { code: _code, ...card } = await desk.bridge.call('credit.newCard', {});
  await desk.bridge.mutate('credit.issue', { ...card, currency: 'GBP', amount: 8_000, expiresOn: null, reason: 'x' });
  const { creditId } = card;
  const take = async (amount: number, legId: string = randomUUID()) => {
    const { id: basketId, remaining: due } = await desk.bridge.query('till.basket', {});
    return desk.bridge.call('basket.takeCredit', { basketId, due, legId, creditId, amount });
  };
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(3), quantity: 60 });
  const beyond = { code: 'credit.offline-limit', details: { most: 5_000, left: 5_000 } };
  await expect(take(5_001)).rejects.toMatchObject(beyond);
  const legId = randomUUID();
  expect(await take(3_000, legId)).toMatchObject({ remaining: 3_180, legs: [{ kind: 'gift-card', amount: 3_000 }] });
  expect(await take(3_000, legId)).toMatchObject({ remaining: 3_180 });
  const { legs } = await desk.bridge.call('basket.voidLeg', { legId });
  expect(legs).toEqual([]);
  const last = await take(3_000);
  expect(last.legs).toMatchObject([{ credit: { codeEnd: card.codeEnd, setAside: false } }]);
  const { id: basketId, cashTotal: due } = last;
  const receipt = await desk.bridge.call('basket.payCash', { basketId, due, given: 5_000 });
  expect(receipt).toMatchObject({ total: 6_180, due: 0 });
  expect(receipt.tenders.find(({ kind }) => kind === 'gift-card')).toMatchObject({
    ...{ amount: 3_000, credit: { codeEnd: card.codeEnd, rest: 5_000 } },
  });
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(3), quantity: 30 });
  await expect(take(2_001)).rejects.toMatchObject({ code: 'credit.offline-limit', details: { left: 2_000 } });
  await take(2_000);
  expect(await desk.bridge.query('credit.one', { id: creditId })).toMatchObject({ balance: 5_000 });
  const owner = await desk.bridge.query('customers.search', { text: 'Rosalind' });
  const customerId = owner[0]?.id ?? '';
  const given = { creditId: customerId, amount: 500, currency: 'GBP', reason: 'came in wet' };
  await desk.bridge.mutate('credit.adjust', given);
  const { id, remaining } = await desk.bridge.query('till.basket', {});
  const ofNobody = { basketId: id, due: remaining, legId: randomUUID(), creditId: customerId, amount: 500 };
  await expect(desk.bridge.call('basket.takeCredit', ofNobody)).rejects.toMatchObject({ code: 'credit.of-nobody' });
  await desk.bridge.call('basket.setCustomer', { customerId });
  const both = await desk.bridge.call('basket.takeCredit', ofNobody);
  expect(both.legs.map(({ kind }) => kind)).toEqual(['gift-card', 'store-credit']);
  await desk.bridge.mutate('credit.setStatus', { creditId, status: 'blocked' });
  await expect(take(1)).rejects.toMatchObject({ code: 'credit.blocked' });
});
