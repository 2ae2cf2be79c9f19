import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { openOperator } from '@tillhouse/cloud-api/testing/test-operator.ts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: Bridge;
let ahead = 0;
let app: TOTP;
const code = () => app.generate({ timestamp: Date.now() + ahead });
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-security-'));

beforeAll(async () => {
  cloud = await startTestCloud({ now: () => Date.now() + ahead });
  store = await openStore(cloud, 'desk-security');
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
  const { email, password } = store;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Office Mac' });
});
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('who is at the desk alone signs in to the cloud first; then the page tells how they sign in', async () => {
  expect(await bridge.call('security.state', {})).toBeNull();
  await expect(bridge.call('security.makeRecoveryCodes', {})).rejects.toMatchObject({ code: 'desk.sign-in-online' });
  await expect
    .poll(() => bridge.call('security.signIn', { password: 'wrong' }).catch(({ code }) => code))
    .toBe('auth.wrong-password');
  await bridge.call('security.signIn', { password: store.password });
  expect(await bridge.call('security.state', {})).toMatchObject({
    email: store.email,
    passkeys: [],
    will: ['password'],
    sessions: expect.arrayContaining([expect.objectContaining({ label: 'Office Mac', current: true })]),
  });
});

test('a fresh factor is asked for with what will do, and then it goes on', async () => {
  const { secret } = await bridge.call('security.beginTotp', {});
  app = new TOTP({ secret: Secret.fromBase32(secret) });
  await bridge.call('security.confirmTotp', { code: code() });
  ahead = 11 * 60_000;
  await expect(bridge.call('security.makeRecoveryCodes', {})).rejects.toMatchObject({
    code: 'access.step-up-needed',
    details: { will: ['totp'], what: 'Changing how you sign in' },
  });
  await bridge.call('security.prove', { code: code() });
  expect((await bridge.call('security.makeRecoveryCodes', {})).codes).toHaveLength(10);
  const begun = await bridge.call('security.beginPasskey', { name: 'Mac' });
  expect(await bridge.call('security.ceremony', { id: begun.id })).toEqual({ state: 'waiting' });
});

test('keys are made at the desk after a fresh factor, told this once, and a visit is answered there', async () => {
  ahead = 22 * 60_000;
  const body = { kind: 'secret', name: 'Report', scopes: ['products.view'] } as const;
  await expect(bridge.call('keys.make', body)).rejects.toMatchObject({ code: 'access.step-up-needed' });
  await bridge.call('security.prove', { code: code() });
  const { id, key } = await bridge.call('keys.make', body);
  expect((await cloud.call('GET', '/v1/products', { token: key })).status).toBe(200);
  // Uses are written down together, a second later.
  const used = async () => (await bridge.call('keys.state', {}))?.keys[0]?.lastUsedAt;
  await expect.poll(used).toEqual(expect.any(Number));
  const state = await bridge.call('keys.state', {});
  expect(state).toMatchObject({
    cloudUrl: cloud.cloud.url,
    keys: [{ id, name: 'Report', lastUsedAt: expect.any(Number) }],
  });
  expect(JSON.stringify(state)).not.toContain(key);
  const { key: next } = await bridge.call('keys.rotate', { id, keepHours: 0 });
  const asked = async (token: string) => (await cloud.call('GET', '/v1/products', { token })).status;
  expect([await asked(key), await asked(next)]).toEqual([401, 200]);

  const operator = await openOperator(cloud);
  await operator.call('POST', `/tenants/${store.tenantId}/visits`, { reason: 'Case 9', mayWrite: true });
  const listed = async () => (await bridge.call('visits.list', {}))?.visits[0];
  expect(await listed()).toMatchObject({ operatorName: 'Mara Lindt', reason: 'Case 9', state: 'asked' });
  const visit = (await listed())?.id ?? '';
  await bridge.call('visits.agree', { id: visit, mayWrite: false });
  expect(await listed()).toMatchObject({ state: 'open', mayWrite: false, answeredByName: 'Ada' });
  await bridge.call('visits.end', { id: visit });
  expect(await listed()).toMatchObject({ state: 'over', endedBy: 'Ada' });
});

test('a sign-in that was ended elsewhere asks for a new one, with the code too; signing out forgets it', async () => {
  const state = await bridge.call('security.state', {});
  const elsewhere = { token: store.token };
  const mine = state?.sessions.find(({ current }) => current);
  expect((await cloud.call('DELETE', `/auth/sessions/${mine?.id}`, elsewhere)).status).toBe(204);
  await expect(bridge.call('security.endOtherSessions', {})).rejects.toMatchObject({ code: 'desk.sign-in-online' });
  await expect(bridge.call('security.signIn', { password: store.password })).rejects.toMatchObject({
    code: 'auth.second-factor-needed',
  });
  await bridge.call('session.signOut', {});
  await expect(bridge.call('security.state', {})).resolves.toBeNull();
});
