import { randomUUID } from 'node:crypto';
import { readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools, type Pools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { enrolDevice, openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { expireCredit } from './expire-credit.ts';
import { expirePoints } from './expire-points.ts';

let cloud: TestCloud;
let store: TestStore;
let pools: Pools;
beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'cards');
  pools = openPools(roleUrls(cloud.database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await cloud?.close();
});

const post = (path: string, body: unknown, { token = store.token, key = randomUUID() as string } = {}) =>
  cloud.call('POST', path, { token, body, headers: { 'idempotency-key': key } });
const order = { amount: 2_500, currency: 'GBP', reason: 'won in a raffle' };

test('issued by API its code is told once, and finds it from then on', async () => {
  const key = randomUUID();
  const { status, body } = await post('/v1/gift-cards', order, { key });
  expect(status).toBe(200);
  expect(readCardCode(body.code)?.endsWith(body.codeEnd)).toBe(true);
  const again = await post('/v1/gift-cards', order, { key });
  expect(again.body).toEqual({ ...body, code: null, repeated: true });
  const found = await post('/v1/gift-cards/find', { code: body.code.toLowerCase().replaceAll('-', ' ') });
  expect(found.body).toMatchObject({ id: body.id, kind: 'gift-card', balance: 2_500, codeEnd: body.codeEnd });
  expect(found.body).not.toHaveProperty('codeHash');
  const listed = await cloud.call('GET', `/v1/gift-cards?codeEnd=${body.codeEnd}`, { token: store.token });
  expect(JSON.stringify(listed.body)).not.toContain('codeHash');
  expect(listed.body.rows).toMatchObject([{ id: body.id }]);
  const moved = await cloud.call('GET', `/v1/credit-movements?accountId=${body.id}`, { token: store.token });
  expect(moved.body.rows).toMatchObject([{ kind: 'given', amount: 2_500, reason: order.reason }]);
  for (const code of ['', 'no code', `${body.code}X`])
    expect((await post('/v1/gift-cards/find', { code })).status).toBe(404);
});

test('tills that hear from the cloud set aside exactly what is there; expired cards are emptied once', async () => {
  const { body: card } = await post('/v1/gift-cards', { ...order, expiresOn: '2030-01-31' });
  const device = await enrolDevice(cloud, store);
  const ask = (amount: number) => ({
    ...{ id: randomUUID(), actorId: store.staffId, takeId: randomUUID(), orderId: randomUUID() },
    ...{ creditId: card.id, amount, currency: 'GBP' },
  });
  const { token } = device;
  const take = (body: object) => post('/sync/v1/credit/take', body, { token });
  const asked = Array.from({ length: 10 }, () => ask(1_000));
  const answers = await Promise.all(asked.map(take));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(answers.find(({ status }) => status !== 200)?.body).toMatchObject({ code: 'credit.short' });
  const [first] = asked.filter((_each, at) => answers[at]?.status === 200);
  const { takeId, creditId, orderId } = first!;
  expect((await take(first!)).status).toBe(200);
  expect((await take({ ...ask(1), actorId: randomUUID() })).status).toBe(403);
  const back = { id: randomUUID(), actorId: store.staffId, takeId, creditId, orderId };
  expect((await post('/sync/v1/credit/release', back, { token })).status).toBe(200);
  const balance = async () =>
    (await cloud.call('GET', `/v1/gift-cards/${card.id}`, { token: store.token })).body.balance;
  expect(await balance()).toBe(1_500);

  expect(await expireCredit(pools, Date.parse('2030-01-31T23:00:00Z'))).toBe(0);
  const over = Date.parse('2030-02-02T01:00:00Z');
  await Promise.all([expireCredit(pools, over), expireCredit(pools, over)]);
  expect(await balance()).toBe(0);
  expect(await expireCredit(pools, over)).toBe(0);
  const { body } = await cloud.call('GET', `/v1/credit-movements?accountId=${card.id}&kind=expired`, {
    token: store.token,
  });
  expect(body.rows).toMatchObject([{ amount: -1_500 }]);
});

test('points that nobody moved for as long as the programme says are over everywhere, once', async () => {
  const programme = { status: 'running', currency: 'GBP', pointValue: 1, pointsPerUnit: 1, redeemFrom: 1 };
  await store.command('loyalty.saveProgramme', { ...programme, offlinePoints: 0, monthsGood: 12, tiers: [] });
  const fields = { email: null, phone: null, city: null, country: null, note: '', externalRef: null };
  const customerId = randomUUID();
  await store.command('customers.save', { customers: [{ id: customerId, name: 'Owen', ...fields, status: 'active' }] });
  expect((await store.command('loyalty.adjust', { customerId, points: 50, reason: 'x' })).status).toBe(200);
  const year = 365 * 86_400_000;
  expect(await expirePoints(pools, Date.now() + year - 3_600_000)).toBe(0);
  const over = Date.now() + year + 3_600_000;
  expect(Math.max(...(await Promise.all([expirePoints(pools, over), expirePoints(pools, over)])))).toBe(1);
  expect(await expirePoints(pools, over)).toBe(0);
});
