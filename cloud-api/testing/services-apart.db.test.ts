import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootCloud, type Cloud } from '../boot.ts';
import { testKms } from './test-kms.ts';
import {
  call,
  enrolDevice,
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from './test-cloud.ts';

let first: TestCloud;
let store: TestStore;
const apart: Cloud[] = [];

/** `first` has identity and commerce; a second process sells. */
beforeAll(async () => {
  first = await startTestCloud({ services: ['identity', 'commerce'] });
  store = await openStore(first, 'larkhall');
  apart.push(
    await bootCloud({ databaseUrl: first.database.url, services: ['storefront'], log: quiet, kms: testKms() }),
  );
  apart.push(await bootCloud({ databaseUrl: first.database.url, services: ['commerce'], log: quiet, kms: testKms() }));
});
afterAll(async () => {
  for (const cloud of apart) await cloud.close();
  await first?.close();
});

test('a process serves the addresses of its services and no others', async () => {
  const [shop] = apart as [Cloud];
  expect((await call(shop.url, 'POST', '/auth/session', { body: {} })).status).toBe(404);
  expect((await call(shop.url, 'GET', '/v1/products', { token: store.token })).status).toBe(404);
  expect((await first.call('GET', '/shop/v1/products')).status).toBe(404);
  expect((await call(shop.url, 'GET', '/readyz')).status).toBe(200);
});

test('what one process signed, another takes; what one wrote, another reads', async () => {
  const [shop, commerce] = apart as [Cloud, Cloud];
  const mug = await store.product('Mug', 3);
  const device = await enrolDevice(first, store);
  const pushed = await call(commerce.url, 'POST', '/sync/v1/push', {
    token: device.token,
    body: { protocol: 1, clientId: device.deviceId, mutations: [], sentAt: Date.now() },
  });
  expect(pushed.status).toBe(200);
  const shape = await call(commerce.url, 'GET', '/sync/v1/shape?table=products&offset=-1', { token: device.token });
  expect(JSON.stringify(shape.body)).toContain(mug.productId);
  const key = await publishableKey(first, store);
  const product = await call(shop.url, 'GET', `/shop/v1/products/${mug.handle}`, { token: key });
  expect(product.body).toMatchObject({ id: mug.productId, available: 3 });
});

test('closing a cloud ends held requests at once and lets go of the port', async () => {
  const cloud = await bootCloud({ databaseUrl: first.database.url, log: quiet, kms: testKms() });
  const key = await publishableKey(first, store);
  const stream = await fetch(`${cloud.url}/shop/v1/events?key=${key}`);
  const device = await enrolDevice(first, store);
  const ask = (query: string) =>
    fetch(`${cloud.url}/sync/v1/shape?table=products&${query}`, {
      headers: { authorization: `Bearer ${device.token}` },
    });
  const begin = await ask('offset=-1');
  const handle = begin.headers.get('electric-handle');
  const next = await ask(`offset=${begin.headers.get('electric-offset')}&handle=${handle}`);
  const held = ask(`offset=${next.headers.get('electric-offset')}&handle=${handle}&live=true`).then(
    (answer) => answer.status,
    () => 'cut',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  await cloud.close();
  expect(await stream.text()).toContain(': open');
  expect([200, 409, 503, 'cut']).toContain(await held);
  const { port } = new URL(cloud.url);
  const again = await bootCloud({ databaseUrl: first.database.url, log: quiet, kms: testKms(), port: Number(port) });
  expect(again.url).toBe(cloud.url);
  await again.close();
});
