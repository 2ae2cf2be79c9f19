import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let customerId: string;

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
  customerId = (await desk.bridge.query('customers.search', { text: 'Rosalind' }))[0]?.id ?? '';
  await desk.bridge.mutate('loyalty.saveProgramme', {
    ...{ status: 'running', currency: 'GBP', pointValue: 2, pointsPerUnit: 5, redeemFrom: 10, offlinePoints: 60 },
    ...{ monthsGood: 0, tiers: [{ name: 'Gold', from: 200, pointsPerUnit: 10 }] },
  });
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

async function take(points: number, legId: string = randomUUID()) {
  const { id: basketId, remaining: due } = await desk.bridge.query('till.basket', {});
  return desk.bridge.call('basket.takePoints', { basketId, due, legId, points });
}

test('points are earned with a sale and pay the next, within what a till without a line may let somebody use', async () => {
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(3), quantity: 20 });
  expect(await desk.bridge.query('till.basket', {})).toMatchObject({ points: null, total: 2_060 });
  await expect(take(10)).rejects.toMatchObject({ code: 'loyalty.of-nobody' });
  const first = await desk.bridge.call('basket.setCustomer', { customerId });
  expect(first.points).toEqual({ balance: 0, tier: null, usable: 0, pointValue: 2, redeemFrom: 10, earns: 103 });
  expect((await payCash(desk.bridge, 2_060)).points).toEqual({ moved: 103, left: 103 });

  await desk.bridge.call('basket.add', { variantId: seedIds.variant(3), quantity: 20 });
  const shown = await desk.bridge.call('basket.setCustomer', { customerId });
  expect(shown.points).toMatchObject({ balance: 103, usable: 103 });
  await expect(take(9)).rejects.toMatchObject({ code: 'loyalty.too-few' });
  await expect(take(104)).rejects.toMatchObject({ code: 'loyalty.short' });
  await expect(take(61)).rejects.toMatchObject({ code: 'loyalty.offline-limit', details: { most: 60, left: 60 } });
  const legId = randomUUID();
  const taken = await take(40, legId);
  expect(taken).toMatchObject({ remaining: 1_980, legs: [{ kind: 'store-credit', points: 40, amount: 80 }] });
  expect((await take(40, legId)).legs).toHaveLength(1);
  await expect(take(21)).rejects.toMatchObject({ code: 'loyalty.offline-limit', details: { left: 20 } });
  // Given back or for somebody else, nothing was used.
  expect((await desk.bridge.call('basket.voidLeg', { legId })).legs).toEqual([]);
  await take(50);
  expect((await desk.bridge.call('basket.setCustomer', { customerId: null })).legs).toEqual([]);
  await desk.bridge.call('basket.setCustomer', { customerId });
  await take(50);
  const receipt = await payCash(desk.bridge, 2_000);
  expect(receipt.points).toEqual({ moved: 98, left: 151 });
  const paid = receipt.tenders.find(({ kind }) => kind === 'store-credit');
  expect(paid).toMatchObject({ amount: 100, points: 50 });
  expect(paid?.credit).toBe(undefined);

  // What was sold alone counts against the allowance until the cloud has heard of it.
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(3), quantity: 20 });
  await desk.bridge.call('basket.setCustomer', { customerId });
  await expect(take(11)).rejects.toMatchObject({ code: 'loyalty.offline-limit', details: { left: 10 } });
  const one = await desk.bridge.query('loyalty.one', { customerId });
  expect(one).toMatchObject({ balance: 151, value: 302, tier: 'Gold', earnedLately: 201, next: null, overAt: null });
  expect(one?.movements.map(({ kind, points, balance }) => [kind, points, balance])).toEqual(
    expect.arrayContaining([['earned', 103, 103]]),
  );
  expect(await desk.bridge.query('loyalty.programme', {})).toMatchObject({ members: 1, points: 151, owed: 302 });
  const members = await desk.bridge.query('loyalty.members', { offset: 0, limit: 5 });
  expect(members.rows).toMatchObject([{ customer: { id: customerId }, balance: 151, tier: 'Gold' }]);
});
