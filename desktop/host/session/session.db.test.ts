import { createPublicKey, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { payCard, payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { PIN, seededFolder } from '../testing/test-desk.ts';
import { deviceKey } from './device-key.ts';
import { fileKeyStore } from './key-store.ts';
import { openBeside } from '../keys/sealed-reader.ts';

/** All rows of a desk's file but who is signed in and was here, by table, and but how often what waits was tried to be sent. */
function rowsOf(dataDir: string): Record<string, unknown[]> {
  const db = openBeside(join(dataDir, 'desk.sqlite'), { readonly: true });
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all();
  const kept = tables.filter(({ name }) => !/^(sqlite_|desk_sessions$|desk_people$)|_fts/.test(name));
  const rows = kept.map(({ name }) => [name, db.prepare<[], object>(`SELECT * FROM "${name}"`).all()] as const);
  db.close();
  const plain = (row: object) => ({ ...row, ...('last_sent_at' in row && { attempts: 0, last_sent_at: null }) });
  return Object.fromEntries(rows.map(([name, all]) => [name, all.map(plain)]));
}

describe('signing in with a PIN', () => {
  let folder: Awaited<ReturnType<typeof seededFolder>>;
  let host: RunningHost;
  let bridge: Bridge;
  let clock = Date.now();
  beforeEach(async () => {
    folder = await seededFolder();
    clock = Date.now();
    host = await bootHost({ dataDir: folder.dataDir, cloudUrl: '', log: () => {}, now: () => clock });
    bridge = openBridge(host);
  });
  afterEach(async () => {
    await host.close();
    folder.remove();
  });
  const signIn = (pin: string, staffId = seedIds.cashier) => bridge.call('session.signInWithPin', { staffId, pin });

  test('says who is here and what they may', async () => {
    expect(await signIn(PIN)).toMatchObject({
      name: 'Ellie Roberts',
      roleName: 'Till',
      permissions: expect.arrayContaining(['till.sell']),
    });
    const state = await bridge.query('session.state', {});
    expect(state).toMatchObject({
      enrolled: true,
      person: { name: 'Ellie Roberts' },
      store: { name: 'Larkhall', currency: 'GBP' },
      register: { code: 'B1', session: { openedByName: 'Priya Nair' } },
      location: { name: 'Bath' },
      keyFingerprint: expect.stringMatching(/^[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/),
      keyWarning: expect.stringContaining('key store'),
    });
    await bridge.call('session.signOut', {});
    expect((await bridge.query('session.state', {})).person).toBeNull();
    await expect(bridge.query('till.basket', {})).rejects.toMatchObject({ code: 'access.sign-in-first' });
  });

  test('a locked till keeps its basket to the last line, and tells who goes on with it whose it was', async () => {
    await signIn(PIN);
    await bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    await bridge.call('basket.addCustom', { title: 'Ribbon', amount: 150 });
    const { left: mine, ...before } = await bridge.query('till.basket', {});
    expect(mine).toBeNull();
    await bridge.call('session.signOut', {});
    await signIn(PIN, seedIds.owner);
    const { left, ...after } = await bridge.query('till.basket', {});
    expect(after).toEqual(before);
    expect(left).toEqual({ by: 'Ellie Roberts', at: clock });
    await bridge.call('session.signOut', {});
    await signIn(PIN, seedIds.owner);
    expect((await bridge.query('till.basket', {})).left).toBeNull();
    await bridge.call('basket.park', {});
    await bridge.call('basket.add', { variantId: seedIds.variant(1) });
    expect((await bridge.query('till.basket', {})).left).toBeNull();
  });

  test('training sells as ever and leaves nothing: no row, nothing queued, no number', async () => {
    await signIn(PIN);
    await expect(bridge.call('session.setTraining', { on: true })).rejects.toMatchObject({ code: 'command.forbidden' });
    await signIn(PIN, seedIds.owner);
    const variantId = seedIds.variant(1);
    await bridge.call('basket.add', { variantId });
    const first = await payCash(bridge, 1_000);
    await bridge.call('basket.add', { variantId, quantity: 3 });
    const begun = await bridge.query('till.basket', {});
    const before = rowsOf(folder.dataDir);

    await bridge.call('session.setTraining', { on: true });
    expect((await bridge.query('session.state', {})).training).toBe(true);
    expect((await bridge.query('till.basket', {})).lines).toEqual([]);
    for (const pay of [payCash, (of: Bridge) => payCard(of, 'slip 4417')] as const) {
      await bridge.call('basket.add', { variantId, quantity: 2 });
      expect(await pay(bridge, 1_000)).toMatchObject({
        ...{ training: true, number: 'TRAINING', cashier: 'Priya Nair', total: pay === payCash ? 200 : 202 },
        lines: [{ quantity: 2 }],
      });
      expect((await bridge.query('till.basket', {})).lines).toEqual([]);
    }
    const place = { registerId: seedIds.till, sessionId: seedIds.drawer };
    const refused = { code: 'desk.training' };
    const cash = { ...place, kind: 'paid-out', amount: 500, reason: 'milk' };
    await expect(bridge.mutate('register.moveCash', cash)).rejects.toMatchObject(refused);
    await expect(bridge.call('basket.park', {})).rejects.toMatchObject(refused);
    await expect(bridge.call('credit.find', { code: 'X' } as never)).rejects.toMatchObject(refused);
    await bridge.call('basket.add', { variantId });
    const display = () => bridge.query('till.display', {});
    expect(await display()).toMatchObject({ training: true, shows: { what: 'basket', units: 1 } });
    // Whoever has not the right does not end it either.
    await signIn(PIN);
    await expect(bridge.call('session.setTraining', { on: false })).rejects.toMatchObject({
      code: 'command.forbidden',
    });
    await signIn(PIN, seedIds.owner);
    await bridge.call('session.setTraining', { on: false });

    expect(rowsOf(folder.dataDir)).toEqual(before);
    expect(await bridge.query('till.basket', {})).toEqual(begun);
    expect(await display()).toMatchObject({ training: false, shows: { what: 'basket', units: 3 } });
    const next = await payCash(bridge, 1_000);
    expect([first.number, next.number]).toEqual(['B1-1', 'B1-2']);
  });

  test('five wrong tries make this person wait, durably; another one does not', async () => {
    for (const left of [4, 3, 2, 1]) {
      await expect(signIn('000000')).rejects.toMatchObject({ code: 'access.wrong-pin', details: { left } });
    }
    await expect(signIn('000000')).rejects.toMatchObject({ code: 'access.pin-wait', details: { seconds: 30 } });
    await expect(signIn(PIN)).rejects.toMatchObject({ code: 'access.pin-wait' });
    await host.close();
    host = await bootHost({ dataDir: folder.dataDir, cloudUrl: '', log: () => {}, now: () => clock });
    bridge = openBridge(host);
    await expect(signIn(PIN)).rejects.toMatchObject({ code: 'access.pin-wait' });
    expect((await signIn(PIN, seedIds.owner)).name).toBe('Priya Nair');
    clock += 31_000;
    expect((await signIn(PIN)).name).toBe('Ellie Roberts');
    await expect(signIn('000000')).rejects.toMatchObject({ details: { left: 4 } });
  });

  test('a clock that is set back makes nobody wait for days: the wait begins again', async () => {
    for (const _ of [4, 3, 2, 1, 0]) await expect(signIn('000000')).rejects.toThrow();
    clock -= 3 * 86_400_000;
    await expect(signIn(PIN)).rejects.toMatchObject({ code: 'access.pin-wait', details: { seconds: 30 } });
    clock += 20_000;
    await expect(signIn(PIN)).rejects.toMatchObject({ code: 'access.pin-wait', details: { seconds: 10 } });
    clock += 11_000;
    expect((await signIn(PIN)).name).toBe('Ellie Roberts');
  });

  test('windows are apart: one signs in, the other stays as it is', async () => {
    const other = openBridge(host);
    await signIn(PIN);
    expect((await other.query('session.state', {})).person).toBeNull();
    await bridge.call('session.setLocation', { locationId: seedIds.melksham });
    expect((await bridge.query('session.state', {})).location?.name).toBe('Melksham');
    expect((await other.query('session.state', {})).location?.name).toBe('Bath');
    await expect(bridge.call('session.setRegister', { registerId: 'nowhere' })).rejects.toMatchObject({
      code: 'desk.not-here',
    });
  });

  test('without the cloud, a password is refused in words', async () => {
    const asked = bridge.call('session.signInWithPassword', { email: 'a@b.example', password: 'x' });
    await expect(asked).rejects.toMatchObject({ code: 'desk.cloud-unreachable', kind: 'unavailable' });
  });
});

describe('enrolling', () => {
  let dataDir = '';
  let cloud: Server;
  let cloudUrl = '';
  let asked: { path: string; body: Record<string, unknown> }[];
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-enrol-'));
    asked = [];
    cloud = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        const path = request.url ?? '';
        if (path.startsWith('/auth/devices')) asked.push({ path, body: JSON.parse(text) });
        const refused = text.includes('WRONGCODE');
        const answer = refused
          ? {
              code: 'auth.code-unknown',
              detail: 'This code is wrong, used or older than 15 minutes. Nothing was changed.',
            }
          : {
              deviceId: seedIds.device,
              tenant: { id: seedIds.tenant, name: 'Larkhall' },
              profile: { kind: 'till', locationIds: [seedIds.bath], registerId: seedIds.till },
              person: {
                staffId: seedIds.owner,
                name: 'Priya Nair',
                initials: 'PN',
                roleId: seedIds.store,
                permissions: ['desk.use'],
              },
            };
        const known = path.startsWith('/auth/devices');
        response.writeHead(known ? (refused ? 404 : 201) : 503, { 'content-type': 'application/json' });
        response.end(JSON.stringify(known ? answer : {}));
      });
    });
    await new Promise<void>((done) => cloud.listen(0, '127.0.0.1', done));
    cloudUrl = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    cloud.closeAllConnections();
    cloud.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('sends the public key alone, keeps the secret in a file of this user, and is remembered', async () => {
    let host = await bootHost({ dataDir, cloudUrl, log: () => {} });
    let bridge = openBridge(host);
    const wrong = bridge.call('session.enrol', { code: 'WRONGCODE', deviceName: 'Bath till 1' });
    await expect(wrong).rejects.toMatchObject({
      code: 'auth.code-unknown',
      message: expect.stringContaining('older than 15 minutes'),
    });
    expect((await bridge.query('session.state', {})).enrolled).toBe(false);
    const state = await bridge.call('session.enrolWithPassword', {
      email: 'p@l.example',
      password: 'secret',
      deviceName: 'Bath till 1',
    });
    expect(state).toMatchObject({
      enrolled: true,
      deviceName: 'Bath till 1',
      person: { name: 'Priya Nair', permissions: ['desk.use'] },
    });
    expect(asked.at(-1)?.body.publicKey).toMatch(/^[\w-]{43}$/);
    expect(statSync(join(dataDir, 'device.key')).mode & 0o777).toBe(0o600);
    await expect(bridge.call('session.enrol', { code: 'ABCD-EFGH', deviceName: 'x' })).rejects.toMatchObject({
      code: 'desk.enrolled-already',
    });
    await host.close();
    host = await bootHost({ dataDir, cloudUrl, log: () => {} });
    bridge = openBridge(host);
    const again = await bridge.query('session.state', {});
    expect(again).toMatchObject({
      enrolled: true,
      deviceId: seedIds.device,
      keyFingerprint: state.keyFingerprint,
      person: null,
    });
    await host.close();
  });

  test('an assertion is signed by the key, for the identity service, for minutes', async () => {
    const store = fileKeyStore(join(dataDir, 'keys', 'device.key'));
    const key = await deviceKey(store);
    const now = 1_800_000_000_000;
    const [head = '', body = '', signature = ''] = key.assertion(seedIds.device, now).split('.');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
    expect(verify(null, Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    expect(claims).toMatchObject({
      iss: seedIds.device,
      sub: seedIds.device,
      aud: 'tillhouse-identity',
      iat: now / 1000,
    });
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(300);
    expect((await deviceKey(store)).publicKey).toBe(key.publicKey);
  });
});
