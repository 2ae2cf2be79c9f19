import { ownSealOf } from '@tillhouse/shared/domains/access/key-seal.ts';
import { createHash, createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authenticator } from '@tillhouse/cloud-api/testing/authenticator.ts';
import {
  approvalOfKey,
  evidenceText,
  type GivenEvidence,
  sealedText,
} from '@tillhouse/shared/domains/access/approval-evidence.ts';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { keyText } from '@tillhouse/shared/domains/access/key-seal.ts';
import { boundText } from '@tillhouse/shared/domains/access/use-approval.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { entryOf } from '@tillhouse/sync/client/outbox.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Bridge, GivenApproval } from '../../bridge/contract.ts';
import { isPlainFile } from '../database/engine.ts';
import { openSealedReader } from '../keys/sealed-reader.ts';
import { canariesInBytes, canary } from '../testing/canaries.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';
import { deviceKey } from './device-key.ts';
import { fileKeyStore } from './key-store.ts';

// Not encrypted as a whole, so that what its columns hold would show in its bytes.
vi.hoisted(() => vi.stubEnv('TILLHOUSE_FILE_CIPHER', 'off'));

/** A second person’s yes, given at this desk: what it takes, what it is bound to, and the evidence that goes out with it. */

const TOM_PIN = '770315';
const tom = randomUUID();
const { privateKey: badge, publicKey } = generateKeyPairSync('ed25519');
const jwk = badge.export({ format: 'jwk' });
const badgeText = `TB1.${jwk.d}`;
const securityKey = new Authenticator('http://localhost:1');

let made: Awaited<ReturnType<typeof seededFolder>>;
let dataDir: string;
let desk: TestDesk;
let bridge: Bridge;

/** Two owners, of whom nobody changes a price alone: made once, copied for each test. */
beforeAll(async () => {
  made = await seededFolder();
  const { host, bridge } = await bootDesk(made.dataDir);
  const person = { id: tom, name: canary('approver'), initials: 'TA', email: null, roleId: ownerRole.id };
  await bridge.mutate('access.saveStaff', {
    person: { ...person, homeLocationId: null, status: 'active', statusNote: null },
  });
  await bridge.call('session.setPin', { staffId: tom, pin: TOM_PIN });
  await bridge.call('session.signInWithPin', { staffId: tom, pin: TOM_PIN });
  await bridge.mutate('access.setBadge', { staffId: tom, badgeKey: jwk.x });
  const key = { id: securityKey.id.toString('base64url'), publicKey: securityKey.publicKey.toString('base64url') };
  await bridge.mutate('access.addSecurityKey', { staffId: tom, key: { ...key, name: 'Blue key' } });
  await bridge.call('session.signInWithPin', { staffId: seedIds.owner, pin: PIN });
  const policy = { permission: 'prices.edit', secondPerson: true, pinUpTo: null };
  await bridge.mutate('access.saveApprovalPolicy', { policy });
  await host.close();
});
afterAll(() => made?.remove());
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tillhouse approval '));
  cpSync(made.dataDir, dataDir, { recursive: true });
  desk = await bootDesk(dataDir);
  bridge = desk.bridge;
});
afterEach(async () => {
  await desk.host.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const args = (value: number) => ({
  priceListId: null,
  changes: [{ variantId: seedIds.variant(4), base: price(), value }],
});
const setPrice = (value: number, approval?: GivenApproval) =>
  bridge.mutate('pricing.setPrice', args(value), randomUUID(), approval);
const read = <T>(work: (reader: ReturnType<typeof openSealedReader>) => T): T => {
  const reader = openSealedReader(join(dataDir, 'desk.sqlite'), () => {});
  try {
    return work(reader);
  } finally {
    reader.close();
  }
};
const price = () =>
  read((reader) =>
    reader.get<{ amount: number }>('SELECT amount FROM prices WHERE variant_id = ?', [seedIds.variant(4)]),
  )?.amount as number;
const newest = () =>
  read((reader) => {
    const [row] = reader.all(
      "SELECT * FROM sync_outbox WHERE name = 'pricing.setPrice' ORDER BY order_no DESC LIMIT 1",
    );
    return row && entryOf({}, row);
  });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function sealedByDevice(evidence: GivenEvidence): Promise<boolean> {
  const { seal, badgeSeal, keySeal, ...unsealed } = evidence;
  const device = await deviceKey(fileKeyStore(join(dataDir, 'device.key')));
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: device.publicKey }, format: 'jwk' });
  return verify(
    null,
    Buffer.from(sealedText(unsealed, ownSealOf({ badgeSeal, keySeal }))),
    key,
    Buffer.from(seal, 'base64url'),
  );
}

