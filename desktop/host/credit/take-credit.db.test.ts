import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../cloud-api/testing/test-cloud.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { openBeside } from '../keys/sealed-reader.ts';

let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: ReturnType<typeof openBridge>;
let variantId: string;
let card: { id: string; code: string };
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-card-'));
const patient = { timeout: 60_000, interval: 100 };

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, `cards-${randomUUID().slice(0, 8)}`);
  ({ variantId } = await store.product('Enamel mug', 500));
  const register = { id: randomUUID(), code: 'T1', name: 'Till', locationId: store.locationId, status: 'active' };
  await store.command('register.saveRegister', { register });
  const body = { amount: 10_000, currency: 'GBP', reason: 'raffle' };
  const headers = { 'idempotency-key': randomUUID() };
  card = (await cloud.call('POST', '/v1/gift-cards', { token: store.token, body, headers })).body;
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
  const { email, password } = store;
  const { id: registerId } = register;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Till', registerId });
  // The first copy of the store comes by itself.
  await vi.waitFor(async () => expect(await bridge.call('credit.find', { code: card.code })).not.toBe(null), patient);
  await vi.waitFor(() => bridge.call('basket.add', { variantId }), patient);
  const drawer = { sessionId: randomUUID(), registerId, float: 0 };
  await vi.waitFor(() => bridge.mutate('register.openSession', drawer), patient);
}, 120_000);
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const inCloud = async (): Promise<number> =>
  (await cloud.call('GET', `/v1/gift-cards/${card.id}`, { token: store.token })).body.balance;
async function take(amount: number, legId: string = randomUUID()) {
  const { id: basketId, remaining: due } = await bridge.query('till.basket', {});
  return bridge.call('basket.takeCredit', { basketId, due, legId, creditId: card.id, amount });
}

test('the cloud sets aside what is taken, once; it goes back with its leg, and what is not there is refused', async () => {
  await bridge.call('basket.add', { variantId, quantity: 9 });
  const legId = randomUUID();
  // A desk that has not had everything once, as during its first copy, asks the cloud all the same.
  const desk = openBeside(join(dataDir, 'desk.sqlite'));
  desk.prepare("DELETE FROM sync_meta WHERE name = 'last_synced_at'").run();
  desk.close();
  expect((await take(4_000, legId)).legs).toMatchObject([{ credit: { setAside: true } }]);
  expect(await inCloud()).toBe(6_000);
  await take(4_000, legId);
  expect(await inCloud()).toBe(6_000);
  await bridge.call('basket.voidLeg', { legId });
  await expect.poll(inCloud, patient).toBe(10_000);

  // Somebody else spends most of it: this desk may not have heard, and the cloud says no.
  const other = { takeId: randomUUID(), creditId: card.id, orderId: randomUUID(), amount: 9_500, currency: 'GBP' };
  expect((await store.command('credit.take', other)).status).toBe(200);
  await expect(take(4_000)).rejects.toMatchObject({ code: 'credit.short' });
  expect((await bridge.query('till.basket', {})).legs).toEqual([]);
  const { takeId, creditId, orderId } = other;
  expect((await store.command('credit.release', { takeId, creditId, orderId })).status).toBe(200);

  const shown = async () => {
    const one = await bridge.query('credit.one', { id: card.id });
    return { balance: one?.balance, lines: one?.movements.length };
  };
  // What it was given, and twice a part set aside and given back.
  await expect.poll(shown, patient).toEqual({ balance: 10_000, lines: 5 });
  const { id: basketId, remaining } = await take(9_000);
  expect(remaining).toBe(3_000);
  const receipt = await bridge.call('basket.payCash', { basketId, due: remaining, given: 3_000 });
  expect(receipt.tenders.find(({ kind }) => kind === 'gift-card')).toMatchObject({ credit: { rest: 1_000 } });
  await expect.poll(inCloud, patient).toBe(1_000);
  await expect.poll(shown, patient).toEqual({ balance: 1_000, lines: 6 });
  // The sale came there with the same movement: nothing was taken twice, and nobody has to look at anything.
  const sold = async () => (await bridge.query('orders.one', { id: receipt.orderId }))?.unsent;
  await expect.poll(sold, patient).toBe(false);
  // Until both are heard of, the part set aside and the sale may count beside each other: less is shown, and never more.
  const file = openBeside(join(dataDir, 'desk.sqlite'), { readonly: true });
  const waits = file.prepare(
    "SELECT count(*) AS n FROM sync_deltas WHERE table_name = 'credit_accounts' AND released = 0",
  );
  await expect.poll(() => waits.get(), patient).toEqual({ n: 0 });
  file.close();
  expect(await shown()).toEqual({ balance: 1_000, lines: 6 });
  expect(await inCloud()).toBe(1_000);
  const flags = await cloud.call('GET', `/v1/order-flags?orderId=${receipt.orderId}`, { token: store.token });
  expect(flags.body.rows).toEqual([]);
});

test('where nobody answers the till takes what it knows to be there', async () => {
  await bridge.call('basket.add', { variantId });
  await cloud.cloud.close();
  await expect(take(1_001)).rejects.toMatchObject({ code: 'credit.short' });
  expect((await take(1_000)).legs).toMatchObject([{ amount: 1_000, credit: { setAside: false } }]);
});
