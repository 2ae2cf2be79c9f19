import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../cloud-api/testing/test-cloud.ts';
import type { Bridge } from '../../bridge/contract.ts';
import type { SyncStatus } from '../../bridge/status.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

/** The whole host against a whole cloud that stops letting its device in. */
let cloud: TestCloud;
let store: TestStore;
let dataDir: string;
let host: RunningHost;
let bridge: Bridge & { close(): void };
let status: SyncStatus | undefined;
let variantId: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  dataDir = mkdtempSync(join(tmpdir(), 'tillhouse not let in '));
  ({ variantId } = await store.product('Mug', 10));
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
  bridge.onSync((said) => {
    status = said;
  });
  // The kind of device that holds least.
  await bridge.call('session.enrol', { code: await codeOf(store), deviceName: 'Office' });
  await bridge.call('session.signInWithPassword', { email: store.email, password: store.password });
}, 120_000);
afterAll(async () => {
  bridge?.close();
  await host?.close();
  await cloud?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const until = (holds: (status: SyncStatus) => boolean) =>
  expect.poll(() => status && (holds(status) || status), { timeout: 60_000, interval: 20 }).toBe(true);

const find = () =>
  bridge.mutate('inventory.adjust', {
    lines: [{ locationId: store.locationId, variantId, delta: 1 }],
    reason: 'found',
    note: '',
  });
const onHand = async () =>
  (await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token })).body.rows[0].onHand;

async function revoke(): Promise<void> {
  const { body } = await cloud.call('GET', '/v1/devices?status=enrolled', { token: store.token });
  for (const { enrolledAt: _at, enrolledBy: _by, ...device } of body.rows) {
    const done = await store.command('access.registerDevice', { device: { ...device, status: 'revoked' } });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  }
}
/** The cloud remembers a device for some seconds. */
const untilRefused = () =>
  expect
    .poll(
      async () => {
        await bridge.call('sync.now', {});
        return status?.problemCode;
      },
      { interval: 200 },
    )
    .toBe('auth.device-revoked');
const codeOf = async (of: TestStore): Promise<string> => {
  const made = await cloud.call('POST', '/auth/devices/codes', { token: of.token, body: { kind: 'scanner' } });
  return made.body.code;
};

test('a revoked device is told so, what is safe and what to do; with a code it is let in again and sends all it kept', {
  timeout: 120_000,
}, async () => {
  await until((now) => now.state === 'synced');
  await find();
  await until((now) => now.waiting === 0);
  await expect(bridge.call('session.enrolAgain', { code: 'ANY12345' })).rejects.toMatchObject({
    code: 'desk.enrolled-already',
  });
  await revoke();
  await untilRefused();
  await find();
  await find();
  await until((now) => now.waiting === 2);
  expect(status).toMatchObject({
    state: 'failing',
    problem: expect.stringMatching(/revoked.*safe.*An owner makes a code/),
  });
  expect(await onHand()).toBe(11);

  const copy = await bridge.call('queue.export', {});
  const kept = JSON.parse(copy.text);
  expect(kept).toMatchObject({ format: 'tillhouse-queue-1', waiting: 2, device: { name: 'Office' } });
  expect(kept.mutations).toMatchObject([
    { name: 'inventory.adjust', title: expect.stringContaining('Stock adjustment: Mug') },
    { args: { lines: [{ variantId, delta: 1 }] } },
  ]);
  await expect(bridge.call('device.leave', {})).rejects.toMatchObject({ code: 'device.queue-not-empty' });

  await expect(bridge.call('session.enrolAgain', { code: 'WRONG123' })).rejects.toMatchObject({
    message: expect.stringContaining('code'),
  });
  const other = await openStore(cloud, 'other');
  await expect(bridge.call('session.enrolAgain', { code: await codeOf(other) })).rejects.toMatchObject({
    code: 'desk.other-store',
  });
  expect(status?.waiting).toBe(2);

  await bringInElsewhere(kept);
  expect(await onHand()).toBe(13);

  // What it kept had reached the cloud by another device, which is not the end of it here.
  await bridge.call('session.enrolAgain', { code: await codeOf(store) });
  await until((now) => now.state === 'synced' && now.waiting === 0 && now.problemCode === null);
  expect(await onHand()).toBe(13);
});

interface Saved {
  readonly format: string;
  readonly store: { readonly id: string };
  readonly mutations: readonly object[];
}

/** At a desk of the same shop that knows nothing of it: once, however often, and only what is a queue of this shop. */
async function bringInElsewhere({ format, store: { id: storeId }, mutations }: Saved): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse bring in '));
  const other = await bootHost({ dataDir: folder, cloudUrl: cloud.cloud.url, log: () => {} });
  const there = openBridge(other);
  try {
    let waiting: number | undefined;
    there.onSync((said) => {
      waiting = said.state === 'synced' ? said.waiting : undefined;
    });
    await there.call('session.enrol', { code: await codeOf(store), deviceName: 'Office 2' });
    await there.call('session.signInWithPassword', { email: store.email, password: store.password });
    await expect.poll(() => waiting, { timeout: 60_000, interval: 20 }).toBe(0);

    const bringIn = (more: object = {}) => there.call('queue.import', { format, storeId, mutations, ...more });
    await expect(bringIn({ storeId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'queue.other-store' });
    await expect(bringIn({ format: 'orders' })).rejects.toMatchObject({ code: 'queue.not-a-queue' });
    await expect(bringIn({ mutations: [mutations[0], {}] })).rejects.toMatchObject({ code: 'queue.not-a-queue' });
    const [first] = mutations;
    const newer = [{ ...first, version: 999 }];
    await expect(bringIn({ mutations: newer })).rejects.toMatchObject({ code: 'queue.too-new' });

    expect(await bringIn()).toEqual({ added: 2, known: 0 });
    expect(await bringIn()).toMatchObject({ added: 0 });
    await expect.poll(onHand, { timeout: 60_000, interval: 100 }).toBe(13);
    await expect.poll(() => waiting, { timeout: 60_000, interval: 20 }).toBe(0);
  } finally {
    there.close();
    await other.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
