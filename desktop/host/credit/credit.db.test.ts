import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { payCard } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

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
  for (const name of ['tillhouse.db', 'tillhouse.db-wal'])
    expect(contains(join(folder.dataDir, name), plain), name).toBe(false);
  desk = await bootDesk(folder.dataDir);
});

function contains(file: string, text: string): boolean {
  try {
    return readFileSync(file).includes(text);
  } catch {
    return false;
  }
}

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
