import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPools } from '../../../cloud-api/platform/db/pools.ts';
import { roleUrls } from '../../../cloud-api/platform/db/roles.ts';
import { verifyCloud } from '../../../cloud-api/platform/verify.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../cloud-api/testing/test-cloud.ts';
import type { NeighbourState } from '../../bridge/neighbour-views.ts';
import type { SyncStatus } from '../../bridge/status.ts';
import type { ReceiptView } from '../../bridge/views.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openSealedReader } from '../keys/sealed-reader.ts';
import { type Line, openLine } from '../../../tools/faults/line.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { payCash } from '../testing/pay-basket.ts';
import { dialSecure, type LanKey } from './secure.ts';
import { lanKeys } from './settings.ts';

/** Tills of one shop on one network (the loopback), and the internet between them and their cloud, which goes away. */

interface Till {
  readonly dataDir: string;
  host: RunningHost;
  bridge: ReturnType<typeof openBridge>;
  status: SyncStatus['state'];
  readonly deviceId: string;
  readonly registerId: string;
  readonly sessionId: string;
}

let cloud: TestCloud;
let store: TestStore;
let line: Line;
let mug: Awaited<ReturnType<TestStore['product']>>;
/** By their ids: the first one relays */
let tills: Till[] = [];
let sold: ReceiptView;

const wait = { timeout: 60_000, interval: 50 };
const state = ({ bridge }: Till): Promise<NeighbourState> => bridge.query('neighbours.state', {});
const here = async (till: Till) => (await state(till)).tills.map(({ deviceId }) => deviceId).sort();
const relay = async (till: Till) => (await state(till)).tills.find(({ relays }) => relays)?.deviceId;
const left = async ({ bridge }: Till) => (await bridge.query('till.search', { text: 'Enamel' }))[0]?.available;
const until = (holds: () => unknown, wanted: unknown) =>
  vi.waitFor(async () => expect(await holds()).toEqual(wanted), wait);

async function boot(dataDir: string): Promise<Pick<Till, 'host' | 'bridge'>> {
  const neighbours = { host: '127.0.0.1', calls: false, everyMs: 50 };
  const host = await bootHost({ dataDir, cloudUrl: line.url, log: () => {}, neighbours });
  return { host, bridge: openBridge(host) };
}
function listens(till: Till): Till {
  till.bridge.onSync((status) => {
    till.status = status.state;
  });
  return till;
}
async function enrol(of: TestStore, registerId: string | null, deviceName: string): Promise<Till> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-neighbours-'));
  const { host, bridge } = await boot(dataDir);
  const { email, password } = of;
  const more = registerId === null ? {} : { registerId };
  await bridge.call('session.enrolWithPassword', { email, password, deviceName, ...more });
  const reader = openSealedReader(join(dataDir, 'desk.sqlite'), () => {});
  const row = reader.get<{ id: string }>(
    "SELECT value ->> '$.deviceId' AS id FROM desk_state WHERE name = 'enrolment'",
  );
  reader.close();
  return listens({
    dataDir,
    host,
    bridge,
    status: 'never',
    deviceId: row?.id ?? '',
    registerId: registerId ?? '',
    sessionId: randomUUID(),
  });
}
/** Turns sharing on at a till that knows where these are. */
async function share(till: Till, others: readonly Till[]): Promise<void> {
  const addresses: string[] = [];
  for (const other of others) addresses.push(`127.0.0.1:${(await state(other)).port}`);
  await till.bridge.call('neighbours.save', { on: true, port: 0, addresses });
}
async function kill(till: Till): Promise<void> {
  till.bridge.close();
  await till.host.close();
}
async function sell(till: Till, quantity: number): Promise<ReceiptView> {
  await till.bridge.call('basket.add', { variantId: mug.variantId, quantity });
  return payCash(till.bridge, 100_000);
}