test('by PIN it is done, with evidence of who said yes to exactly this, sealed by the device', async () => {
  const before = price();
  await expect(setPrice(before + 1)).rejects.toMatchObject({ code: 'access.approval-needed' });
  const wanted = args(before + 1);
  await setPrice(before + 1, { approverId: tom, pin: TOM_PIN });
  expect(price()).toBe(before + 1);
  const evidence = newest()?.approval?.evidence as GivenEvidence;
  const mutator = declaredMutators().find(({ name }) => name === 'pricing.setPrice') as never;
  const pinHash = read((reader) =>
    reader.get<{ hash: string }>('SELECT pin_hash AS hash FROM staff WHERE id = ?', [tom]),
  );
  expect(evidence).toMatchObject({
    ...{ how: 'pin', command: 'pricing.setPrice', actorId: seedIds.owner, approverId: tom, deviceId: seedIds.device },
    ...{ digest: sha256(boundText(mutator, wanted)), pinMark: sha256(pinHash?.hash ?? ''), badgeSeal: null },
  });
  expect(evidence.expiresAt - evidence.at).toBe(5 * 60_000);
  expect(await sealedByDevice(evidence)).toBe(true);
  expect(await sealedByDevice({ ...evidence, approverId: seedIds.cashier })).toBe(false);
  expect(read((reader) => reader.all('SELECT how, approver_id AS by FROM approval_uses'))).toEqual([
    { how: 'pin', by: tom },
  ]);
});

test('by badge it is signed with the badge too, and no PIN is named', async () => {
  const before = price();
  await setPrice(before + 1, { badge: ` ${badgeText} ` });
  const evidence = newest()?.approval?.evidence as GivenEvidence;
  expect(evidence).toMatchObject({ how: 'badge', approverId: tom, pinMark: null });
  const { seal: _, badgeSeal, ...unsealed } = evidence;
  const seal = Buffer.from(badgeSeal ?? '', 'base64url');
  expect(verify(null, Buffer.from(evidenceText(unsealed)), publicKey, seal)).toBe(true);
  expect(await sealedByDevice(evidence)).toBe(true);
});

/** As a browser with the key at the page that the desk has opened. */
async function useKey(wanted: { command: string; args: unknown }, by = securityKey): Promise<string> {
  const words = { lang: 'en', title: 'a', what: 'a', button: 'a', done: 'a', turned: 'a', unable: 'a' };
  const { id, url } = await bridge.call('session.beginKey', { for: 'approve', ...wanted, words });
  const asked = /id="asked"[^>]*>(.*?)<\/script>/s.exec(await (await fetch(url)).text())?.[1] ?? '';
  const { origin } = new URL(url);
  const body = JSON.stringify(by.get(JSON.parse(asked).options, { origin }));
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body });
  return id;
}

