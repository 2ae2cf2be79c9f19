import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { payCard } from '../testing/pay-basket.ts';
import { seedCode, seedIds } from '../testing/seed-ids.ts';
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

describe('what a person gives by hand', () => {
  const percent = (text: string, reason = 'chip on base') => ({ percent: text, reason });

  test('a line, another price and the whole sale; the receipt says why, and the sale is what was shown', async () => {
    const first = await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    const lineId = first.lines[0]?.id ?? '';
    const off = await desk.bridge.call('basket.giveByHand', { lineId, given: percent('15/100') });
    expect(off).toMatchObject({ total: 172, lines: [{ discount: 30, note: '15 % off, chip on base' }] });
    // Another piece of the same is not chipped.
    await desk.bridge.call('basket.scan', { code: seedCode(1) });
    const dear = await desk.bridge.call('basket.add', { variantId: seedIds.variant(6) });
    const priced = await desk.bridge.call('basket.giveByHand', {
      lineId: dear.lines[2]?.id ?? '',
      given: { unitPrice: 90, reason: 'price match' },
    });
    expect(priced.lines.map(({ total }) => total)).toEqual([172, 101, 90]);
    const all = await desk.bridge.call('basket.giveByHand', {
      lineId: null,
      given: { amount: 63, reason: 'goodwill' },
    });
    expect(all).toMatchObject({ total: 300, byHand: { amount: 63 } });
    expect(all.lines[2]?.why.at(-1)).toBe('0.16 off: 0.90 instead of 1.06, price match · off the sale, goodwill');
    await desk.bridge.call('basket.approve', {});
    const receipt = await payCard(desk.bridge, '1');
    expect(receipt.total).toBe(300);
    expect(receipt.lines.map(({ notes }) => notes.map(({ text, amount }) => `${text} ${amount}`))).toEqual([
      ['chip on base; goodwill 60'],
      ['goodwill 17'],
      ['price match; goodwill 16'],
    ]);
  });

  test('beyond what somebody may, a yes is asked for before it is paid; for other lines it is none', async () => {
    await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
    const first = await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    const lineId = first.lines[0]?.id ?? '';
    await desk.bridge.call('basket.giveByHand', { lineId, given: percent('10/100') });
    await desk.bridge.call('basket.approve', {});
    await desk.bridge.call('basket.giveByHand', { lineId, given: percent('25/100') });
    const lacking = { code: 'access.beyond-limit', details: { permission: 'till.discount', value: 25 } };
    await expect(desk.bridge.call('basket.approve', {})).rejects.toMatchObject(lacking);
    await expect(payCard(desk.bridge, '1')).rejects.toMatchObject({ code: 'access.beyond-limit' });
    await desk.bridge.call('basket.approve', { approval: { approverId: seedIds.owner, pin: PIN } });
    await desk.bridge.call('basket.giveByHand', { lineId, given: percent('30/100') });
    await expect(payCard(desk.bridge, '2')).rejects.toMatchObject({ code: 'access.beyond-limit' });
    await desk.bridge.call('basket.giveByHand', { lineId, given: percent('25/100') });
    expect(await payCard(desk.bridge, '3')).toMatchObject({ total: 151 });
  });
});
