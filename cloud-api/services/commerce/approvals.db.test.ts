import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import {
  approvalOfKey,
  EVIDENCE_LIFE_MS,
  evidenceText,
  sealedText,
  type Unsealed,
} from '@tillhouse/shared/domains/access/approval-evidence.ts';
import { managerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { boundText } from '@tillhouse/shared/domains/access/use-approval.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Authenticator } from '../../testing/authenticator.ts';
import { sealByKey } from '../../testing/key-seal.ts';
import { addAccount } from '../identity/create-tenant.ts';
import {
  type Answer,
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';

/** What a till says of a manager's yes is checked again here, and what is false is kept outside money. */

let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let other: TestDevice;
let variantId: string;
const register = { id: randomUUID(), code: 'T1', name: 'Till 1', status: 'active' };
const [ellie, tom] = [randomUUID(), randomUUID()];
const pinHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const securityKey = new Authenticator('http://localhost:49152');
const { privateKey: badge, publicKey: badgePublic } = generateKeyPairSync('ed25519');

async function done(name: string, args: unknown): Promise<void> {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
const person = (id: string, roleId: string, more: object = {}) => ({
  person: {
    ...{ id, name: id === tom ? 'Tom' : 'Ellie', initials: 'XX', email: null, roleId },
    ...{ homeLocationId: store.locationId, status: 'active', statusNote: null, ...more },
  },
});

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  device = await enrolDevice(cloud, store);
  other = await enrolDevice(cloud, store);
  ({ variantId } = await store.product('Mug', 1_000));
  await done('register.saveRegister', { register: { ...register, locationId: store.locationId } });
  await done('access.saveStaff', person(ellie, tillRole.id));
  await done('access.saveStaff', person(tom, managerRole.id));
  await done('access.setPin', { staffId: tom, pinHash });
  const badgeKey = badgePublic.export({ format: 'jwk' }).x as string;
  const tomSign = { email: 'tom@larkhall.example', password: 'the password of the manager' };
  await addAccount(cloud.cloud.identity, { tenantId: store.tenantId, staffId: tom, name: 'Tom', ...tomSign });
  const { body } = await cloud.call('POST', '/auth/session', { body: tomSign });
  const key = { id: securityKey.id.toString('base64url'), publicKey: securityKey.publicKey.toString('base64url') };
  const own = async (name: string, args: object) => {
    const sent = { token: body.access_token, body: { staffId: tom, ...args } };
    const headers = { 'idempotency-key': randomUUID() };
    const enrolled = await cloud.call('POST', `/v1/commands/${name}`, { ...sent, headers });
    expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200);
  };
  await own('access.setBadge', { badgeKey });
  await own('access.addSecurityKey', { key: { ...key, name: 'Blue key' } });
});
afterAll(() => cloud?.close());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
let sequence = 0;
// biome-ignore lint/suspicious/noExplicitAny: each forgery bends what it is about its own way
type Bent = any;

/** A mug at 12.00 with a quarter off, sold by the cashier: more than her tenth. */
function sale() {
  sequence += 1;
  const occurredAt = Date.now();
  const businessDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(occurredAt);
  const args = {
    orderId: randomUUID(),
    registerId: register.id,
    sessionId: randomUUID(),
    customerId: null,
    lines: [
      {
        ...{ key: 'a', variantId, quantity: 1, discount: 300 },
        snapshot: {
          ...{ title: 'Mug', variantTitle: '', sku: 'SKU', scale: 0, tracked: true, unitPrice: 1_200, ownPrice: false },
          ...{ taxClass: 'standard', taxRate: '20/100', discount: 300, net: 750, tax: 150, total: 900 },
        },
      },
    ],
    tenders: [{ key: 'cash', kind: 'cash', amount: 900, given: 900, change: 0, reference: '' }],
    decided: {
      ...{ generation: 1, sequence, number: `T1-${sequence}`, locationId: store.locationId, customerName: '' },
      ...{ currency: 'GBP', pricesIncludeTax: true, businessDate, businessHour: 12 },
      ...{ subtotal: 1_200, discountTotal: 300, taxTotal: 150, rounding: 0, total: 900 },
    },
  };
  const who = { actorId: ellie, actorName: 'Ellie' };
  return { seq: 1, id: randomUUID(), name: 'register.recordSale', version: 1, args, occurredAt, ...who };
}
type Sale = ReturnType<typeof sale>;

const recordSale = () => declaredMutators().find(({ name }) => name === 'register.recordSale') as Bent;

