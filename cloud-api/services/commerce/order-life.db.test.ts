import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, livesAsTheModel, livesAtOnce, openHouse } from '../../testing/order-life.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

/** Orders are changed by a program and by two desks, one after the other and at once. */
let cloud: TestCloud;
let store: TestStore;
let house: House;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'orders');
  house = await openHouse(cloud, store);
});
afterAll(async () => {
  await house?.close();
  await cloud?.close();
});

test('a preview says what the edit then does, and neither happens twice', async () => {
  const { orderId, lineIds } = await house.place();
  const body = { orderId, version: 1, reason: '', settle: 'now', lines: [{ lineId: lineIds[0], quantity: 1 }] };
  const ask = () => cloud.call('POST', '/v1/orders/preview-edit', { token: store.token, body });
  const shown = await ask();
  expect(shown.body).toMatchObject({
    ...{ version: 1, difference: -2_400, open: -2_400, back: 2_400, collect: 0 },
    ...{ before: { total: 6_000, units: 5 }, after: { total: 3_600, due: 0, units: 3 } },
    stock: [{ variantId: house.variants[0], delta: -2, short: false }],
  });
  expect((await ask()).body).toEqual(shown.body);
  const id = randomUUID();
  const edit = { ...body, expectedTotal: shown.body.after.total };
  expect((await store.command('orders.edit', edit, id)).body).toMatchObject({ status: 'applied', repeated: false });
  expect((await store.command('orders.edit', edit, id)).body).toMatchObject({ status: 'applied', repeated: true });
  const { version, ...sums } = shown.body.after;
  expect(version).toBeUndefined();
  expect(await house.order(orderId)).toMatchObject({ ...sums, version: 2 });
  expect(await ask()).toMatchObject({ status: 409, body: { code: 'orders.changed-meanwhile' } });
  const wanted = { ...body, version: 2, lines: [{ lineId: lineIds[0], quantity: 900_000 }] };
  const short = await cloud.call('POST', '/v1/orders/preview-edit', { token: store.token, body: wanted });
  expect(short.body.stock).toMatchObject([{ short: true }]);
});

test('two desks and a program edit one order: one is done, the others are told', async () => {
  const { orderId, lineIds } = await house.place();
  const edit = (quantity: number) => ({
    ...{ orderId, version: 1, reason: '', settle: 'now', lines: [{ lineId: lineIds[0], quantity }] },
  });
  const outcomes = await Promise.all([
    house.run('deskA', 'orders.edit', edit(5)),
    house.run('deskB', 'orders.edit', edit(6)),
    ...[7, 8, 9].map((quantity) => house.run('api', 'orders.edit', edit(quantity))),
  ]);
  expect(outcomes.filter((each) => each === 'applied')).toHaveLength(1);
  expect(outcomes.filter((each) => each === 'orders.changed-meanwhile')).toHaveLength(4);
  expect(await house.order(orderId)).toMatchObject({ version: 2, due: 0 });
});

test('every command does what the reference page says, whoever sends it', { timeout: 120_000 }, () =>
  livesAsTheModel(house, 6, 12),
);

test('all at once on the same orders leave nothing that verify finds', { timeout: 120_000 }, () =>
  livesAtOnce(house, 2, 6),
);
