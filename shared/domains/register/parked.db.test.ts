import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orders } from '../orders/schema.ts';
import { parkedBaskets } from './parked-schema.ts';

/** A basket is parked at one till and may be taken up at every other of its location; once. */
const [PARKED, FIRST, SECOND] = [testId(0x601), testId(0x101), testId(0x102)];
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
async function begin(): Promise<void> {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
}
beforeEach(begin);

const line = { variantId: shop.moss, quantity: 2, touchedBy: 'scan' as const };
const parking = {
  ...{ parkedId: PARKED, locationId: shop.bath, fromRegisterId: shop.register, name: 'lady with the dog' },
  ...{ customerId: null, units: 2, total: 2_800, currency: 'GBP' },
  content: { lines: [line], coupons: [], draftId: null },
};
const end = (orderId: string | null) => ({ parkedId: PARKED, atRegisterId: shop.register, orderId });
const sale = (orderId: string) => ({
  ...{ sessionId: shop.session, registerId: shop.register, orderId, customerId: null, parkedId: PARKED },
  lines: [{ key: 'a', variantId: shop.moss, quantity: 2 }],
  tenders: [{ key: 'cash', kind: 'cash', amount: 2_800, given: 2_800, change: 0, reference: '' }],
});
/** A sale as a till completes it, in a shop that has not seen it yet. */
async function completed(orderId: string): Promise<unknown> {
  const { args } = await two.run('register.recordSale', sale(orderId));
  await begin();
  return args;
}
const flags = async () => (await two.rows(orderFlags)).filter(({ code }) => code === 'taken-twice');

test('it is kept with who parked it and what lies in it, until somebody takes it up', async () => {
  await two.run('register.parkBasket', parking);
  expect(await two.rows(parkedBaskets)).toMatchObject([
    { name: 'lady with the dog', total: 2_800, parkedByName: 'Priya Nair', ended: null, content: { lines: [line] } },
  ]);
  await two.run('register.endParked', end(FIRST), cloud);
  expect(await two.rows(parkedBaskets)).toMatchObject([
    { ended: 'taken', orderId: FIRST, endedByName: 'Priya Nair', name: '', content: null },
  ]);
  await two.run('register.endParked', end(FIRST), cloud);
  const lost = await two.refuse('register.endParked', end(SECOND), 'register.parked-gone', cloud);
  expect(lost).toMatchObject({ ended: 'taken', by: 'Priya Nair', at: 'Bath till 2' });
  await two.refuse('register.endParked', end(null), 'register.parked-gone', cloud);
  await two.refuse('register.endParked', { ...end(FIRST), parkedId: testId(0x602) }, 'register.parked-unknown', cloud);
  const elsewhere = { actor: personAs('Till', shop.frome) };
  await two.refuse(
    'register.parkBasket',
    { ...parking, parkedId: testId(0x603) },
    'access.not-at-this-place',
    elsewhere,
  );
});

test('sold at two tills that did not hear of each other both sales stand, and the one that took it up later is flagged', async () => {
  const [first, second] = [await completed(FIRST), await completed(SECOND)];
  await two.given('register.parkBasket', parking);
  await two.given('register.endParked', end(FIRST), cloud);
  await two.run('register.recordSale', first, cloud);
  expect(await flags()).toEqual([]);
  // As the other till sold it: under the number that came next there.
  const next = { ...(second as { decided: object }).decided, sequence: 2, number: 'B2-2' };
  await two.run('register.recordSale', { ...(second as object), decided: next }, cloud);
  expect((await two.rows(orders)).map(({ id }) => id)).toEqual([FIRST, SECOND]);
  expect(await flags()).toMatchObject([
    { orderId: SECOND, details: { otherOrderId: FIRST, by: 'Priya Nair', at: 'Bath till 2' } },
  ]);
});

test('taken up at a till that heard of it from its neighbour, it may reach the cloud before it was parked there', async () => {
  const { parkedId: _, fromRegisterId: registerId, ...rest } = parking;
  const told = { ...rest, registerId, parkedByName: 'Tom Reed', parkedAt: NOW - 1 };
  await two.run('register.endParked', { ...end(FIRST), parking: told }, cloud);
  // Now the till that parked it has a line too: it lies nowhere any more.
  await two.run('register.parkBasket', parking, cloud);
  expect(await two.rows(parkedBaskets)).toMatchObject([
    { ended: 'taken', orderId: FIRST, parkedByName: 'Tom Reed', content: null, name: '' },
  ]);
  await two.refuse('register.endParked', { ...end(SECOND), parking: told }, 'register.parked-gone', cloud);
  const elsewhere = { ...cloud, actor: personAs('Till', shop.frome) };
  const other = { ...end(FIRST), parkedId: testId(0x605), parking: told };
  await two.refuse('register.endParked', other, 'access.not-at-this-place', elsewhere);
});

test('thrown away it is nobody’s, and no sale of it is its second; long after, the row goes too', async () => {
  const sold = await completed(FIRST);
  await two.given('register.parkBasket', parking);
  await two.run('register.endParked', end(null), cloud);
  await two.refuse('register.endParked', end(FIRST), 'register.parked-gone', cloud);
  await two.run('register.recordSale', sold, cloud);
  expect(await flags()).toEqual([]);
  const later = NOW + 60 * 86_400_000;
  await two.given('register.parkBasket', { ...parking, parkedId: testId(0x604) }, { at: later });
  await two.run('register.endParked', { ...end(SECOND), parkedId: testId(0x604) }, { ...cloud, at: later });
  expect((await two.rows(parkedBaskets)).map(({ id }) => id)).toEqual([testId(0x604)]);
});