beforeAll(async () => {
  cloud = await startTestCloud();
  line = await openLine(cloud.cloud.url);
  store = await openStore(cloud, `near-${randomUUID().slice(0, 8)}`);
  mug = await store.product('Enamel mug', 20);
  for (const code of ['N1', 'N2', 'N3']) {
    const register = { id: randomUUID(), code, name: `Till ${code}`, locationId: store.locationId, status: 'active' };
    const made = await store.command('register.saveRegister', { register });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    tills.push(await enrol(store, register.id, register.name));
  }
  tills = tills.sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  for (const till of tills) {
    await until(() => till.status, 'synced');
    await until(() => left(till).catch(() => null), 20);
    const { sessionId, registerId } = till;
    await till.bridge.mutate('register.openSession', { sessionId, registerId, float: 0 });
  }
  const [first, second, third] = tills as [Till, Till, Till];
  await share(first, []);
  // Where it will listen again when it comes back.
  await first.bridge.call('neighbours.save', { on: true, port: (await state(first)).port ?? 0, addresses: [] });
  await share(second, [first]);
  // It knows one of them, and hears of the other there.
  await share(third, [second]);
}, 300_000);
afterAll(async () => {
  for (const till of tills) await kill(till);
  await line?.close();
  await cloud?.close();
  for (const { dataDir } of tills) rmSync(dataDir, { recursive: true, force: true });
});

test('tills of a shop find each other, and one of them relays', async () => {
  const all = tills.map(({ deviceId }) => deviceId);
  for (const till of tills) {
    await until(() => here(till), all);
    await until(() => relay(till), all[0]);
  }
});

test('another shop’s device and one that was taken off get nowhere, though they are on the network', async () => {
  const [first] = tills as [Till, Till, Till];
  const other = await openStore(cloud, `far-${randomUUID().slice(0, 8)}`);
  const stranger = await enrol(other, null, 'Stranger');
  const lost = await enrol(store, null, 'Lost till');
  const port = (await state(first)).port ?? 0;
  for (const till of [stranger, lost]) await until(() => till.status, 'synced');
  await share(stranger, []);
  const keyOf = (till: Till) => {
    const reader = openSealedReader(join(till.dataDir, 'desk.sqlite'), () => {});
    const [key] = lanKeys(reader);
    reader.close();
    return key as LanKey;
  };
  await until(async () => keyOf(stranger) !== undefined, true);
  await expect(dialSecure('127.0.0.1', port, keyOf(stranger))).rejects.toThrow();
  // Not by the name of the right key either.
  const forged = { ...keyOf(first), secret: keyOf(stranger).secret };
  await expect(dialSecure('127.0.0.1', port, forged)).rejects.toThrow();

  await share(lost, [first]);
  await until(async () => (await here(first)).includes(lost.deviceId), true);
  const revoked = await cloud.call('POST', `/auth/devices/${lost.deviceId}/revoke`, { token: store.token });
  expect(revoked.status).toBe(204);
  await until(async () => (await here(first)).includes(lost.deviceId), false);
  // It still holds the key of before, calls again and is told nothing.
  await until(async () => (await state(first)).refused?.why, 'revoked');
  expect(await here(lost)).toEqual([lost.deviceId]);
  for (const till of [stranger, lost]) {
    await kill(till);
    rmSync(till.dataDir, { recursive: true, force: true });
  }
}, 60_000);

test('without the internet what one till sells is gone from the shelf at the others', async () => {
  line.cut();
  const [first, second, third] = tills as [Till, Till, Till];
  for (const till of tills) await until(() => till.status, 'offline');
  sold = await sell(second, 3);
  for (const till of [first, third]) await until(() => left(till), 17);
  await sell(third, 2);
  for (const till of tills) await until(() => left(till), 15);
});

function ofFile({ dataDir }: Till, sql: string): number | undefined {
  const reader = openSealedReader(join(dataDir, 'desk.sqlite'), () => {});
  const row = reader.get<{ n: number }>(sql);
  reader.close();
  return row?.n;
}
/** Sales of others that it has heard of */
const told = (till: Till) => ofFile(till, "SELECT count(*) AS n FROM lan_notes WHERE kind = 'sale'");

