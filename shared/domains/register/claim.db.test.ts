import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deviceArgs, openSmallShop, shop } from '../../testing/small-shop.ts';
import { DEVICE, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { devices } from '../access/schema.ts';

/** Two new devices choose one register before either has sold: the second is told. */
const [SPARE, FRESH, OTHER] = [testId(0xd2), testId(0x61), testId(0x62)];
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  for (const [id, code] of [
    [FRESH, 'B3'],
    [OTHER, 'B4'],
  ])
    await two.given('register.saveRegister', {
      register: { id, code, name: `Bath ${code}`, locationId: shop.bath, status: 'active' },
    });
  await two.given('access.registerDevice', { device: deviceArgs(DEVICE, null) }, cloud);
  await two.given('access.registerDevice', { device: deviceArgs(SPARE, null) }, cloud);
});
const held = async (id: string) => (await two.rows(devices)).find((one) => one.id === id)?.registerId;

test('the first device holds it, the second is refused with whose it is', async () => {
  await two.run('register.claim', { registerId: FRESH });
  expect(await held(DEVICE)).toBe(FRESH);
  const refused = await two.refuse('register.claim', { registerId: FRESH }, 'register.claimed', { deviceId: SPARE });
  expect(refused).toMatchObject({ register: 'Bath B3', device: 'Bath till 2' });
});

test('one that was only chosen is let go of for another; one that was taken over, or sells, is not', async () => {
  await two.run('register.claim', { registerId: FRESH });
  await two.run('register.claim', { registerId: OTHER });
  expect(await held(DEVICE)).toBe(OTHER);
  await two.run('register.claim', { registerId: FRESH }, { deviceId: SPARE });
  await two.given('register.takeOver', { registerId: OTHER, generation: 1 });
  await two.given('register.takeOver', { registerId: FRESH, generation: 1 }, { deviceId: SPARE });
  const third = testId(0x63);
  await two.given('register.saveRegister', {
    register: { id: third, code: 'B5', name: 'Bath B5', locationId: shop.bath, status: 'active' },
  });
  await two.run('register.claim', { registerId: third });
  expect(await held(DEVICE)).toBe(OTHER);
});

test('on a register that has sold, its receipts say whose it is', async () => {
  const session = { sessionId: shop.session, registerId: FRESH };
  await two.given('register.openSession', { ...session, float: 0 });
  await two.given('register.recordSale', {
    ...{ ...session, orderId: testId(0x101), customerId: null },
    lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
    tenders: [{ key: 'c', kind: 'cash', amount: 1_400, given: 1_400, change: 0, reference: '' }],
  });
  await two.run('register.claim', { registerId: FRESH }, { deviceId: SPARE });
  expect(await held(SPARE)).toBeNull();
});