test('by security key it is signed with that, for exactly this; it needs no network', async () => {
  const before = price();
  const wanted = { command: 'pricing.setPrice', args: args(before + 1) };
  const keyUse = await useKey(wanted);
  await expect(setPrice(before + 1, { keyUse })).rejects.toMatchObject({ code: 'access.key-use-gone' });
  await bridge.call('session.finishKey', { id: keyUse });
  await expect(setPrice(before + 2, { keyUse })).rejects.toMatchObject({ code: 'access.key-use-gone' });
  expect(price()).toBe(before);
  await setPrice(before + 1, { keyUse });
  expect(price()).toBe(before + 1);
  const evidence = newest()?.approval?.evidence as GivenEvidence;
  const { seal: _, badgeSeal, keySeal, ...unsealed } = evidence;
  expect(unsealed).toMatchObject({ how: 'key', approverId: tom, actorId: seedIds.owner, pinMark: null });
  const { challenge } = JSON.parse(Buffer.from(keySeal?.clientData ?? '', 'base64url').toString());
  const signed = createHash('sha256').update(keyText(approvalOfKey(unsealed), keySeal?.nonce ?? ''));
  expect(challenge).toBe(signed.digest('base64url'));
  expect(badgeSeal).toBeNull();
  expect(await sealedByDevice(evidence)).toBe(true);
  expect(read((reader) => reader.all('SELECT how, approver_id AS by FROM approval_uses'))).toEqual([
    { how: 'key', by: tom },
  ]);
});

test('a security key of nobody, and one’s own, approve nothing', async () => {
  const wanted = { command: 'pricing.setPrice', args: args(price() + 1) };
  const strange = await useKey(wanted, new Authenticator('http://localhost:1'));
  await expect(bridge.call('session.finishKey', { id: strange })).rejects.toMatchObject({
    code: 'access.security-key-refused',
  });
  await bridge.call('session.signInWithPin', { staffId: tom, pin: TOM_PIN });
  await expect(useKey(wanted)).rejects.toMatchObject({ code: 'access.no-security-key' });
});

test('nothing is done by a wrong PIN, a strange badge, one’s own yes, or that of who may not', async () => {
  const before = price();
  const refused = (given: GivenApproval, code: string) =>
    expect(setPrice(before + 1, given)).rejects.toMatchObject({ code });
  await refused({ approverId: tom, pin: '770316' }, 'access.wrong-pin');
  const { privateKey: another } = generateKeyPairSync('ed25519');
  await refused({ badge: `TB1.${another.export({ format: 'jwk' }).d}` }, 'access.badge-unknown');
  await refused({ badge: 'a barcode of something' }, 'access.badge-unknown');
  await refused({ approverId: randomUUID(), pin: TOM_PIN }, 'access.approver-unknown');
  await refused({ approvalId: randomUUID() }, 'access.approval-not-given');
  await refused({ approverId: seedIds.cashier, pin: PIN }, 'access.approval-too-weak');
  await refused({ approverId: seedIds.owner, pin: PIN }, 'access.approval-too-weak');
  expect(price()).toBe(before);
  expect(newest()).toBeUndefined();
});

test('five wrong PINs of an approver wait, as at signing in', async () => {
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(setPrice(1, { approverId: tom, pin: '000000' })).rejects.toMatchObject({ kind: 'refused' });
  }
  await expect(setPrice(1, { approverId: tom, pin: TOM_PIN })).rejects.toMatchObject({ code: 'access.pin-wait' });
});

test('who has left approves no more', async () => {
  await bridge.mutate('access.saveApprovalPolicy', {
    policy: { permission: 'prices.edit', secondPerson: false, pinUpTo: null },
  });
  const left = { id: tom, name: canary('approver'), initials: 'TA', email: null, roleId: ownerRole.id };
  await bridge.mutate('access.saveStaff', {
    person: { ...left, homeLocationId: null, status: 'left', statusNote: null },
  });
  await expect(setPrice(1, { badge: badgeText })).rejects.toMatchObject({ code: 'access.approver-unknown' });
});

