import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import {
  askedOfKey,
  type ProofEvidence,
  proofText,
  sealedProof,
  type UnsealedProof,
} from '@tillhouse/shared/domains/access/proof-evidence.ts';
import { stepUpOfCommand } from '@tillhouse/shared/domains/access/step-up.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Authenticator, type Bent } from '../../testing/authenticator.ts';
import { sealByKey } from '../../testing/key-seal.ts';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';
import { addTotp, newPerson, type Tester } from '../identity/testing/person.ts';

/** What a desk says of who did what is grave is looked at again here: a command without it is refused. */

let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let other: TestDevice;
let ann: Tester;
let bea: Tester;
let ahead = 0;
const now = (): number => Date.now() + ahead;
const MINUTE = 60_000;
const pinHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const { privateKey: badge, publicKey } = generateKeyPairSync('ed25519');
const securityKey = new Authenticator('http://localhost:49152');

beforeAll(async () => {
  cloud = await startTestCloud({ now });
  store = await openStore(cloud, 'proofs');
  device = await enrolDevice(cloud, store);
  other = await enrolDevice(cloud, store);
  ann = await newPerson(cloud, store, ownerRole.id, 'Ann');
  bea = await newPerson(cloud, store, ownerRole.id, 'Bea');
  const own = async (name: string, args: object) => {
    const body = { staffId: ann.staffId, ...args };
    const said = await cloud.call('POST', `/v1/commands/${name}`, {
      ...{ token: ann.token, body, headers: { 'idempotency-key': randomUUID() } },
    });
    expect(said.status, JSON.stringify(said.body)).toBe(200);
  };
  await own('access.setPin', { pinHash });
  await own('access.setBadge', { badgeKey: publicKey.export({ format: 'jwk' }).x });
  const enrolled = { id: securityKey.id.toString('base64url'), publicKey: securityKey.publicKey.toString('base64url') };
  await own('access.addSecurityKey', { key: { ...enrolled, name: 'Blue key' } });
});
afterAll(() => cloud?.close());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const saveRole = (who: Tester = ann) => ({
  ...{ seq: 1, id: randomUUID(), name: 'access.saveRole', version: 1, occurredAt: now() },
  args: { role: { id: randomUUID(), name: `Night ${randomUUID()}`, permissions: ['desk.use'], terms: {} } },
  ...{ actorId: who.staffId, actorName: 'Ann' },
});

/** As a desk makes it of a PIN that was typed a minute ago, and what a forger makes of it before it is sealed. */
function shown(
  bend: Partial<UnsealedProof> = {},
  keys: { device?: TestDevice; badge?: KeyObject } = {},
): ProofEvidence {
  const unsealed: UnsealedProof = {
    ...{ how: 'pin', actorId: ann.staffId, deviceId: device.deviceId, at: now() - MINUTE },
    ...{ pinMark: sha256(pinHash), sessionId: null, provenAt: null },
    ...bend,
  };
  const badgeSeal = keys.badge ? sign(null, Buffer.from(proofText(unsealed)), keys.badge).toString('base64url') : null;
  return { ...unsealed, badgeSeal, seal: (keys.device ?? device).sign(sealedProof(unsealed, badgeSeal)) };
}

function byKey(bend: Partial<UnsealedProof> = {}, bent: Bent = {}, by = securityKey, asked = bend): ProofEvidence {
  const unsealed = { how: 'key', actorId: ann.staffId, deviceId: device.deviceId, at: now() - MINUTE } as const;
  const rest = { pinMark: null, sessionId: null, provenAt: null };
  const said: UnsealedProof = { ...unsealed, ...rest, ...bend };
  const keySeal = sealByKey(by, askedOfKey({ ...said, ...asked }), bent);
  return { ...said, badgeSeal: null, keySeal, seal: device.sign(sealedProof(said, keySeal.signature)) };
}

async function push(
  mutation: object,
  from = device,
): Promise<{ status: string; code: string | null; message: string }> {
  const body = { protocol: 1, clientId: randomUUID(), mutations: [mutation], sentAt: now() };
  const { body: said } = await cloud.call('POST', '/sync/v1/push', { token: from.token, body });
  return said.outcomes[0];
}
const refused = { status: 'refused', code: 'access.step-up-needed' };

async function sessionOf(who: Tester): Promise<{ sessionId: string; provenAt: number }> {
  const { sessions } = (await who.ask('GET', '/auth/sessions')).body;
  const { provenAt } = (await who.ask('GET', '/auth/factors')).body;
  return { sessionId: sessions.find(({ current }: { current: boolean }) => current).id, provenAt };
}
const inCloud = (session: { sessionId: string; provenAt: number }, bend: Partial<UnsealedProof> = {}) =>
  shown({ how: 'cloud', pinMark: null, at: session.provenAt, ...session, ...bend });

test('by PIN, by badge, by security key, and in a sign-in to the cloud: it is taken', async () => {
  const session = await sessionOf(ann);
  for (const proof of [shown(), shown({ how: 'badge', pinMark: null }, { badge }), byKey(), inCloud(session)])
    expect(await push({ ...saveRole(), proof }), proof.how).toMatchObject({ status: 'applied' });
});

