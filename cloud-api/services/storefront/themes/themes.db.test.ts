import { roleUrls } from '../../../platform/db/roles.ts';
import { openPools } from '../../../platform/db/pools.ts';
import { publishDueThemes } from './publish-due-themes.ts';
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { smallTheme } from '../../../testing/small-theme.ts';

let cloud: TestCloud;
let mine: TestStore;
let theirs: TestStore;
let stores: { mine: string; theirs: string };

const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };

async function storeOf(store: TestStore): Promise<Record<string, unknown>> {
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  const main = rows.find((row: { main: boolean }) => row.main);
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = main;
  return { domains: [], ...row };
}

async function done(store: TestStore, name: string, args: object): Promise<void> {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

beforeAll(async () => {
  cloud = await startTestCloud();
  mine = await openStore(cloud, 'larkhall');
  theirs = await openStore(cloud, 'frome');
  await mine.product('Mug <script>alert(1)</script>', 7);
  const [own, other] = [await storeOf(mine), await storeOf(theirs)];
  stores = { mine: String(own['id']), theirs: String(other['id']) };
  await done(mine, 'access.saveStore', { store: { ...own, slug: 'larkhall', hosted, domains: ['larkhall.example'] } });
  await done(theirs, 'access.saveStore', { store: { ...other, slug: 'frome-lamps', hosted } });
});
afterAll(() => cloud?.close());

async function here(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(cloud.cloud.url + path, { headers, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** As a browser that was led to the cloud by the shop's own address. */
function atHost(host: string, path: string): Promise<{ text: string; policy: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ text: string; policy: string }>();
  get(new URL(path, cloud.cloud.url), { headers: { host } }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () =>
      resolve({ text: Buffer.concat(chunks).toString(), policy: String(answer.headers['content-security-policy']) }),
    );
  }).on('error', reject);
  return promise;
}

async function send(store: TestStore, storeId: string, more: Record<string, string> = {}) {
  const body = { id: randomUUID(), storeId, files: smallTheme(more) };
  const answer = await cloud.call('POST', '/v1/themes', { token: store.token, body });
  return { id: body.id, ...answer };
}

async function publish(more: Record<string, string> = {}): Promise<string> {
  const { id, status, body } = await send(mine, stores.mine, more);
  expect(status, JSON.stringify(body)).toBe(200);
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: id });
  return id;
}

const product = () => here('/s/larkhall/p/mug-script-alert-1-script');

test('a theme is sent as a draft, seen by who has its id, published, and gone back from', async () => {
  const { id, status, body } = await send(mine, stores.mine);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({ id, number: 1, preview: `${cloud.cloud.url}/s/larkhall?theme=${id}` });
  expect((await here('/s/larkhall')).text).not.toContain('class="mine"');
  // Who has the address sees it at every page, and nobody keeps what they see.
  const chosen = await here(`/s/larkhall/search?theme=${id}&q=mug`);
  expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/s/larkhall/search?q=mug']);
  const cookie = String(chosen.headers.get('set-cookie'));
  expect(cookie).toContain('Path=/s/larkhall; HttpOnly; SameSite=Lax');
  const drafted = await here('/s/larkhall', { cookie: cookie.split(';')[0] ?? '' });
  expect(drafted.text).toContain('<h1>home: larkhall</h1>as it comes');
  expect(drafted.text).toContain('<meta name="robots" content="noindex">');
  expect(drafted.headers.get('cache-control')).toBe('no-store');
  expect((await here('/s/larkhall')).text).not.toContain('class="mine"');
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: id });
  await expect.poll(async () => (await here('/s/larkhall')).text).toContain('class="mine"');
  const page = await here('/s/larkhall');
  // Head, structured data, kept pages and the map stay what they were.
  expect(page.text).toContain(`<link rel="canonical" href="${cloud.cloud.url}/s/larkhall">`);
  expect(page.text).toContain('"@type":"WebSite"');
  expect((await here('/s/larkhall', { 'if-none-match': String(page.headers.get('etag')) })).status).toBe(304);
  expect((await here('/s/larkhall/sitemap.xml')).text).toContain('/s/larkhall/</loc>');
  expect((await here('/s/larkhall/nothing')).text).toContain('<h1>not-found:');
  expect((await here('/s/larkhall/checkout')).text).not.toContain('class="mine"');
  // Other settings are another version of the same files.
  const set = randomUUID();
  await done(mine, 'content.setThemeChoices', {
    versionId: id,
    id: set,
    choices: { line: 'Say & hear', ink: '#445566' },
  });
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: set });
  await expect.poll(async () => (await here('/s/larkhall')).text).toContain('Say &#38; hear');
  expect((await here('/s/larkhall')).text).toContain(';--set-ink:#445566}');
  const refused = await mine.command('content.setThemeChoices', {
    versionId: id,
    id: randomUUID(),
    choices: { ink: 'red;}' },
  });
  expect(refused.body.code).toBe('content.theme-value-not-taken');
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: null });
  await expect.poll(async () => (await here('/s/larkhall')).text).not.toContain('class="mine"');
});

