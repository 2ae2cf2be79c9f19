import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
let device: TestDevice;
let variantId: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  device = await enrolDevice(cloud, store);
  ({ variantId } = await store.product('Mug', 100));
});
afterAll(() => cloud?.close());

const push = (mutations: unknown[], clientId: string = randomUUID(), more: object = {}): Promise<Answer> =>
  cloud.call('POST', '/sync/v1/push', {
    token: device.token,
    body: { protocol: 1, clientId, mutations, sentAt: Date.now(), ...more },
  });

const adjust = (seq: number, more: object = {}) => ({
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

const onHand = async (): Promise<number> =>
  (await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token })).body.rows[0].onHand;
const kept = async (id: string): Promise<{ payload: unknown } | undefined> => {
  const { body } = await cloud.call('GET', '/v1/quarantine?limit=200', { token: store.token });
  return body.rows.find(({ mutationId }: { mutationId: string }) => mutationId === id);
};

test('a newer version is not taken in: what came before it is, it and what follows wait for the cloud’s update', async () => {
  const before = await onHand();
  const clientId = randomUUID();
  const newer = adjust(2, { version: 99 });
  const answer = await push([adjust(1), newer, adjust(3)], clientId);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    lastSeq: 1,
    outcomes: [{ seq: 1, status: 'applied' }],
    held: { seq: 2, id: newer.id, code: 'sync.cloud-too-old', message: expect.stringContaining('Update the cloud') },
  });
  expect(await onHand()).toBe(before + 1);
  expect(await kept(newer.id)).toBeUndefined();
  // After the update the same mutation runs under the same counter.
  expect((await push([{ ...newer, version: 1 }], clientId)).body.outcomes).toMatchObject([{ status: 'applied' }]);
});

test('a command that is too new by its name waits as well; what is no command’s name is put aside', async () => {
  const future = adjust(1, { name: 'loyalty.earnPoints' });
  expect((await push([future])).body).toMatchObject({ lastSeq: 0, held: { code: 'sync.cloud-too-old' } });
  const nonsense = adjust(1, { name: '; DROP TABLE orders' });
  expect((await push([nonsense])).body.outcomes).toMatchObject([{ status: 'quarantined', code: 'command.unknown' }]);
});

test('a malformed payload is kept whole, whatever characters it holds, and the queue goes on', async () => {
  const before = await onHand();
  const odd = [
    adjust(1, { args: { lines: 'none', note: 'NUL \0 and \ud800 half' } }),
    adjust(2, { occurredAt: 'yesterday', name: 'a\0b' }),
    adjust(3, { args: null, actorName: 7 }),
    { seq: 4, id: randomUUID() },
  ];
  const answer = await push([...odd, adjust(5)]);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.body.outcomes.map(({ status }: { status: string }) => status)).toEqual([
    ...odd.map(() => 'quarantined'),
    'applied',
  ]);
  expect(await onHand()).toBe(before + 1);
  for (const each of odd) {
    const { payload } = (await kept(each.id)) as { payload: { text?: string } };
    // JSON that jsonb cannot hold is kept as its text.
    expect(payload.text === undefined ? payload : JSON.parse(payload.text)).toEqual(JSON.parse(JSON.stringify(each)));
  }
});

test('a batch nested deeper than any command is refused as a whole', async () => {
  const depth = 50_000;
  const body = `{"protocol":1,"clientId":"${randomUUID()}","sentAt":1,"mutations":[{"seq":1,"id":"${randomUUID()}","args":${'['.repeat(depth)}${']'.repeat(depth)}}]}`;
  const answer = await fetch(`${cloud.cloud.url}/sync/v1/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
    body,
  });
  expect([answer.status, (await answer.json()).code]).toEqual([400, 'sync.malformed-push']);
});

test('a batch of more than 50 is refused as a whole, and fits in parts', async () => {
  const before = await onHand();
  const clientId = randomUUID();
  const batch = Array.from({ length: 60 }, (_, at) => adjust(at + 1));
  expect((await push(batch, clientId)).body).toMatchObject({ status: 400, code: 'sync.malformed-push' });
  expect(await onHand()).toBe(before);
  await push(batch.slice(0, 30), clientId);
  expect((await push(batch.slice(30), clientId)).body.lastSeq).toBe(60);
  expect(await onHand()).toBe(before + 60);
});

/** Declares 50 MB and begins to send them: the answer comes before the rest is taken. */
function sendLarge(bytes: number): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(cloud.cloud.url);
    const sending = httpRequest({
      ...{ hostname, port, method: 'POST', path: '/sync/v1/push' },
      headers: {
        authorization: `Bearer ${device.token}`,
        'content-type': 'application/json',
        'content-length': String(bytes),
      },
    });
    sending.on('response', (answer) => {
      let body = '';
      answer.on('data', (part) => {
        body += part;
      });
      answer.on('end', () => {
        sending.destroy();
        resolve({ status: answer.statusCode ?? 0, body });
      });
    });
    sending.on('error', (error) => reject(error));
    sending.write(`{"protocol":1,"clientId":"${randomUUID()}","mutations":[`);
  });
}

test('a batch of 50 MB is refused by a typed answer before it is read', async () => {
  const { status, body } = await sendLarge(50 * 1024 * 1024);
  expect([status, JSON.parse(body).code]).toEqual([413, 'request.too-large']);
});

test('a protocol of the future is refused as a whole', async () => {
  const answer = await push([adjust(1)], randomUUID(), { protocol: 2 });
  expect(answer.body).toMatchObject({
    code: 'sync.cloud-too-old',
    detail: expect.stringContaining('Update the cloud'),
  });
});
