import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pool } from '../../platform/db/pools.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { HostedShops } from './hosted/hosted-shops.ts';
import { ShopViews } from './shop-views.ts';

let cloud: TestCloud;
let store: TestStore;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  await saved({ slug: 'larkhall', name: 'Larkhall' });
});
afterAll(() => cloud?.close());

const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };

async function saved(patch: object): Promise<void> {
  const { body } = await cloud.call('GET', '/v1/stores', { token: store.token });
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = body.rows[0];
  const answer = await store.command('access.saveStore', { store: { domains: [], ...row, hosted, ...patch } });
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

/** The same database; `read` is called each time that something was read and its answer is on its way. */
function heardBetween(pool: Pool, read: () => unknown): Pool {
  const connect = async () => {
    const client = await pool.connect();
    const release = client.release.bind(client);
    client.release = (broken) => {
      client.release = release;
      release(broken);
      read();
    };
    return client;
  };
  return new Proxy(pool, { get: (of, name) => (name === 'connect' ? connect : Reflect.get(of, name)) });
}

const caller = () => ({ kind: 'publishable-key', tenantId: store.tenantId, keyId: 'k', origins: [] }) as never;
const asked = { headers: {} } as FastifyRequest;

test('a store that was read just before it changed is not believed once the change was heard of', async () => {
  let hears = true;
  const { pool } = cloud.cloud.commerce;
  const views: ShopViews = new ShopViews(heardBetween(pool, () => hears && views.drop(store.tenantId)));
  const shops: HostedShops = new HostedShops(heardBetween(pool, () => hears && shops.forget()));
  const seen = async () => [
    (await views.of(caller(), asked, undefined)).store?.name,
    (await shops.atSlug('larkhall'))?.hosted.headline,
  ];
  expect(await seen()).toEqual(['Larkhall', '']);
  hears = false;
  await saved({ name: 'Larkhall & Daughters', hosted: { ...hosted, headline: 'New' } });
  expect(await seen()).toEqual(['Larkhall & Daughters', 'New']);
  // And then it is kept.
  await saved({ name: 'Larkhall', hosted });
  expect(await seen()).toEqual(['Larkhall & Daughters', 'New']);
});
