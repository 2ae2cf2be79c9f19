import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

/** What is grave asks at the desk who it is, and the cloud takes what came of it. */

let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: Bridge;
let ahead = 0;
let badge = '';
let key = '';
const now = () => Date.now() + ahead;
const MINUTE = 60_000;
const PIN = '246813';
const OTHER_PIN = '975318';
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-proofs-'));

beforeAll(async () => {
  cloud = await startTestCloud({ now });
  store = await openStore(cloud, 'desk-proofs');
  const reading = { kind: 'secret', name: 'Looks', scopes: ['staff.manage'] };
  key = (await cloud.call('POST', '/auth/api-keys', { token: store.token, body: reading })).body.key;
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {}, now });
  bridge = openBridge(host);
  const { email, password } = store;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Office Mac' });
});
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** An answer of the cloud that was under way then made half of it a clock that is off: what follows waits for the next answer. */
async function elevenMinutesPass(): Promise<void> {
  ahead += 11 * MINUTE;
  const clocksAgree = new Promise<void>((resolve) => {
    let replayed = true;
    bridge.onSync(({ state, clockSkew }) => {
      if (!replayed && state === 'synced' && Math.abs(clockSkew ?? MINUTE) < MINUTE) resolve();
    });
    replayed = false;
  });
  await bridge.call('sync.now', {});
  await clocksAgree;
}

const saveRole = (name: string) =>
  bridge.mutate('access.saveRole', { role: { id: randomUUID(), name, permissions: ['desk.use'], terms: {} } });
const inCloud = async (): Promise<string[]> => {
  const { body } = await cloud.call('GET', '/v1/roles', { token: key });
  return body.rows.map(({ name }: { name: string }) => name);
};
const arrives = (name: string) => expect.poll(inCloud).toContain(name);
const needed = (will: string[], signIn = false) => ({
  code: 'access.step-up-needed',
  details: { stepUp: 'roles', will, signIn, desk: true },
});

test('who has just enrolled the desk with their password goes on', async () => {
  // Commands run once the first copy of the store is here.
  const here = async () => {
    const { store: own, people } = await bridge.query('session.state', {});
    return own !== null && people.some(({ permissions }) => permissions.length > 0);
  };
  await expect.poll(here).toBe(true);
  await saveRole('Early');
  await arrives('Early');
});

test('later they show it by PIN or badge, and what follows within ten minutes asks no more', async () => {
  await elevenMinutesPass();
  await expect(saveRole('Late')).rejects.toMatchObject(needed(['password'], true));
  // Whoever could set one at a desk left open could show it next.
  const setPin = () => bridge.call('session.setPin', { staffId: store.staffId, pin: PIN });
  await expect(setPin()).rejects.toMatchObject({ details: { stepUp: 'pins', will: ['password'], signIn: true } });
  await bridge.call('security.signIn', { password: store.password });
  await setPin();
  await elevenMinutesPass();
  await expect(saveRole('Late')).rejects.toMatchObject(needed(['pin']));
  await expect(bridge.call('queue.export', {})).rejects.toMatchObject({
    details: { stepUp: 'exports', will: ['pin'] },
  });
  await expect(bridge.call('session.prove', { pin: '999999' })).rejects.toMatchObject({ code: 'access.wrong-pin' });
  await expect(saveRole('Late')).rejects.toMatchObject(needed(['pin']));
  await bridge.call('session.prove', { pin: PIN });
  await saveRole('By PIN');
  await bridge.call('queue.export', {});
  badge = (await bridge.call('session.makeBadge', {})).text;
  await elevenMinutesPass();
  await expect(saveRole('Late')).rejects.toMatchObject(needed(['pin', 'badge']));
  await expect(bridge.call('session.prove', { badge: `TB1.${'A'.repeat(43)}` })).rejects.toMatchObject({
    code: 'access.badge-of-another',
  });
  await bridge.call('session.prove', { badge });
  await saveRole('By badge');
  await arrives('By PIN');
  await arrives('By badge');
  expect(await inCloud()).not.toContain('Late');
});

test('a PIN that was changed since shows nothing any more; signing in shows it as well', async () => {
  await elevenMinutesPass();
  await bridge.call('session.signInWithPin', { staffId: store.staffId, pin: PIN });
  await bridge.call('session.setPin', { staffId: store.staffId, pin: OTHER_PIN });
  await expect(saveRole('Changed')).rejects.toMatchObject(needed(['pin', 'badge']));
  await bridge.call('session.signOut', {});
  await bridge.call('session.signInWithBadge', { badge });
  await saveRole('Signed in again');
  await arrives('Signed in again');
});

test('a sign-in to the cloud shows it too; where the role asks for a second factor, that alone does', async () => {
  await elevenMinutesPass();
  await bridge.call('security.signIn', { password: store.password });
  await saveRole('By password');
  await arrives('By password');
  await bridge.mutate('access.saveSignInPolicy', { roleId: ownerRole.id, secondFactor: 'required' });
  await bridge.call('session.prove', { pin: OTHER_PIN });
  await expect(saveRole('Weak')).rejects.toMatchObject({ code: 'access.second-factor-missing' });
  const { secret } = await bridge.call('security.beginTotp', {});
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  await bridge.call('security.confirmTotp', { code: app.generate({ timestamp: now() }) });
  await elevenMinutesPass();
  await bridge.call('session.prove', { pin: OTHER_PIN });
  await expect(saveRole('Weak')).rejects.toMatchObject(needed(['totp']));
  await bridge.call('security.prove', { code: app.generate({ timestamp: now() }) });
  await saveRole('Strong');
  await arrives('Strong');
  await bridge.call('session.signOut', {});
  await bridge.call('session.signInWithPin', { staffId: store.staffId, pin: OTHER_PIN });
  await expect(saveRole('Weak')).rejects.toMatchObject(needed(['password'], true));
  expect(await inCloud()).not.toContain('Weak');
});