/** As the desk makes it, and what a forger makes of it before it is signed. */
function evidence(of: Sale, bend: Partial<Unsealed> = {}, keys: { device?: TestDevice; badge?: KeyObject } = {}): Bent {
  const unsealed: Unsealed = {
    id: randomUUID(),
    how: keys.badge ? 'badge' : 'pin',
    command: of.name,
    digest: sha256(boundText(recordSale(), of.args)),
    actorId: ellie,
    approverId: tom,
    deviceId: device.deviceId,
    at: of.occurredAt,
    expiresAt: of.occurredAt + EVIDENCE_LIFE_MS,
    pinMark: keys.badge ? null : sha256(pinHash),
    ...bend,
  };
  const badgeSeal = keys.badge
    ? sign(null, Buffer.from(evidenceText(unsealed)), keys.badge).toString('base64url')
    : null;
  return { ...unsealed, badgeSeal, seal: (keys.device ?? device).sign(sealedText(unsealed, badgeSeal)) };
}

function byKey(of: Sale, bend: Partial<Unsealed> = {}, by = securityKey, asked: Partial<Unsealed> = {}): Bent {
  const { badgeSeal, seal: _, ...unsealed } = evidence(of, { how: 'key', pinMark: null, ...bend });
  const keySeal = sealByKey(by, approvalOfKey({ ...unsealed, ...asked }));
  return { ...unsealed, badgeSeal, keySeal, seal: device.sign(sealedText(unsealed, keySeal.signature)) };
}

const push = (mutation: object, from = device): Promise<Answer> =>
  cloud.call('POST', '/sync/v1/push', {
    token: from.token,
    body: { protocol: 1, clientId: randomUUID(), mutations: [mutation], sentAt: Date.now() },
  });
const flagsOf = async ({ args }: Sale): Promise<string[]> => {
  const { body } = await cloud.call('GET', `/v1/order-flags?orderId=${args.orderId}`, { token: store.token });
  return body.rows.map(({ code }: { code: string }) => code);
};
const orderOf = ({ args }: Sale) => cloud.call('GET', `/v1/orders/${args.orderId}`, { token: store.token });

test('without a yes the sale stands and is flagged; with a manager’s it is as any other', async () => {
  const alone = sale();
  expect((await push(alone)).body.outcomes).toMatchObject([{ status: 'applied' }]);
  expect(await flagsOf(alone)).toContain('over-limit');
  for (const yes of [(of: Sale) => evidence(of), byKey, (of: Sale) => evidence(of, {}, { badge })]) {
    const approved = sale();
    const answer = await push({ ...approved, approval: yes(approved) });
    expect(answer.body.outcomes).toMatchObject([{ status: 'applied' }]);
    expect(await flagsOf(approved)).not.toContain('over-limit');
  }
  const { body } = await cloud.call('GET', '/v1/audit?action=register.recordSale', { token: store.token });
  const one = await cloud.call('GET', `/v1/audit/${body.rows[0].id}`, { token: store.token });
  expect(one.body.approval).toEqual({ by: 'Tom', how: 'badge' });
});