test('what is wrong in a theme is said with its file and line, and nothing of it is kept', async () => {
  const cases: [string, string, string][] = [
    ['layout/theme.liquid', '<html>{% tillhouse_notes %}{% tillhouse_main %}</html>', 'missing-tag'],
    ['templates/home.liquid', '\n{{ page.title | raw }}', 'raw-output'],
    ['templates/home.liquid', '<script src="https://evil.example/x.js"></script>', 'script'],
    ['templates/home.liquid', '{% if %}', 'not-liquid'],
    ['templates/home.liquid', '{{ page.title | nothing_of_that_name }}', 'not-liquid'],
    ['snippets/self.liquid', '{% render "self" %}', 'endless'],
    ['../../etc/passwd', 'x', 'unknown-file'],
    ['assets/../../x.css', 'x', 'unknown-file'],
    ['assets/page.html', 'x', 'unknown-file'],
    ['assets/theme.css', '@import "//evil.example";', 'external'],
    ['assets/mark.svg', '<svg onload="x()"/>', 'script'],
    ['templates/cart.liquid', 'x'.repeat(70_000), 'too-large'],
  ];
  for (const [path, text, code] of cases) {
    const self: Record<string, string> =
      path === 'snippets/self.liquid' ? { 'templates/home.liquid': '{% render "self" %}' } : {};
    const { status, body } = await send(mine, stores.mine, { ...self, [path]: text });
    expect([status, body.code], path).toEqual([422, 'theme.errors']);
    expect(body.details.findings, path).toContainEqual(expect.objectContaining({ file: path, code, level: 'error' }));
  }
  const large = await send(
    mine,
    stores.mine,
    Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`assets/a${at}.css`, 'x'.repeat(300_000)])),
  );
  expect([large.status, large.body.code]).toEqual([422, 'theme.errors']);
  const { body } = await cloud.call('GET', '/v1/theme-versions', { token: mine.token });
  expect(body.rows.map(({ number }: { number: number }) => number).sort()).toEqual([1, 2]);
});

test.each([
  [
    'an endless loop',
    '{% for i in (1..2000) %}{% for i in (1..2000) %}{% for i in (1..2000) %}x{% endfor %}{% endfor %}{% endfor %}',
  ],
  ['a list without end', '{% for i in (1..900000000) %}x{% endfor %}'],
  [
    'text without end',
    '{% assign a = "xxxxxxxxxxxxxxxx" %}{% for i in (1..90) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
  ],
])('%s costs the theme its page and nobody else anything: shoppers get the built-in one', async (_name, template) => {
  const id = await publish({ 'templates/home.liquid': template });
  await expect.poll(async () => (await here('/s/larkhall/cart')).text).toContain(`/theme/${id}/theme.css`);
  const { status, text } = await here('/s/larkhall');
  expect(status).toBe(200);
  expect(text).toContain('class="bar wrap"');
  const faults = async () =>
    (await cloud.call('GET', `/v1/theme-faults?versionId=${id}`, { token: mine.token })).body.rows;
  await expect.poll(faults).toEqual([expect.objectContaining({ template: 'templates/home.liquid', times: 1 })]);
  // Every other page is still the theme's.
  expect((await here('/s/larkhall/search')).text).toContain('<h1>search:');
});

