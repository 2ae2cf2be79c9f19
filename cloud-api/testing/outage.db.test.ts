import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningPostgres, startPostgres } from '../../tools/parts/postgres.ts';
import { bootCloud, type Cloud } from '../boot.ts';
import { migrate } from '../migrate.ts';
import {
  call,
  enrolDevice,
  openStore,
  publishableKey,
  quiet,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from './test-cloud.ts';
import { testKms } from './test-kms.ts';

let folder: string;
let postgres: RunningPostgres;
let cloud: Cloud;
let store: TestStore;
let key: string;
let device: TestDevice;

const start = (port?: number) =>
  startPostgres({ dataDir: join(folder, 'postgres'), fast: true, ...(port === undefined ? {} : { port }) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-outage-'));
  postgres = await start();
  const { urls } = await migrate({ adminUrl: postgres.url(), database: 'tillhouse' });
  cloud = await bootCloud({ urls, log: quiet, kms: testKms() });
  const test: TestCloud = { cloud, call: (...ask) => call(cloud.url, ...ask) } as TestCloud;
  store = await openStore(test, 'larkhall');
  key = await publishableKey(test, store);
  device = await enrolDevice(test, store);
});
afterAll(async () => {
  await cloud?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (method: string, path: string, body?: unknown) =>
  call(cloud.url, method, path, { token: store.token, ...(body === undefined ? {} : { body }) });

test('while Postgres is away every request says so, and all goes on when it is back', async () => {
  const before = await store.product('Mug', 5);
  const { port } = postgres;
  // In the middle of things: some of these are under way when the connections are cut.
  const underWay = Array.from({ length: 20 }, (_, at) =>
    store.command('inventory.adjust', adjustment(before.variantId, at)),
  );
  await postgres.stop();
  const cut = await Promise.all(underWay);
  expect(new Set(cut.map(({ status }) => status))).toEqual(
    new Set(cut.map(({ status }) => (status === 200 ? 200 : 503))),
  );

  for (const [method, path, body] of [
    ['GET', '/readyz'],
    ['GET', '/v1/products'],
    ['POST', '/auth/session', { email: store.email, password: store.password }],
  ] as const) {
    const away = await ask(method, path, body);
    expect([path, away.status, away.body.code]).toEqual([path, 503, 'service.unavailable']);
    expect(away.body.detail).toContain('Nothing of this request was kept');
    expect(away.headers.get('retry-after')).toBe('2');
  }
  expect((await ask('GET', '/healthz')).status).toBe(200);

  postgres = await start(port);
  await expect.poll(async () => (await ask('GET', '/readyz')).status).toBe(200);
  expect((await ask('POST', '/auth/session', { email: store.email, password: store.password })).status).toBe(200);
  const levels = await ask('GET', `/v1/stock-levels?variantId=${before.variantId}`);
  const applied = cut.filter(({ status }) => status === 200).length;
  // What was answered with 200 is there. An answer that was lost on the way may be there too, never half of it.
  const { onHand } = levels.body.rows[0];
  expect(onHand).toBeGreaterThanOrEqual(5 + applied);
  const movements = await ask('GET', `/v1/stock-movements?variantId=${before.variantId}&limit=200`);
  const sum = movements.body.rows.reduce((total: number, row: { onHand: number }) => total + row.onHand, 0);
  expect(onHand).toBe(sum);

  // The stream of changes begins anew by itself.
  const shape = () => call(cloud.url, 'GET', '/sync/v1/shape?table=products&offset=-1', { token: device.token });
  await expect.poll(async () => JSON.stringify((await shape()).body)).toContain(before.productId);

  const shown = await call(cloud.url, 'GET', '/shop/v1/products', { token: key });
  expect(shown.body.products[0]).toMatchObject({ available: onHand });
});

function adjustment(variantId: string, at: number): unknown {
  return { lines: [{ locationId: store.locationId, variantId, delta: 1 }], reason: 'found', note: String(at) };
}