describe('a forged yes is kept whole in quarantine, outside money', () => {
  const forgeries: readonly [words: string, problem: RegExp, make: (of: Sale) => Bent, from?: () => TestDevice][] = [
    ['by a PIN that was never the manager’s', /PIN/, (of) => evidence(of, { pinMark: sha256('$argon2id$other') })],
    ['by no PIN at all', /PIN/, (of) => evidence(of, { pinMark: null })],
    ['copied to another device', /another device/, (of) => evidence(of), () => other],
    ['made at another device and renamed', /did not sign/, (of) => evidence(of, {}, { device: other })],
    [
      'for other arguments',
      /not what was done/,
      (of) => evidence(of, { digest: sha256(boundText(recordSale(), { ...of.args, orderId: randomUUID() })) }),
    ],
    ['for another command', /not what was done/, (of) => evidence(of, { command: 'register.moveCash' })],
    [
      'that had run out',
      /run out/,
      (of) => evidence(of, { at: of.occurredAt - 2 * EVIDENCE_LIFE_MS, expiresAt: of.occurredAt - EVIDENCE_LIFE_MS }),
    ],
    ['that holds for a day', /run out/, (of) => evidence(of, { expiresAt: of.occurredAt + 86_400_000 })],
    ['given afterwards', /afterwards/, (of) => evidence(of, { at: of.occurredAt + 1, expiresAt: of.occurredAt + 2 })],
    ['to somebody else', /somebody else/, (of) => evidence(of, { actorId: randomUUID() })],
    ['by nobody of this store', /nobody of this store/, (of) => evidence(of, { approverId: randomUUID() })],
    [
      'by a badge that is not the manager’s',
      /badge/,
      (of) => evidence(of, {}, { badge: generateKeyPairSync('ed25519').privateKey }),
    ],
    ['by a badge that was not shown', /badge/, (of) => evidence(of, { how: 'badge', pinMark: null })],
    [
      'by a security key that signed for something else',
      /security key/,
      (of) => byKey(of, {}, securityKey, { digest: sha256('another sale') }),
    ],
    ['by a security key that was not used', /security key/, (of) => evidence(of, { how: 'key', pinMark: null })],
    ['changed after it was signed', /did not sign/, (of) => ({ ...evidence(of), id: randomUUID() })],
    ['that cannot be read', /cannot be read/, () => ({ yes: true })],
  ];
  test.each(forgeries)('%s', async (_words, problem, make, from = () => device) => {
    const forged = sale();
    const sender = from();
    const [outcome] = (await push({ ...forged, approval: make(forged) }, sender)).body.outcomes;
    expect(outcome).toMatchObject({ status: 'quarantined', code: 'access.approval-forged' });
    expect(outcome.message).toMatch(problem);
    expect((await orderOf(forged)).status).toBe(404);
    const kept = await cloud.call('GET', '/v1/quarantine?limit=200', { token: store.token });
    expect(kept.body.rows.find(({ mutationId }: Bent) => mutationId === forged.id)).toMatchObject({ reviewed: false });
  });

  test('one’s own', async () => {
    const own = sale();
    const [outcome] = (await push({ ...own, approval: evidence(own, { approverId: ellie }) })).body.outcomes;
    expect(outcome).toMatchObject({ status: 'quarantined', code: 'access.approval-own' });
  });

  test('used a second time', async () => {
    const [first, second] = [sale(), sale()];
    const approval = evidence(first);
    expect((await push({ ...first, approval })).body.outcomes).toMatchObject([{ status: 'applied' }]);
    const bend = { id: approval.id };
    const [outcome] = (await push({ ...second, approval: evidence(second, bend) })).body.outcomes;
    expect(outcome).toMatchObject({ status: 'quarantined', code: 'access.approval-spent' });
  });
});

describe('a true yes that is not enough is flagged, since the goods are gone', () => {
  beforeEach(() =>
    done('access.saveApprovalPolicy', { policy: { permission: 'till.discount', secondPerson: false, pinUpTo: null } }),
  );

  test('a PIN beyond what the store takes one for; its badge is enough', async () => {
    await done('access.saveApprovalPolicy', {
      policy: { permission: 'till.discount', secondPerson: false, pinUpTo: 20 },
    });
    const [pin, shown] = [sale(), sale()];
    await push({ ...pin, approval: evidence(pin) });
    expect(await flagsOf(pin)).toContain('over-limit');
    await push({ ...shown, approval: evidence(shown, {}, { badge }) });
    expect(await flagsOf(shown)).not.toContain('over-limit');
  });

  test('by a PIN that was changed since, which nobody can compare any more', async () => {
    const before = sale();
    const approval = evidence(before, { pinMark: sha256('$argon2id$the one before') });
    await done('access.setPin', { staffId: tom, pinHash });
    expect((await push({ ...before, approval })).body.outcomes).toMatchObject([{ status: 'applied' }]);
    expect(await flagsOf(before)).toContain('over-limit');
  });

  test('of somebody who lost the right since', async () => {
    await done('access.saveStaff', person(tom, tillRole.id));
    const late = sale();
    expect((await push({ ...late, approval: evidence(late) })).body.outcomes).toMatchObject([{ status: 'applied' }]);
    expect(await flagsOf(late)).toContain('over-limit');
    await done('access.saveStaff', person(tom, managerRole.id));
  });
});

test('a right that is taken away acts within a minute', async () => {
  const role = { id: randomUUID(), name: 'Reader', permissions: ['audit.view', 'desk.use'], terms: {} };
  await done('access.saveRole', { role, base: null });
  const reader = randomUUID();
  await done('access.saveStaff', person(reader, role.id));
  const sign = { email: 'reader@larkhall.example', password: 'the password of the reader' };
  await addAccount(cloud.cloud.identity, { tenantId: store.tenantId, staffId: reader, name: 'Reader', ...sign });
  const { body } = await cloud.call('POST', '/auth/session', { body: sign });
  const read = async () => (await cloud.call('GET', '/v1/audit', { token: body.access_token })).status;
  expect(await read()).toBe(200);
  await done('access.saveRole', { role: { ...role, permissions: ['desk.use'] }, base: 1 });
  const since = Date.now();
  await expect.poll(read, { timeout: 60_000, interval: 500 }).toBe(403);
  expect(Date.now() - since).toBeLessThan(60_000);
});
