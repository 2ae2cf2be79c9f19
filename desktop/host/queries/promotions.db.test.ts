import { randomUUID } from 'node:crypto';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let bridge: Bridge;

const tenth: Promotion = {
  id: randomUUID(),
  name: 'Tenth',
  action: { kind: 'percent', rate: '10/100' },
  target: { variants: [seedIds.variant(4)] },
  budget: { kind: 'spend', limit: 1_000, used: 0 },
};

beforeAll(async () => {
  folder = await seededFolder({ products: 20 });
  desk = await bootDesk(folder.dataDir);
  bridge = desk.bridge;
  await bridge.mutate('pricing.savePromotion', { promotion: tenth, status: 'live' });
  await bridge.call('basket.add', { variantId: seedIds.variant(4), quantity: 5 });
  await payCash(bridge, 2_000);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const tryIt = (promotion: Promotion, more: object = {}) =>
  bridge.query('promotions.try', {
    promotion,
    lines: [{ variantId: seedIds.variant(4), quantity: 5 }],
    at: Date.UTC(2026, 10, 23, 12),
    channel: 'till',
    locationId: seedIds.bath,
    coupons: [],
    ...more,
  });

describe('promotions', () => {
  test('the list says what each was given by sales, and the page what its goods are called', async () => {
    const { rows } = await bridge.query('promotions.index', {});
    expect(rows).toMatchObject([{ id: tenth.id, name: 'Tenth', status: 'live', orders: 1, rule: tenth }]);
    const { promotion, names } = await bridge.query('promotions.one', { id: tenth.id });
    expect(promotion).toEqual(rows[0]);
    expect(names[seedIds.variant(4)]).toBeTruthy();
    const basket = await bridge.call('basket.add', { variantId: seedIds.variant(4), quantity: 5 });
    expect(rows[0]?.given).toBe(basket.discountTotal);
    expect((await bridge.query('promotions.one', { id: randomUUID() })).promotion).toBeNull();
  });

  test('a draft is tried in the place of what is saved, as the till would count it, and saves nothing', async () => {
    const sold = await bridge.query('till.basket', {});
    const same = await tryIt(tenth);
    expect({ total: same.total, off: same.discountTotal }).toEqual({ total: sold.total, off: sold.discountTotal });
    const half = await tryIt({ ...tenth, action: { kind: 'percent', rate: '50/100' } });
    expect(half.outcomes).toMatchObject([{ id: tenth.id, own: true, outcome: 'applied', cost: half.discountTotal }]);
    expect(half.discountTotal).toBe(half.subtotal / 2);
    expect(half.netBefore - half.net).toBeGreaterThan(0);
    const { promotion } = await bridge.query('promotions.one', { id: tenth.id });
    expect(promotion?.rule).toEqual(tenth);
  });

  test('what was given counts against the budget of the draft, and why not is said with the names of places', async () => {
    const given = (await bridge.query('promotions.one', { id: tenth.id })).promotion?.given ?? 0;
    const spent = await tryIt({ ...tenth, budget: { kind: 'spend', limit: given, used: 0 } });
    expect(spent).toMatchObject({ discountTotal: 0, outcomes: [{ outcome: 'not-applied' }] });
    const elsewhere = await tryIt({
      ...tenth,
      conditions: { match: 'all', of: [{ kind: 'location', in: [seedIds.melksham] }] },
    });
    expect(elsewhere.outcomes[0]?.reasons).toContain('The location is not Melksham');
  });

  test('on past orders: what the sale got by it, and what it would have got at another rate', async () => {
    const replay = (promotion: Promotion) => bridge.query('promotions.replay', { promotion, days: 7 });
    const given = (await bridge.query('promotions.one', { id: tenth.id })).promotion?.given ?? 0;
    const same = await replay({ ...tenth, startsAt: Date.UTC(2040, 0) });
    expect(same).toMatchObject({ looked: 1, had: 1, given, more: false, days: [{ date: same.to, had: 1, given }] });
    expect(same.largest).toMatchObject([{ cost: given, total: same.revenue }]);
    const half = await replay({
      ...tenth,
      action: { kind: 'percent', rate: '50/100' },
      budget: undefined,
    } as Promotion);
    expect(half.given).toBe(given * 5);
    // Another that does not go together with the one that gave, and gives less, would have changed nothing.
    const other = {
      ...tenth,
      id: randomUUID(),
      action: { kind: 'percent', rate: '1/100' },
      combines: 'never',
    } as const;
    expect(await replay({ ...other, budget: undefined } as unknown as Promotion)).toMatchObject({
      looked: 1,
      had: 0,
      given: 0,
    });
  });

  test('a code opens it, and a draft that is no promotion is refused in words', async () => {
    const coded = { ...tenth, codes: [{ code: 'TENTH' }] };
    expect((await tryIt(coded)).discountTotal).toBe(0);
    expect((await tryIt(coded, { channel: 'online', coupons: ['tenth'] })).discountTotal).toBeGreaterThan(0);
    await expect(tryIt({ ...tenth, action: { kind: 'free' } } as never)).rejects.toMatchObject({
      code: 'desk.invalid-query',
    });
    await expect(tryIt({ ...tenth, action: { kind: 'percent', rate: '3/2' } })).rejects.toMatchObject({
      code: expect.stringMatching(/^pricing\./),
    });
  });

  test('goods are found by words and begin with what the shop has', async () => {
    expect((await bridge.query('promotions.goods', { text: '' })).length).toBeGreaterThan(0);
    const [found] = await bridge.query('promotions.goods', { text: 'SKU-000004' });
    expect(found).toMatchObject({ variantId: seedIds.variant(4), sku: 'SKU-000004' });
  });
});