const find = async ({ bridge }: Till) => (await bridge.query('till.findSales', { text: sold.number, filter: {} })).rows;
async function takeBack(till: Till, quantity: number): Promise<void> {
  const { bridge, registerId, sessionId } = till;
  expect(await bridge.call('neighbours.bringSale', { orderId: sold.orderId })).toEqual({ here: true });
  const order = await bridge.query('orders.page', { id: sold.orderId });
  await bridge.mutate('register.recordReturn', {
    ...{ orderId: randomUUID(), originalOrderId: sold.orderId, registerId, sessionId, reason: '' },
    lines: [{ key: 'a', originalLineId: order?.lines[0]?.id ?? '', quantity, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
}

test('a receipt of another till is found and taken back, once, at whichever till', async () => {
  const [first, second, third] = tills as [Till, Till, Till];
  await until(async () => (await find(third))[0]?.number, sold.number);
  expect((await find(third))[0]).toMatchObject({ total: 3_600, back: 'none', near: true });
  await takeBack(third, 2);
  for (const till of tills) await until(() => left(till), 17);
  // Where it was sold it counts too, and where nobody opened it.
  await until(async () => (await find(second))[0]?.back, 'some');
  await until(async () => (await find(first))[0]?.back, 'some');
  await expect(takeBack(first, 2)).rejects.toMatchObject({ code: 'register.more-than-sold' });
  await expect(takeBack(second, 2)).rejects.toMatchObject({ code: 'register.more-than-sold' });
});

test('what one till parked lies at all of them, and of two that take it at the same time one has it', async () => {
  const [first, second, third] = tills as [Till, Till, Till];
  await first.bridge.call('basket.add', { variantId: mug.variantId, quantity: 1 });
  await first.bridge.call('basket.park', { name: 'green coat' });
  const parked = async ({ bridge }: Till) => (await bridge.query('till.basket', {})).parked;
  for (const till of [second, third]) await until(async () => (await parked(till))[0]?.name, 'green coat');
  const [one] = await parked(second);
  expect(one).toMatchObject({ elsewhere: true, total: 1_200, units: 1 });
  const take = ({ bridge }: Till) => bridge.call('basket.resume', { parkedId: one?.id ?? '' });
  const taken = await Promise.allSettled([take(second), take(third)]);
  expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = taken.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  expect(lost.reason).toMatchObject({ code: 'basket.parked-taken' });
  const has = taken[0]?.status === 'fulfilled' ? second : third;
  for (const till of tills) await until(() => parked(till), []);
  await payCash(has.bridge, 2_000);
  for (const till of tills) await until(() => left(till), 16);
});

test('when the one that relays is gone another one does, and what it had heard is not lost', async () => {
  const [first, second, third] = tills as [Till, Till, Till];
  await kill(first);
  for (const till of [second, third]) {
    await until(() => here(till), [second.deviceId, third.deviceId]);
    await until(() => relay(till), second.deviceId);
  }
  await sell(third, 1);
  await until(() => left(second), 15);
  // Back after it was away, it relays again and hears what it missed.
  Object.assign(first, await boot(first.dataDir));
  listens(first);
  for (const till of [second, third]) await until(() => relay(till), first.deviceId);
  await until(() => told(first), 4);
});

test('when the internet is back each till sends its own, and nothing counts twice at any moment', async () => {
  const seen = new Set<unknown>();
  const [, second, third] = tills as [Till, Till, Till];
  const notes = (till: Till) => ofFile(till, "SELECT count(*) AS n FROM lan_notes WHERE kind <> 'gone'");
  line.mend();
  for (const { bridge } of tills) await bridge.call('sync.now', {});
  for (const till of tills)
    await until(async () => {
      for (const one of [second, third]) seen.add(await left(one));
      return [till.status, notes(till)];
    }, ['synced', 0]);
  for (const one of [second, third]) expect(await left(one)).toBe(15);
  expect([...seen].every((n) => Number(n) >= 15)).toBe(true);
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const findings = (await verifyCloud(pools.system)).filter(({ violations }) => violations.length > 0);
  await pools.close();
  expect(findings).toEqual([]);
});
