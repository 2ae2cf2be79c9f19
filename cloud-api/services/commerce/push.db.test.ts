import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/commands/system-actor.ts';
import {
  type Answer,
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let device: TestDevice;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'other');
  device = await enrolDevice(cloud, store);
});
afterAll(() => cloud?.close());

const push = (clientId: string, mutations: object[], token = device.token): Promise<Answer> =>
  cloud.call('POST', '/sync/v1/push', { token, body: { protocol: 1, clientId, mutations, sentAt: Date.now() } });

const adjust = (seq: number, variantId: string, more: object = {}) => ({
  seq,
  id: randomUUID(),
  name: 'inventory.adjust',
  version: 1,
  args: { lines: [{ locationId: store.locationId, variantId, delta: 1 }], reason: 'found', note: '' },
  occurredAt: Date.now(),
  actorId: store.staffId,
  actorName: 'Ada',
  ...more,
});

const onHand = async (variantId: string): Promise<number> => {
  const levels = await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token });
  return levels.body.rows[0].onHand;
};

test('a batch whose answer was lost is sent again and done once', async () => {
  const { variantId } = await store.product('Mug', 5);
  const clientId = randomUUID();
  const batch = [adjust(1, variantId), adjust(2, variantId)];
  const first = await push(clientId, batch);
  const again = await push(clientId, batch);
  expect(first.body.outcomes.map(({ status }: { status: string }) => status)).toEqual(['applied', 'applied']);
  expect([again.body.lastSeq, again.body.outcomes]).toEqual([2, first.body.outcomes]);
  expect(first.body.cloud).toEqual({ systemId: expect.stringMatching(/^\d+$/), timeline: 1 });
  expect(await onHand(variantId)).toBe(7);
});

test('of one batch sent many times at once, one is done', async () => {
  const { variantId } = await store.product('Vase', 1);
  const clientId = randomUUID();
  const batch = [adjust(1, variantId)];
  const answers = await Promise.all(Array.from({ length: 8 }, () => push(clientId, batch)));
  // A device has one turn at a time: who comes meanwhile may be told to come again, and is answered then.
  const statuses = answers.map(({ status }) => status);
  expect(statuses).toContain(200);
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  for (const status of statuses) if (status === 503) expect((await push(clientId, batch)).status).toBe(200);
  expect(await onHand(variantId)).toBe(2);
});

test('a counter that was skipped or used is a conflict that the desk answers itself', async () => {
  const { variantId } = await store.product('Jug', 1);
  const clientId = randomUUID();
  const skipped = await push(clientId, [adjust(2, variantId)]);
  expect(skipped.body).toMatchObject({ status: 409, code: 'sync.out-of-order', details: { expectedSeq: 1 } });
  await push(clientId, [adjust(1, variantId)]);
  const cloned = await push(clientId, [adjust(1, variantId)]);
  expect(cloned.body).toMatchObject({ status: 409, code: 'sync.re-identify' });
  const second = await enrolDevice(cloud, store);
  expect((await push(clientId, [adjust(2, variantId)], second.token)).body).toMatchObject({ code: 'sync.re-identify' });
  expect(await onHand(variantId)).toBe(2);
});

test('nobody acts as somebody of another store, or as the cloud', async () => {
  const { variantId } = await store.product('Bowl', 1);
  const asThem = adjust(1, variantId, { actorId: other.staffId });
  const asCloud = adjust(2, variantId, { actorId: systemActor.id, actorName: systemActor.name });
  const answer = await push(randomUUID(), [asThem, asCloud]);
  expect(answer.body.outcomes).toMatchObject([
    { status: 'refused', code: 'command.forbidden' },
    { status: 'refused', code: 'command.forbidden' },
  ]);
  expect(await onHand(variantId)).toBe(1);
});

test('a command that names the rows of another store changes nothing there', async () => {
  const theirs = await other.product('Theirs', 4);
  const lines = [{ locationId: other.locationId, variantId: theirs.variantId, delta: -4 }];
  const answer = await push(randomUUID(), [adjust(1, theirs.variantId, { args: { lines, reason: 'x', note: '' } })]);
  expect(answer.body.outcomes).toMatchObject([{ status: 'refused' }]);
  const levels = await cloud.call('GET', `/v1/stock-levels?variantId=${theirs.variantId}`, { token: other.token });
  expect(levels.body.rows).toMatchObject([{ onHand: 4 }]);
});

test('what cannot be understood at all is told; what can be acknowledged is kept', async () => {
  const unreadable = await push(randomUUID(), [{ nothing: true }]);
  expect(unreadable.body).toMatchObject({ status: 400, code: 'sync.malformed-push' });
  const kept = await push(randomUUID(), [
    { seq: 1, id: randomUUID(), name: 'of.the-future', version: 9, args: { a: 1 } },
  ]);
  expect(kept.body.outcomes).toMatchObject([{ status: 'quarantined' }]);
});

test('a device follows its own outcomes, not those of another till', async () => {
  const { variantId } = await store.product('Cup', 1);
  const second = await enrolDevice(cloud, store);
  const mine = adjust(1, variantId);
  await push(randomUUID(), [mine], second.token);
  const outcomes = async (token: string) =>
    JSON.stringify((await cloud.call('GET', '/sync/v1/shape?table=sync_outcomes&offset=-1', { token })).body);
  expect(await outcomes(second.token)).toContain(mine.id);
  expect(await outcomes(device.token)).not.toContain(mine.id);
});

test('a person’s token does not push, a device’s does not read records', async () => {
  expect((await push(randomUUID(), [], store.token)).body).toMatchObject({ status: 403, code: 'auth.not-a-device' });
  const read = await cloud.call('GET', '/v1/products', { token: device.token });
  expect(read.body).toMatchObject({ status: 403, code: 'auth.person-needed' });
});
