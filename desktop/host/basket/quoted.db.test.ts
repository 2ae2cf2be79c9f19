import { afterEach, beforeEach, expect, test } from 'vitest';
import { payCard } from '../testing/pay-basket.ts';
import { seedId, seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

/** A quote is sold at a till: at its own prices by whoever sells, once, and no further than it was quoted. */
let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
const [draftId, sent] = [seedId('d7', 1), '2099-12-24'];

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

const quote = (version: number, validUntil: string | null, more: object = {}) =>
  desk.bridge.mutate('orders.saveDraft', {
    ...{ draftId, version, customerId: null, customerName: 'Lime Café', shipping: 500, note: '', delivery: null },
    ...{ lines: [{ key: 'a', variantId: seedIds.variant(1), quantity: 3 }], validUntil },
    ...{ discount: { amount: 150, reason: 'Regular' }, ...more },
  });
const draft = () => desk.bridge.query('drafts.one', { id: draftId });
const asCashier = () => desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });

test('what was quoted is what the till takes, also by somebody who may not give so much', async () => {
  await quote(0, sent);
  await asCashier();
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(6) });
  const shown = await desk.bridge.call('basket.takeDraft', { draftId });
  // 3 × 1.01 less 1.50, half of what they cost; delivery stays out, and what lay there is parked.
  expect(shown).toMatchObject({ total: 153, parked: [{}], draft: { open: true, holds: true, validUntil: sent } });
  await desk.bridge.call('basket.approve', {});
  const receipt = await payCard(desk.bridge, '1');
  expect(receipt).toMatchObject({ total: 153 });
  expect(receipt.lines[0]?.notes.map(({ text, amount }) => `${text} ${amount}`)).toEqual([
    `${(await draft())?.number} 150`,
  ]);
  expect(await draft()).toMatchObject({ status: 'ordered', orderId: receipt.orderId });
  await expect(desk.bridge.call('basket.takeDraft', { draftId })).rejects.toMatchObject({
    code: 'basket.draft-not-open',
  });
});

test('a line that is changed, and one let go of, cost what they cost now; more off needs what it always needs', async () => {
  await quote(0, sent);
  await asCashier();
  const number = (await draft())?.number ?? '';
  // The number on its paper is scanned or typed.
  const { basket } = await desk.bridge.call('basket.scan', { code: number.toLowerCase() });
  const lineId = basket.lines[0]?.id ?? '';
  expect((await desk.bridge.call('basket.setQuantity', { lineId, quantity: 4 })).total).toBe(404);
  await desk.bridge.call('basket.clear', {});
  await desk.bridge.call('basket.takeDraft', { draftId });
  expect(await desk.bridge.call('basket.dropDraft', {})).toMatchObject({ total: 303, draft: null });
  await desk.bridge.call('basket.clear', {});
  const again = await desk.bridge.call('basket.takeDraft', { draftId });
  await desk.bridge.call('basket.giveByHand', {
    lineId: again.lines[0]?.id ?? '',
    given: { amount: 151, reason: 'x' },
  });
  await expect(desk.bridge.call('basket.approve', {})).rejects.toMatchObject({ code: 'access.beyond-limit' });
});

test('a draft is sold at the prices of now, and one that was given up meanwhile is not', async () => {
  await quote(0, null, { discount: undefined });
  const shown = await desk.bridge.call('basket.takeDraft', { draftId });
  expect(shown).toMatchObject({ total: 303, draft: { open: true, holds: false } });
  await desk.bridge.mutate('orders.discardDraft', { draftId, version: 1 });
  await expect(payCard(desk.bridge, '1')).rejects.toMatchObject({ code: 'basket.draft-not-open' });
  await desk.bridge.call('basket.dropDraft', {});
  expect(await payCard(desk.bridge, '1')).toMatchObject({ total: 303 });
});
