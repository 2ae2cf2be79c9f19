import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../cloud-api/testing/test-cloud.ts';
import { CloudClient } from '../cli/cloud-client.ts';
import { DevServer } from './dev-server.ts';
import { readTheme, writeTheme } from './theme-folder.ts';
import { fetchTheme, sendTheme, shopBehind, storeNamed } from './theme-store.ts';

const starter = fileURLToPath(new URL('./starter/', import.meta.url));
let cloud: TestCloud;
let store: TestStore;
let client: CloudClient;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'theme-'));
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  await store.product('Stoneware mug', 7);
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
  const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
  const saved = await store.command('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
  expect(saved.body).toMatchObject({ status: 'applied' });
  const body = { kind: 'secret', name: 'Studio', scopes: ['content.themes'] };
  const key = await cloud.call('POST', '/auth/api-keys', { token: store.token, body });
  client = new CloudClient({ url: cloud.cloud.url, credentials: { key: key.body.key } });
});
afterAll(async () => {
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a theme is sent with a key, comes back as it was, and what is wrong in one is said and kept nowhere', async () => {
  const files = await readTheme(starter);
  const at = await storeNamed(client, 'larkhall');
  const { sent, findings } = await sendTheme(client, at, files);
  expect(findings).toEqual([]);
  expect(sent).toMatchObject({ number: 1, preview: expect.stringContaining('/s/larkhall?theme=') });
  const back = await fetchTheme(client, sent?.id ?? '');
  await writeTheme(join(folder, 'copy'), back.files);
  expect(await readTheme(join(folder, 'copy'))).toEqual(files);
  const bare = files.filter(({ path }) => path !== 'templates/cart.liquid');
  const refused = await sendTheme(client, at, bare);
  expect(refused.refused).toContain('Nothing was kept');
  expect(refused.findings).toContainEqual(
    expect.objectContaining({ file: 'templates/cart.liquid', code: 'missing-file' }),
  );
  await expect(storeNamed(client, 'nowhere')).rejects.toThrow('These are there: larkhall');
});

test('it is shown here with the data of a running shop, whose elements are asked through here', async () => {
  const at = await storeNamed(client, undefined);
  const server = new DevServer({ folder: starter, port: 0, say: () => {}, shop: shopBehind(client, at) });
  const url = await server.start();
  try {
    const home = await (await fetch(url)).text();
    expect(home).toContain('<h1>The winter table</h1>');
    expect(home).toContain('href="/p/stoneware-mug"');
    expect(home).not.toContain('preview-bar');
    const product = await fetch(`${url}/p/stoneware-mug`);
    expect(await product.text()).toContain('<tillhouse-buy handle="stoneware-mug"');
    const headers = { authorization: 'Bearer pk_hosted_larkhall' };
    const asked = await fetch(`${url}/shop/v1/products/stoneware-mug`, { headers });
    expect([asked.status, ((await asked.json()) as { title: string }).title]).toEqual([200, 'Stoneware mug']);
  } finally {
    await server.stop();
  }
});