test('a yes given at another device is used by who asked, once', async () => {
  const before = price();
  const asked = { id: randomUUID(), command: 'pricing.setPrice', args: args(before + 1) };
  const need = { permission: 'prices.edit', value: null, locationId: null, summary: 'A price', minutes: 60 };
  await bridge.mutate('access.askApproval', { ...asked, ...need });
  await expect(setPrice(before + 1, { approvalId: asked.id })).rejects.toMatchObject({
    code: 'access.approval-not-given',
  });
  await bridge.call('session.signInWithPin', { staffId: tom, pin: TOM_PIN });
  await bridge.mutate('access.decideApproval', { id: asked.id, yes: true, note: '' });
  await bridge.call('session.signInWithPin', { staffId: seedIds.owner, pin: PIN });
  await setPrice(before + 1, { approvalId: asked.id });
  expect(price()).toBe(before + 1);
  expect(newest()?.approval?.evidence).toEqual({ id: asked.id, how: 'asked' });
  const again = bridge.mutate('pricing.setPrice', asked.args, randomUUID(), { approvalId: asked.id });
  await expect(again).rejects.toMatchObject({ code: expect.stringMatching(/^(access\.approval-spent|pricing\.)/) });
});

test('the approver’s name does not stand in the file with what waits', async () => {
  await setPrice(price() + 1, { approverId: tom, pin: TOM_PIN });
  await desk.host.close();
  expect(isPlainFile(join(dataDir, 'desk.sqlite'))).toBe(true);
  expect(canariesInBytes(readFileSync(join(dataDir, 'desk.sqlite')), [canary('approver')])).toEqual([]);
  desk = await bootDesk(dataDir);
  expect(newest()?.approval?.approver.name).toBe(canary('approver'));
});

test('who may say yes is told, without oneself and whoever may not; beyond the PIN’s limit by badge alone', async () => {
  const approvers = (value?: number) =>
    bridge.query('approvals.approvers', { permission: 'till.discount', ...(value !== undefined && { value }) });
  const toms = { id: tom, name: canary('approver'), roleName: 'Owner', byBadge: true, byKey: true };
  expect(await bridge.query('approvals.approvers', { permission: 'prices.edit' })).toEqual([{ ...toms, byPin: true }]);
  const policy = { permission: 'till.discount', secondPerson: false, pinUpTo: 30 };
  await bridge.mutate('access.saveApprovalPolicy', { policy });
  // The cashier may take ten percent off, so is no help with thirty.
  expect(await approvers(30)).toEqual([{ ...toms, byPin: true }]);
  expect(await approvers(31)).toEqual([{ ...toms, byPin: false }]);
});

test('a badge that one makes signs in and approves; the one before it, and one of who left, do neither', async () => {
  await bridge.call('session.signInWithPin', { staffId: tom, pin: TOM_PIN });
  const { text } = await bridge.call('session.makeBadge', {});
  await bridge.call('session.signInWithPin', { staffId: seedIds.owner, pin: PIN });
  const before = price();
  await expect(setPrice(before + 1, { badge: badgeText })).rejects.toMatchObject({ code: 'access.badge-unknown' });
  await setPrice(before + 1, { badge: text });
  expect(price()).toBe(before + 1);
  const signIn = (badge: string) => bridge.call('session.signInWithBadge', { badge });
  await expect(signIn(badgeText)).rejects.toMatchObject({ code: 'access.badge-unknown' });
  await expect(signIn('5060912440320')).rejects.toMatchObject({ code: 'access.badge-unknown' });
  expect((await bridge.query('session.state', {})).person?.id).toBe(seedIds.owner);
  expect(await signIn(text)).toMatchObject({ id: tom, roleName: 'Owner' });
  expect((await bridge.query('session.state', {})).person?.id).toBe(tom);
  await bridge.call('session.signInWithPin', { staffId: seedIds.owner, pin: PIN });
  await bridge.mutate('access.saveApprovalPolicy', {
    policy: { permission: 'prices.edit', secondPerson: false, pinUpTo: null },
  });
  const left = { id: tom, name: canary('approver'), initials: 'TA', email: null, roleId: ownerRole.id };
  await bridge.mutate('access.saveStaff', {
    person: { ...left, homeLocationId: null, status: 'left', statusNote: null },
  });
  await expect(signIn(text)).rejects.toMatchObject({ code: 'access.badge-unknown' });
  await desk.host.close();
  const secret = Buffer.from(text.slice(4));
  expect(readFileSync(join(dataDir, 'desk.sqlite')).includes(secret)).toBe(false);
  desk = await bootDesk(dataDir);
});
