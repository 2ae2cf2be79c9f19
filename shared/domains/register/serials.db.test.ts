import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orderLines } from '../orders/schema.ts';
import { soldSerials } from './serials-schema.ts';

/** Numbers of pieces are kept with their line; the same one sold twice is flagged, unless it came back between. */
const session = { sessionId: shop.session, registerId: shop.register };
let two: TwoEngines;
let done = 0;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await sent('register.openSession', { ...session, float: 10_000 });
});

/** Done at the desk, run again in the cloud. */
async function sent(name: string, args: unknown): Promise<void> {
  done += 1;
  const id = testId(0x70000 + done);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, {}, id, true);
  await two.runOn(two.postgres, name, outbox, { authority: true }, id, false);
}
const inCloud = async <T extends object>(sql: string): Promise<T[]> => (await two.postgres.pool.query(sql)).rows;
const flagged = () => inCloud<{ order_id: string }>("SELECT order_id FROM order_flags WHERE code = 'serial-twice'");
const sell = (n: number, serials: string[], variantId = shop.moss) =>
  sent('register.recordSale', {
    ...{ ...session, orderId: testId(0x100 + n), customerId: null },
    lines: [
      { key: 'a', variantId, quantity: 2, ...(variantId === shop.moss && { unitPrice: 600, reason: 'x' }), serials },
    ],
    tenders: [
      {
        ...{ key: 'cash', kind: 'cash', reference: '', change: 0 },
        ...(variantId === shop.moss ? { amount: 1_200, given: 1_200 } : { amount: 2_400, given: 2_400 }),
      },
    ],
  });

test('numbers stand with the line that they were sold in, as they were typed and as they are compared', async () => {
  await sell(1, ['35-209900 1', 'sn 7']);
  const [line] = await two.rows(orderLines);
  expect((await two.rows(soldSerials)).map(({ serial, plain, lineId }) => [serial, plain, lineId]).sort()).toEqual([
    ['35-209900 1', '352099001', line?.id],
    ['sn 7', 'SN7', line?.id],
  ]);
  expect(await two.rows(orderFlags)).toEqual([]);
  expect(await flagged()).toEqual([]);
});

test('one that was sold before is flagged, however it was typed; of another item, or come back meanwhile, it is not', async () => {
  await sell(1, ['SN-7']);
  await sell(2, ['SN-7'], shop.tide);
  expect(await flagged()).toEqual([]);
  await sell(3, ['sn7', 'sn8']);
  expect(await flagged()).toEqual([{ order_id: testId(0x103) }]);
  const [sold] = await inCloud<{ line_id: string }>("SELECT line_id FROM sold_serials WHERE plain = 'SN8'");
  await sent('register.recordReturn', {
    ...{ ...session, orderId: testId(0x104), originalOrderId: testId(0x103), reason: '' },
    lines: [{ key: 'a', originalLineId: sold?.line_id, quantity: 2, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
  await sell(5, ['SN8']);
  expect(await flagged()).toEqual([{ order_id: testId(0x103) }]);
});