test('nothing of a theme reaches insides, another shop, or a browser as a script', async () => {
  const spy = `{{ constructor }}{{ page.constructor.constructor }}{{ page.__proto__ }}{{ process.env }}{{ shop.tenantId }}{{ tenant_id }}[end]`;
  const id = await publish({
    'templates/home.liquid': spy,
    'templates/product.liquid': '{% tillhouse_buy %}<p title="{{ product.title }}">{{ product.title }}</p>',
  });
  await expect
    .poll(async () => (await here('/s/larkhall')).text)
    .toContain('<main id="content" tabindex="-1">[end]</main>');
  const { text, headers } = await product();
  expect(text).toContain('<p title="Mug &#60;script&#62;alert(1)&#60;/script&#62;">');
  expect(text).not.toContain('<script>alert');
  const policy = String(headers.get('content-security-policy'));
  expect(policy).not.toMatch(/unsafe|theme\.js/);
  // Shops share the cloud's own address: none runs a script of its own there, and it is not even served.
  expect(text).not.toContain('theme.js');
  expect((await here(`/s/larkhall/theme/${id}/theme.js`)).status).toBe(404);
  const style = await here(`/s/larkhall/theme/${id}/theme.css`);
  expect(Object.fromEntries(style.headers)).toMatchObject({
    ...{ 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' },
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const drawing = await here(`/s/larkhall/theme/${id}/mark.svg`);
  expect(drawing.headers.get('content-type')).toBe('image/svg+xml');
  expect(drawing.headers.get('content-security-policy')).toContain('sandbox');
  for (const path of [
    '../layout/theme.liquid',
    '%2e%2e/layout/theme.liquid',
    'theme.liquid',
    'nothing.css',
    '..%2ftheme.json',
  ])
    expect((await here(`/s/larkhall/theme/${id}/${path}`)).text, path).not.toContain('tillhouse_head');
  // Another shop has neither its files nor its pages.
  expect((await here(`/s/frome-lamps/theme/${id}/theme.css`)).status).toBe(404);
  expect((await here(`/s/frome-lamps?theme=${id}`)).status).toBe(404);
  expect((await here('/s/frome-lamps', { cookie: `shop-theme=${id}` })).text).not.toContain('class="mine"');
  const taken = await theirs.command('content.publishTheme', { storeId: stores.theirs, versionId: id });
  expect(taken.body.code).toBe('content.theme-unknown');
  expect((await cloud.call('GET', `/v1/themes/${id}`, { token: theirs.token })).status).toBe(404);
  const foreign = await send(theirs, stores.mine);
  expect(foreign.status).toBe(404);
  // A version is of files that the tenant itself sent.
  const { body } = await cloud.call('GET', `/v1/theme-versions?storeId=${stores.mine}`, { token: mine.token });
  const { files } = body.rows.find((row: { id: string }) => row.id === id);
  const stolen = {
    id: randomUUID(),
    storeId: stores.theirs,
    name: 'x',
    release: '1.0.0',
    files,
    settings: [],
    choices: {},
  };
  expect((await theirs.command('content.keepTheme', { version: stolen })).body.code).toBe(
    'content.theme-files-missing',
  );
});

test('at an address of its own its scripts run, by their hash, and none at the checkout', async () => {
  const id = await publish();
  const at = (path: string) => atHost('larkhall.example', path);
  await expect.poll(async () => (await at('/')).text).toContain('class="mine"');
  const { text, policy } = await at('/');
  expect(text).toMatch(new RegExp(`<script src="/theme/${id}/theme.js" integrity="sha384-[^"]+" defer></script>`));
  expect(policy).toContain(`larkhall.example/theme/${id}/theme.js`);
  expect((await at(`/theme/${id}/theme.js`)).text).toContain('document.title');
  const checkout = await at('/checkout');
  expect(checkout.policy).not.toContain('theme.js');
  expect(checkout.text).not.toContain('theme.js');
});

test('who may not, may not; what was sent and published stands on the audit log; a theme comes back as it was sent', async () => {
  const { rows } = (await cloud.call('GET', '/v1/theme-versions', { token: mine.token })).body;
  const [{ id }] = rows;
  const back = await cloud.call('GET', `/v1/themes/${id}`, { token: mine.token });
  expect(back.body.files).toContainEqual({ path: 'assets/theme.css', text: 'body { color: red }' });
  const key = await cloud.call('POST', '/auth/api-keys', {
    token: mine.token,
    body: { kind: 'secret', name: 'Pages', scopes: ['content.edit'] },
  });
  const barred = await cloud.call('POST', '/v1/themes', {
    token: key.body.key,
    body: { id: randomUUID(), storeId: stores.mine, files: smallTheme() },
  });
  expect(barred.status).toBe(403);
  const audit = async () => JSON.stringify((await cloud.call('GET', '/v1/audit', { token: mine.token })).body);
  await expect.poll(audit).toContain('content.keepTheme');
  expect(await audit()).toContain('content.publishTheme');
});

test('a developer is given what templates get of a page, and of their own shop alone', async () => {
  const ask = (store: TestStore, address: string) =>
    cloud.call('POST', '/v1/theme-data', { token: store.token, body: { storeId: stores.mine, address, settings: [] } });
  const { status, body } = await ask(mine, '/search?q=mug');
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.page).toBe('search');
  expect(body.data.products[0]).toMatchObject({
    title: 'Mug <script>alert(1)</script>',
    url: '/p/mug-script-alert-1-script',
  });
  expect(body.data.products[0].price).toMatchObject({ currency: 'GBP', amount: expect.any(Number) });
  expect(JSON.stringify(body.data)).not.toContain(mine.tenantId);
  expect((await ask(mine, '/nothing/here')).body.page).toBe('not-found');
  expect((await ask(theirs, '/')).status).toBe(404);
});

test('a version goes live by itself at its time, once, and not where it was taken back or published before', async () => {
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: null });
  const { id } = await send(mine, stores.mine);
  const publishAt = Date.now() + 3_600_000;
  const at = async (now: number) => {
    const pools = openPools(roleUrls(cloud.database.url), () => {});
    const context = { pool: pools.app, onCommitted: () => {}, now: () => now };
    await Promise.all([publishDueThemes(pools.system, context), publishDueThemes(pools.system, context)]);
    await pools.close();
  };
  const row = async () => {
    const { rows } = (await cloud.call('GET', '/v1/theme-versions', { token: mine.token })).body;
    return rows.find((one: { id: string }) => one.id === id);
  };
  const shown = async () => {
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: mine.token })).body;
    return rows.find((one: { id: string }) => one.id === stores.mine).hosted.themeId ?? null;
  };
  await done(mine, 'content.scheduleTheme', { versionId: id, publishAt });
  expect(await row()).toMatchObject({ publishAt, publishedAt: null });
  await at(publishAt - 1);
  expect(await shown()).toBeNull();
  await at(publishAt);
  expect(await shown()).toBe(id);
  expect(await row()).toMatchObject({ publishAt: null });
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: null });
  await done(mine, 'content.scheduleTheme', { versionId: id, publishAt });
  await done(mine, 'content.scheduleTheme', { versionId: id, publishAt: null });
  await at(publishAt + 1);
  expect(await shown()).toBeNull();
  // Somebody put it off after the cloud had seen that it was due.
  await done(mine, 'content.scheduleTheme', { versionId: id, publishAt });
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: id, due: publishAt - 1 });
  expect(await shown()).toBeNull();
  // Published by hand before its time, and taken back: its time brings it no more.
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: id });
  await done(mine, 'content.publishTheme', { storeId: stores.mine, versionId: null });
  await at(publishAt + 1);
  expect(await shown()).toBeNull();
  const unknown = await mine.command('content.scheduleTheme', { versionId: randomUUID(), publishAt });
  expect(unknown.body.code).toBe('content.theme-unknown');
});
