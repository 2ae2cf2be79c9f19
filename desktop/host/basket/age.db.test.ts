import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeAll(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
  for (const [n, value] of [
    [1, 16],
    [2, 18],
  ] as const)
    await desk.bridge.mutate('catalog.editProduct', {
      productId: await productOf(n),
      patch: { minimumAge: { base: null, value } },
    });
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

async function productOf(n: number): Promise<string> {
  const { rows } = await desk.bridge.query('products.index', { view: 'all', offset: 0, limit: 50 });
  for (const { id } of rows) {
    const product = await desk.bridge.query('products.one', { id });
    if (product?.variants.some((variant) => variant.id === seedIds.variant(n))) return id;
  }
  throw new Error(`no product of variant ${n}`);
}
const add = (n: number) => desk.bridge.call('basket.add', { variantId: seedIds.variant(n) });
const say = (minimum: number, oldEnough: boolean) =>
  desk.bridge.call('basket.answerAge', { minimum, oldEnough, how: 'seen' });
async function notes(orderId: string) {
  const order = await desk.bridge.query('orders.page', { id: orderId });
  return (order?.events ?? []).flatMap(({ kind, after, who }) => (kind === 'note' ? [{ who, ...after }] : []));
}

test('what is not sold to everybody asks once a sale, and nothing is paid before somebody answered', async () => {
  const young = await add(1);
  expect(young.age).toMatchObject({ minimum: 16, open: true });
  const pay = { basketId: young.id, due: young.cashTotal, given: young.cashTotal };
  await expect(desk.bridge.call('basket.payCash', pay)).rejects.toMatchObject({
    code: 'register.age-unasked',
    details: { minimum: 16 },
  });
  expect((await say(16, true)).age).toMatchObject({ open: false });
  expect((await add(1)).age).toMatchObject({ open: false });
  // Something from a higher age on is another question.
  const older = await add(2);
  expect(older.age).toMatchObject({ minimum: 18, open: true });
  const { age, id: basketId, cashTotal: due } = await say(18, true);
  expect(age).toMatchObject({ open: false });
  const { orderId } = await desk.bridge.call('basket.payCash', { basketId, due, given: due });
  expect(await notes(orderId)).toEqual([
    { who: 'Priya Nair', ageCheck: { minimum: 18, answer: 'old-enough', how: 'seen' } },
  ]);
  expect((await add(3)).age).toBeNull();
  await desk.bridge.call('basket.clear', {});
});

test('a no takes off what asks for it and leaves the rest, and the sale says so', async () => {
  await add(1);
  await say(16, true);
  await add(3);
  await add(2);
  const left = await say(18, false);
  expect(left.lines.map(({ variantId }) => variantId)).toEqual([seedIds.variant(1), seedIds.variant(3)]);
  // Whoever is not eighteen may still be sixteen: that is asked again.
  expect(left.age).toMatchObject({ minimum: 16, open: true });
  const basket = await say(16, false);
  expect(basket.lines.map(({ variantId }) => variantId)).toEqual([seedIds.variant(3)]);
  const { id: basketId, cashTotal: due } = basket;
  const { orderId } = await desk.bridge.call('basket.payCash', { basketId, due, given: due });
  expect(await notes(orderId)).toMatchObject([{ ageCheck: { minimum: 16, answer: 'refused' } }]);
});