/** Arguments of the grave commands, as far as a command reads them before it asks who it is. */
const grave: Readonly<Record<string, () => unknown>> = {
  'access.saveRole': () => saveRole().args,
  'access.saveStaff': () => ({
    person: {
      ...{ id: randomUUID(), name: 'Cid', initials: 'C', email: null, roleId: tillRole.id },
      ...{ homeLocationId: null, status: 'active', statusNote: null },
    },
  }),
  'access.lendRights': () => ({
    lending: {
      ...{ id: randomUUID(), toId: bea.staffId, permissions: ['products.view'], locationId: null },
      ...{ startsAt: now(), endsAt: now() + 60 * MINUTE, reason: '' },
    },
  }),
  'access.saveApprovalPolicy': () => ({ policy: { permission: 'prices.edit', secondPerson: false, pinUpTo: null } }),
  'access.saveSignInPolicy': () => ({ roleId: tillRole.id, secondFactor: 'optional' }),
  'access.setPin': () => ({ staffId: ann.staffId, pinHash }),
  'access.setBadge': () => ({ staffId: ann.staffId, badgeKey: 'A'.repeat(43) }),
  'access.addSecurityKey': () => ({
    staffId: ann.staffId,
    key: { id: 'A'.repeat(22), publicKey: 'A'.repeat(100), name: 'Blue key' },
  }),
  'access.removeSecurityKey': () => ({ staffId: ann.staffId, keyId: 'A'.repeat(22) }),
  'commissions.saveRates': () => ({ rates: [] }),
  'access.transferOwnership': () => ({
    ...{ fromStaffId: ann.staffId, toStaffId: bea.staffId, fromRoleId: tillRole.id },
  }),
};

test('each grave command of a desk is refused without it, and says what to do', async () => {
  const under = declaredMutators().filter(({ name, permission, kind }) => {
    const stepUp = stepUpOfCommand(name, permission);
    return stepUp && !stepUp.over && kind === 'intent';
  });
  expect(under.map(({ name }) => name).sort()).toEqual(Object.keys(grave).sort());
  for (const [name, args] of Object.entries(grave)) {
    const outcome = await push({ ...saveRole(), name, args: args() });
    expect(outcome, name).toMatchObject(refused);
    expect(outcome.message).toMatch(
      /Nothing was changed\. Show it with your PIN or your badge or your security key, then do it again\./,
    );
  }
});

const forgeries: readonly [words: string, proof: () => unknown, from?: () => TestDevice][] = [
  ['eleven minutes ago', () => shown({ at: now() - 11 * MINUTE })],
  ['afterwards', () => shown({ at: now() + MINUTE })],
  ['by another person', () => shown({ actorId: bea.staffId })],
  ['by a PIN that is not theirs', () => shown({ pinMark: sha256('$argon2id$other') })],
  ['by no PIN', () => shown({ pinMark: null })],
  [
    'by a badge that is not theirs',
    () => shown({ how: 'badge', pinMark: null }, { badge: generateKeyPairSync('ed25519').privateKey }),
  ],
  ['by a badge that was not shown', () => shown({ how: 'badge', pinMark: null })],
  ['by a security key of nobody', () => byKey({}, {}, new Authenticator('http://localhost:49152'))],
  ['by somebody else’s security key', () => byKey({ actorId: bea.staffId })],
  ['by a security key that asked nobody who they are', () => byKey({}, { userVerified: false })],
  ['by a security key on a page of the web', () => byKey({}, { origin: 'https://evil.example' })],
  ['by a security key that belongs to another site', () => byKey({}, { rpId: 'evil.example' })],
  ['by what a security key signed before', () => byKey({}, {}, securityKey, { at: now() - 11 * MINUTE })],
  ['by what a security key signed at another desk', () => byKey({}, {}, securityKey, { deviceId: other.deviceId })],
  ['by a security key that was not used', () => shown({ how: 'key', pinMark: null })],
  ['at another device', () => shown({}, { device: other }), () => other],
  ['sealed by another device', () => shown({}, { device: other })],
  ['changed after it was sealed', () => ({ ...shown({ at: now() - 11 * MINUTE }), at: now() })],
  ['by enrolling a device that somebody else enrolled', () => shown({ how: 'enrolled', pinMark: null, at: now() })],
  ['in a sign-in that is not there', () => inCloud({ sessionId: randomUUID(), provenAt: now() })],
  ['that cannot be read', () => ({ yes: true })],
];
test.each(forgeries)('shown %s shows nothing', async (_words, proof, from = () => device) => {
  expect(await push({ ...saveRole(), proof: proof() }, from())).toMatchObject(refused);
});

test('a sign-in of somebody else, and one made to look fresher than it is, show nothing', async () => {
  const session = await sessionOf(ann);
  expect(await push({ ...saveRole(), proof: inCloud(await sessionOf(bea)) })).toMatchObject(refused);
  const later = { ...session, provenAt: now() + 30 * MINUTE };
  ahead = 30 * MINUTE;
  expect(await push({ ...saveRole(), proof: inCloud(later) })).toMatchObject(refused);
  expect(await push({ ...saveRole(), proof: inCloud(session) })).toMatchObject(refused);
  ahead = 0;
});

test('where a role asks for a second factor a PIN is none; a security key and a code of an app are', async () => {
  const codeAt = await addTotp(bea, now());
  const policy = { roleId: ownerRole.id, secondFactor: 'required' };
  await cloud.call('POST', '/auth/factors/prove', { token: store.token, body: { password: store.password } });
  expect((await store.command('access.saveSignInPolicy', policy)).status).toBe(200);
  const outcome = await push({ ...saveRole(), proof: shown() });
  expect(outcome).toMatchObject(refused);
  expect(outcome.message).toContain('a passkey or a code of your authenticator app or your security key');
  expect(await push({ ...saveRole(), proof: byKey() })).toMatchObject({ status: 'applied' });
  ahead = MINUTE;
  expect((await bea.ask('POST', '/auth/factors/prove', { code: codeAt(now()) })).status).toBe(200);
  const proof = inCloud(await sessionOf(bea), { actorId: bea.staffId });
  expect(await push({ ...saveRole(bea), proof })).toMatchObject({ status: 'applied' });
});
