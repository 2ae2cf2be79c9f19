import { randomUUID } from 'node:crypto';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { publishDueLooks } from './publish-due-looks.ts';

let cloud: TestCloud;
let mine: TestStore;
let theirs: TestStore;
let mug: { productId: string; handle: string };

const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };

async function storeOf(store: TestStore): Promise<Record<string, unknown>> {
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  // Ids are random: the first row is any of its stores.
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
  mug = await mine.product('Stoneware mug', 7);
  await done(mine, 'access.saveStore', { store: { ...(await storeOf(mine)), slug: 'larkhall', hosted } });
  await done(theirs, 'access.saveStore', { store: { ...(await storeOf(theirs)), slug: 'frome-lamps', hosted } });
});
afterAll(() => cloud?.close());

async function here(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(cloud.cloud.url + path, { headers, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const plain = { seoTitle: '', seoDescription: '' };
const about = {
  ...plain,
  ...{
    lang: 'en',
    slug: 'about',
    title: 'About <us>',
    body: '## Who\n\nWe & our **kiln**.\n\n- [Mugs](/c/Tableware)\n',
  },
};
const page = (more: object = {}) => ({
  page: { id: randomUUID(), revision: 0, texts: [about], storeIds: [], publishAt: Date.now() - 1_000, ...more },
});

test('a published page is read in the look of the shop, in its map and at its foot; nobody else’s shop has it', async () => {
  const { page: saved } = page();
  await done(mine, 'content.savePage', { page: saved });
  await expect.poll(async () => (await here('/s/larkhall/pages/about')).status).toBe(200);
  const { text, headers } = await here('/s/larkhall/pages/about');
  expect(text).toContain('<h1>About &#60;us&#62;</h1>');
  expect(text).toContain('<h2>Who</h2>\n<p>We &#38; our <strong>kiln</strong>.</p>');
  expect(text).toContain('<ul><li><a href="/s/larkhall/c/Tableware">Mugs</a></li></ul>');
  expect(text).toContain('<meta name="description" content="We &#38; our kiln. Mugs">');
  expect(text).toContain(`<link rel="canonical" href="${cloud.cloud.url}/s/larkhall/pages/about">`);
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect((await here('/s/larkhall')).text).toContain('<a href="/s/larkhall/pages/about">About &#60;us&#62;</a>');
  expect((await here('/s/larkhall/sitemap.xml')).text).toContain('/s/larkhall/pages/about</loc>');
  expect((await here('/s/frome-lamps/pages/about')).status).toBe(404);
  expect((await here(`/s/frome-lamps/preview/${saved.id}`)).status).toBe(404);
  expect((await here('/s/frome-lamps')).text).not.toContain('About');
  // What is changed is there at once, for who has the page too.
  const etag = String(headers.get('etag'));
  expect((await here('/s/larkhall/pages/about', { 'if-none-match': etag })).status).toBe(304);
  const changed = { ...saved, revision: 1, texts: [{ ...about, seoTitle: 'Kiln & mugs', body: 'New words' }] };
  await done(mine, 'content.savePage', { page: changed });
  await expect
    .poll(async () => (await here('/s/larkhall/pages/about', { 'if-none-match': etag })).text)
    .toContain('<title>Kiln &#38; mugs · larkhall</title>');
  await done(mine, 'content.removePage', { pageId: saved.id, revision: 2 });
  await expect.poll(async () => (await here('/s/larkhall/pages/about')).status).toBe(404);
  await expect.poll(async () => (await here('/s/larkhall')).text).not.toContain('About');
});

test('a draft and what is to come are seen by who has their id alone, and told to no search engine', async () => {
  for (const publishAt of [null, Date.now() + 86_400_000]) {
    const { page: saved } = page({ publishAt, texts: [{ ...about, slug: `to-come-${publishAt}` }] });
    await done(mine, 'content.savePage', { page: saved });
    expect((await here(`/s/larkhall/pages/to-come-${publishAt}`)).status).toBe(404);
    const preview = await here(`/s/larkhall/preview/${saved.id}`);
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('Shoppers do not find it yet.');
    expect(preview.text).toContain('<meta name="robots" content="noindex">');
    expect(preview.headers.get('cache-control')).toBe('no-store');
  }
  expect((await here('/s/larkhall/sitemap.xml')).text).not.toContain('to-come');
  for (const wrong of [randomUUID(), 'x', "'--"])
    expect((await here(`/s/larkhall/preview/${encodeURIComponent(wrong)}`)).status).toBe(404);
});

test('a store shows a page in its language; the address of another language leads there', async () => {
  const german = { ...about, lang: 'de', slug: 'versand', title: 'Versand', body: 'Wir senden.' };
  const store = { ...(await storeOf(mine)), id: randomUUID(), revision: 0, name: 'Graz', locale: 'de-AT', domains: [] };
  await done(mine, 'access.saveStore', { store: { ...store, slug: 'larkhall-graz' } });
  const both = page({ texts: [{ ...about, slug: 'delivery' }, german] });
  await done(mine, 'content.savePage', both);
  await expect.poll(async () => (await here('/s/larkhall-graz/pages/versand')).status).toBe(200);
  const { text } = await here('/s/larkhall-graz/pages/versand');
  expect(text).toContain('<h1>Versand</h1>');
  expect(text).toContain(`hreflang="en-GB" href="${cloud.cloud.url}/s/larkhall/pages/delivery"`);
  const moved = await here('/s/larkhall-graz/pages/delivery');
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/s/larkhall-graz/pages/versand']);
  // One of a single language, or of another store, is not there.
  await done(mine, 'content.savePage', page({ texts: [{ ...about, slug: 'only-english' }] }));
  const elsewhere = { storeIds: [store.id], texts: [{ ...about, slug: 'not-here' }] };
  await done(mine, 'content.savePage', page(elsewhere));
  await expect.poll(async () => (await here('/s/larkhall/pages/only-english')).status).toBe(200);
  expect((await here('/s/larkhall-graz/pages/only-english')).status).toBe(404);
  expect((await here('/s/larkhall/pages/not-here')).status).toBe(404);
});

test('menus lead to what this store has, in its words; what it does not have is left out', async () => {
  const { page: help } = page({ texts: [{ ...about, slug: 'help', title: 'Help' }] });
  const { page: draft } = page({ publishAt: null, texts: [{ ...about, slug: 'not-yet', title: 'Not yet' }] });
  for (const saved of [help, draft]) await done(mine, 'content.savePage', { page: saved });
  const label = (words: string) => [{ lang: 'en', label: words }];
  const leaf = (kind: string, target = '', labels: object[] = []) => ({ kind, target, labels });
  const entry = (of: object, items: object[] = []) => ({ ...of, items });
  const items = [
    entry(leaf('category', 'Tableware', label('The table')), [
      leaf('product', mug.productId),
      leaf('category', 'Nothing on sale'),
    ]),
    entry(leaf('page', help.id)),
    entry(leaf('page', draft.id)),
    entry(leaf('heading', '', label('Empty')), [leaf('page', draft.id)]),
    entry(leaf('address', 'https://journal.example/?a=1&b=2', label('<Journal>'))),
  ];
  await done(mine, 'content.saveMenu', { menu: { place: 'header', revision: 0, items } });
  await expect.poll(async () => (await here('/s/larkhall')).text).toContain('The table');
  const { text } = await here('/s/larkhall');
  const [, nav = ''] = /<nav class="own" aria-label="Menu">(.*?)<\/nav>/s.exec(text) ?? [];
  expect(nav.match(/<(a|summary)[^>]*>.*?<\/\1>/g)).toEqual([
    '<summary>The table</summary>',
    '<a href="/s/larkhall/c/Tableware">See all of The table</a>',
    `<a href="/s/larkhall/p/${mug.handle}">Stoneware mug</a>`,
    '<a href="/s/larkhall/pages/help">Help</a>',
    '<a href="https://journal.example/?a=1&#38;b=2" rel="noopener noreferrer">&#60;Journal&#62;</a>',
  ]);
  // The small screens have all of it too; the foot is as it comes, and another tenant's shop is as it was.
  expect(text.match(/Stoneware mug<\/a><\/li>/g)).toHaveLength(2);
  expect(text).toContain('<nav aria-label="Information">');
  expect((await here('/s/frome-lamps')).text).not.toMatch(/The table|Journal/);
  expect((await here('/s/larkhall/pages/help')).text).toContain(
    '<a href="/s/larkhall/pages/help" aria-current="page">',
  );
  await done(mine, 'content.saveMenu', { menu: { place: 'footer', revision: 0, items: [] } });
  await done(mine, 'content.saveMenu', { menu: { place: 'header', revision: 1, items: null } });
  await expect.poll(async () => (await here('/s/larkhall')).text).toContain('<nav aria-label="Categories">');
  expect((await here('/s/larkhall')).text).not.toContain('aria-label="Information"');
});

test('a look is seen by who has its number, then by everybody once it is published, at its time by itself', async () => {
  const theme = { accent: '#7a1f5c', text: '#1b1b1b', background: '#ffffff', corners: 'soft', logo: null };
  const { id: storeId } = await storeOf(mine);
  const look = { theme, fonts: 'modern', headline: 'The winter table', intro: '' };
  const version = { id: randomUUID(), storeId, name: 'Winter', look };
  await done(mine, 'content.saveLook', { version });
  const preview = await here(`/s/larkhall?look=${version.id}`);
  expect(preview.text).toContain('The winter table');
  expect(preview.text).toContain('--sf-action:#7a1f5c');
  expect(preview.headers.get('x-robots-tag')).toBe('noindex');
  expect((await here('/s/larkhall')).text).not.toMatch(/winter table|7a1f5c/);
  expect((await here(`/s/frome-lamps?look=${version.id}`)).text).not.toMatch(/winter table|7a1f5c/);
  const publishAt = Date.now() + 3_600_000;
  await done(mine, 'content.scheduleLook', { versionId: version.id, publishAt });
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const context = { pool: pools.app, onCommitted: () => {} };
  const at = (now: number) => publishDueLooks(pools.system, { ...context, now: () => now });
  await at(publishAt - 1);
  expect((await storeOf(mine))['theme']).toBeNull();
  await Promise.all([at(publishAt), at(publishAt)]);
  expect((await storeOf(mine))['theme']).toEqual(theme);
  await pools.close();
});

test('the first page is made of the sections of its look, in order; what there is nothing of leaves no heading', async () => {
  const { id: storeId } = await storeOf(mine);
  const part = (kind: string, more: object) => ({ id: randomUUID(), hidden: false, kind, ...more });
  const shelf = { title: '', category: '', products: [], most: 4 };
  const bowl = await mine.product('Bowl <b>', 2);
  const sections = [
    part('words', { title: 'Who we are', text: 'We **throw**.\n\n| a | b |', picture: '', alt: '', side: 'end' }),
    part('opening', { picture: 'https://pictures.example/kiln.jpg', label: 'See all', to: '/search' }),
    part('shelf', { ...shelf, title: 'By hand', products: [bowl.productId, mug.productId] }),
    part('shelf', { ...shelf, title: 'Nothing there', category: 'Nowhere' }),
    part('tiles', { title: 'More', tiles: [{ label: 'Mugs & more', to: '/c/Mugs', picture: 'sample:mug' }] }),
    part('tiles', { title: 'No tiles', tiles: [] }),
    part('quotes', { title: '', quotes: [{ words: 'It pours <well>.', who: 'Ada' }] }),
    part('shops', { title: 'Come in', text: 'Until *six*.' }),
    { ...part('quotes', { title: 'Not yet', quotes: [{ words: 'x', who: '' }] }), hidden: true },
  ];
  const look = { theme: null, fonts: 'classic', headline: 'The kiln', intro: '', sections };
  const version = { id: randomUUID(), storeId, name: 'Sections', look };
  await done(mine, 'content.saveLook', { version });
  await done(mine, 'content.publishLook', { versionId: version.id, due: null });
  await expect.poll(async () => (await here('/s/larkhall')).text).toContain('Who we are');
  const { text } = await here('/s/larkhall');
  const at = [
    '<h2>Who we are</h2>',
    '<h1>The kiln</h1>',
    'By hand',
    'Mugs &#38; more',
    'It pours &#60;well&#62;.',
    'Come in',
  ];
  const places = at.map((words) => text.indexOf(words));
  expect(places, text).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(text.match(/<h1/g)).toHaveLength(1);
  expect(text).toContain('<strong>throw</strong>');
  expect(text).toContain('<a class="go" href="/s/larkhall/search">See all</a>');
  expect(text).toContain('src="https://pictures.example/kiln.jpg"');
  expect(text).toContain('<a class="tile" href="/s/larkhall/c/Mugs">');
  expect(text.indexOf('Bowl &#60;b&#62;')).toBeLessThan(text.indexOf('Stoneware mug'));
  expect(text).toMatch(/<b>[^<]+<\/b>/);
  for (const gone of ['Nothing there', 'No tiles', 'Not yet']) expect(text, gone).not.toContain(gone);
  const bare = {
    ...version,
    id: randomUUID(),
    name: 'As it comes',
    look: { theme: null, fonts: 'classic', headline: '', intro: '' },
  };
  await done(mine, 'content.saveLook', { version: bare });
  await done(mine, 'content.publishLook', { versionId: bare.id, due: null });
  await expect.poll(async () => (await here('/s/larkhall')).text).not.toContain('Who we are');
  expect((await storeOf(mine))['hosted']).not.toHaveProperty('sections');
});

test('a first page without an opening still has a name for who hears it', async () => {
  const { id: storeId } = await storeOf(mine);
  const quotes = {
    id: randomUUID(),
    hidden: false,
    kind: 'quotes',
    title: 'Said',
    quotes: [{ words: 'Good', who: '' }],
  };
  const look = { theme: null, fonts: 'classic', headline: '', intro: '', sections: [quotes] };
  const version = { id: randomUUID(), storeId, name: 'No opening', look };
  await done(mine, 'content.saveLook', { version });
  const { text } = await here(`/s/larkhall?look=${version.id}`);
  expect(text).toContain('<h1 class="hush">larkhall</h1>');
  expect(text).not.toContain('class="hero"');
  const none = { ...version, id: randomUUID(), look: { ...look, sections: [] } };
  await done(mine, 'content.saveLook', { version: none });
  expect((await here(`/s/larkhall?look=${none.id}`)).text).toContain('class="empty"');
});
