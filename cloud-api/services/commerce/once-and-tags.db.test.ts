import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

/** A write is done once under its key, and only on what its sender has seen. */
let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
beforeAll(async () => {
  cloud = await startTestCloud();
  [store, other] = await Promise.all([openStore(cloud, 'one'), openStore(cloud, 'two')]);
});
afterAll(() => cloud?.close());

const read = (id: string, headers: Record<string, string> = {}) =>
  cloud.call('GET', `/v1/products/${id}`, { token: store.token, headers });

/** Sets the category of a product, by what its sender saw. */
function file(productId: string, [from, to]: [string, string], key: string, tag?: string): Promise<Answer> {
  const body = { productId, patch: { category: { base: from, value: to } } };
  const headers = { 'idempotency-key': key, ...(tag && { 'if-match': tag }) };
  return cloud.call('POST', '/v1/commands/catalog.editProduct', { token: store.token, body, headers });
}

test('a key answers for what was sent with it, and for nothing else', async () => {
  const { productId } = await store.product('Mug', 1);
  const key = randomUUID();
  expect((await file(productId, ['Tableware', 'Mugs'], key)).body).toMatchObject({
    status: 'applied',
    repeated: false,
  });
  expect((await file(productId, ['Tableware', 'Mugs'], key)).body).toMatchObject({ status: 'applied', repeated: true });
  expect(await file(productId, ['Mugs', 'Bowls'], key)).toMatchObject({
    status: 422,
    body: { code: 'command.other-content' },
  });
  expect(await store.command('catalog.createProduct', {}, key)).toMatchObject({
    status: 409,
    body: { code: 'command.id-used' },
  });
  expect((await read(productId)).body).toMatchObject({ category: 'Mugs' });
});

test('of requests with one key at once one is done, and the others are told to ask again', async () => {
  const { productId } = await store.product('Vase', 1);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 12 }, () => file(productId, ['Tableware', 'Vases'], key)));
  const done = answers.filter(({ status }) => status === 200);
  expect(done.filter(({ body }) => !body.repeated)).toHaveLength(1);
  for (const { status, body, headers } of answers.filter((each) => !done.includes(each))) {
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'command.under-way' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await file(productId, ['Tableware', 'Vases'], key)).body).toMatchObject({
    status: 'applied',
    repeated: true,
  });
});

test('a command about a row as it was is refused, whoever changed it since', async () => {
  const { productId } = await store.product('Bowl', 1);
  const first = await read(productId);
  const tag = String(first.headers.get('etag'));
  expect((await read(productId, { 'if-none-match': tag })).status).toBe(304);
  const key = randomUUID();
  expect((await file(productId, ['Tableware', 'Bowls'], key, tag)).status).toBe(200);
  // Its own change does not stand in the way of asking again what became of it.
  expect((await file(productId, ['Tableware', 'Bowls'], key, tag)).body).toMatchObject({ repeated: true });
  const late = await file(productId, ['Bowls', 'Cups'], randomUUID(), tag);
  const now = (await read(productId)).headers.get('etag');
  expect(now).not.toBe(tag);
  expect(late).toMatchObject({ status: 412, body: { code: 'command.changed-since', details: { tag, now } } });
  expect((await file(productId, ['Bowls', 'Cups'], randomUUID(), `${now}`)).status).toBe(200);
});

test('of ten who decided on the same row one is done', async () => {
  const { productId } = await store.product('Plate', 1);
  const tag = String((await read(productId)).headers.get('etag'));
  const names = Array.from({ length: 10 }, (_, at) => `Shelf ${at}`);
  const answers = await Promise.all(names.map((to) => file(productId, ['Tableware', to], randomUUID(), tag)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  const done = names[answers.findIndex(({ status }) => status === 200)];
  expect((await read(productId)).body.category).toBe(done);
});

test('a tag of somebody else’s row, or none of ours, says nothing and lets nothing happen', async () => {
  const { productId } = await store.product('Jug', 1);
  const theirs = await other.product('Secret jug', 1);
  const there = await cloud.call('GET', `/v1/products/${theirs.productId}`, { token: other.token });
  for (const tag of [String(there.headers.get('etag')), '"abc"', 'W/"x"', '"staff/../x"', `"products/${productId}"`]) {
    expect(await file(productId, ['Tableware', 'Jugs'], randomUUID(), tag)).toMatchObject({
      status: 412,
      body: { code: 'command.changed-since', details: { now: null } },
    });
  }
  expect((await read(productId)).body.category).toBe('Tableware');
  expect((await file(productId, ['Tableware', 'Jugs'], randomUUID(), '*')).status).toBe(200);
});
