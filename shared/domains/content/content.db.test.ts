import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { storeSettings } from '../access/schema.ts';
import { contentMenus, contentPages, lookVersions, pageAddresses } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
  await two.clear();
  await openSmallShop(two);
});
afterAll(() => two.close());

const english = {
  lang: 'en',
  slug: 'about',
  title: 'About us',
  body: 'We sell **mugs**.',
  seoTitle: '',
  seoDescription: '',
};
const german = { ...english, lang: 'de', slug: 'ueber-uns', title: 'Über uns' };
const page = (more: object = {}) => ({
  page: { id: testId(0x700), revision: 0, texts: [english, german], storeIds: [], publishAt: null, ...more },
});

test('a page is written in its languages, each with an address that no other page has', async () => {
  await two.run('content.savePage', page());
  await two.run('content.savePage', page({ revision: 1, publishAt: NOW, texts: [{ ...english, slug: 'about-us' }] }));
  expect(await two.rows(contentPages)).toMatchObject([{ publishAt: NOW, revision: 2 }]);
  expect(await two.rows(pageAddresses)).toEqual([{ lang: 'en', slug: 'about-us', pageId: testId(0x700) }]);
  const other = { id: testId(0x701), texts: [{ ...german, slug: 'about-us' }] };
  await two.run('content.savePage', page(other));
  const taken = { ...other, revision: 1, texts: [{ ...english, slug: 'about-us' }] };
  const refused = await two.refuse('content.savePage', page(taken), 'content.address-taken');
  expect(refused).toEqual({ lang: 'en', slug: 'about-us' });
});

test('whoever changes what somebody else changed meanwhile is told; the same again is nobody’s conflict', async () => {
  const saved = { revision: 1, publishAt: NOW, texts: [{ ...english, slug: 'about-us' }] };
  await two.run('content.savePage', page(saved));
  await two.refuse('content.savePage', page({ revision: 1 }), 'content.page-changed-meanwhile');
  await two.refuse('content.removePage', { pageId: testId(0x700), revision: 1 }, 'content.page-changed-meanwhile');
});

test('is refused with what no page can say, be called or be in', async () => {
  const mine = (text: object, more: object = {}) =>
    page({ id: testId(0x702), texts: [{ ...english, slug: 'other', ...text }], ...more });
  await two.refuse('content.savePage', mine({ body: 'a\n<script>x</script>' }), 'content.html-not-taken');
  await two.refuse('content.savePage', mine({ body: '[a](javascript:x)' }), 'content.link-not-taken');
  for (const text of [
    { slug: '../cart' },
    { slug: 'Über' },
    { title: ' ' },
    { body: 'x'.repeat(1_000_000) },
    { lang: 'xx-' },
  ])
    await two.refuse('content.savePage', mine(text), 'command.invalid-arguments');
  await two.refuse('content.savePage', mine({}, { texts: [english, english] }), 'command.invalid-arguments');
  await two.refuse('content.savePage', mine({}, { storeIds: [testId(0x999)] }), 'access.store-unknown');
  await two.refuse('content.savePage', mine({}), 'command.forbidden', { actor: personAs('Till') });
  await two.run('content.savePage', mine({}, { storeIds: [shop.settings] }), { actor: personAs('Manager') });
});

test('taken out, it leaves its addresses to others', async () => {
  await two.run('content.removePage', { pageId: testId(0x700), revision: 2 });
  await two.run('content.savePage', page({ id: testId(0x703), texts: [{ ...english, slug: 'about-us' }] }));
  expect((await two.rows(pageAddresses)).filter(({ pageId }) => pageId === testId(0x700))).toEqual([]);
});

const label = (words: string) => [{ lang: 'en', label: words }];
const leaf = (kind: string, target = '', labels: object[] = []) => ({ kind, target, labels });
const menu = (items: object[] | null, revision = 0) => ({ menu: { place: 'footer', revision, items } });

test('a menu is written as a whole, one level below an entry and no further', async () => {
  const help = {
    ...leaf('heading', '', label('Help')),
    items: [leaf('page', testId(0x703)), leaf('product', testId(0x10))],
  };
  const out = { ...leaf('address', 'https://a.example', label('Elsewhere')), items: [] };
  await two.run('content.saveMenu', menu([help, out]));
  await two.run('content.saveMenu', menu([out], 1));
  await two.run('content.saveMenu', menu(null, 2));
  expect(await two.rows(contentMenus)).toMatchObject([{ place: 'footer', items: null, revision: 3 }]);
  await two.refuse('content.saveMenu', menu([out], 1), 'content.menu-changed-meanwhile');
  const deeper = { ...help, items: [{ ...help }] };
  await two.refuse('content.saveMenu', menu([deeper], 3), 'command.invalid-arguments');
  const many = Array.from({ length: 13 }, () => out);
  await two.refuse('content.saveMenu', menu(many, 3), 'command.invalid-arguments');
  await two.refuse('content.saveMenu', menu([out], 3), 'command.forbidden', { actor: personAs('Till') });
});

test('an entry leads to what is there, and says what it is', async () => {
  const with_ = (one: object) => menu([{ ...one, items: [] }], 3);
  for (const address of ['javascript:alert(1)', '//evil.example', 'cart'])
    await two.refuse('content.saveMenu', with_(leaf('address', address, label('x'))), 'content.link-not-taken');
  for (const [kind, target] of [
    ['page', testId(0x999)],
    ['product', testId(0x999)],
    ['page', 'x'],
    ['category', ' '],
  ] as const)
    await two.refuse('content.saveMenu', with_(leaf(kind, target)), 'content.menu-target-unknown');
  await two.refuse('content.saveMenu', with_(leaf('heading')), 'content.menu-entry-unlabelled');
});

const theme = { accent: '#2f6f5e', text: '#1b1b1b', background: '#ffffff', corners: 'soft', logo: null };
const look = (headline: string) => ({ theme, fonts: 'modern', headline, intro: '' });
const version = (n: number, headline: string) => ({
  version: { id: testId(n), storeId: shop.settings, name: headline, look: look(headline) },
});
const live = async () => (await two.rows(storeSettings)).find(({ id }) => id === shop.settings)?.hosted?.headline ?? '';

test('each look that is saved is a version, the one before the first too; any of them is published and gone back to', async () => {
  await two.run('content.saveLook', version(0x801, 'Autumn'));
  await two.run('content.saveLook', version(0x802, 'Winter'));
  const kept = (await two.rows(lookVersions)).sort((a, b) => a.number - b.number);
  expect(kept.map(({ number, name, publishedAt }) => [number, name, publishedAt !== null])).toEqual([
    [1, '', true],
    [2, 'Autumn', false],
    [3, 'Winter', false],
  ]);
  expect(await live()).toBe('');
  await two.run('content.publishLook', { versionId: testId(0x802), due: null });
  expect(await live()).toBe('Winter');
  await two.run('content.publishLook', { versionId: kept[0]?.id, due: null });
  expect((await two.rows(storeSettings)).find(({ id }) => id === shop.settings)).toMatchObject({ theme: null });
  expect(await two.rows(lookVersions)).toHaveLength(3);
});

test('a look goes live at its time, unless that was taken back', async () => {
  await two.run('content.scheduleLook', { versionId: testId(0x801), publishAt: NOW + 5_000 });
  await two.run('content.publishLook', { versionId: testId(0x801), due: NOW + 4_000 });
  expect(await live()).toBe('');
  await two.run('content.publishLook', { versionId: testId(0x801), due: NOW + 5_000 });
  expect(await live()).toBe('Autumn');
  expect((await two.rows(lookVersions)).find(({ name }) => name === 'Autumn')).toMatchObject({ publishAt: null });
  await two.refuse('content.publishLook', { versionId: testId(0x999), due: null }, 'content.look-unknown');
  const elsewhere = { version: { ...version(0x803, 'x').version, storeId: testId(0x999) } };
  await two.refuse('content.saveLook', elsewhere, 'access.store-unknown');
  const wrong = { ...version(0x804, 'x').version, look: { ...look('x'), theme: { ...theme, accent: 'red;}' } } };
  await two.refuse('content.saveLook', { version: wrong }, 'command.invalid-arguments');
  await two.refuse('content.saveLook', version(0x805, 'x'), 'command.forbidden', { actor: personAs('Till') });
});

test('sections say what a page can say, lead where one may, and are no more than can be shown', async () => {
  const part = (n: number, kind: string, more: object) => ({ id: testId(n), hidden: false, kind, ...more });
  const said = { title: '', text: '', picture: '', alt: '', side: 'end' };
  const opening = { picture: '', label: '', to: '' };
  const save = (sections: object[], n = 0x820) =>
    two.run('content.saveLook', {
      version: { ...version(n, 'Sections').version, look: { ...look('Sections'), sections } },
    });
  await expect(save([part(1, 'words', { ...said, text: 'a\n<script>' })])).rejects.toMatchObject({
    code: 'content.html-not-taken',
  });
  await expect(save([part(1, 'words', { ...said, text: '![x](http://a.example)' })])).rejects.toMatchObject({
    code: 'content.picture-not-taken',
  });
  const invalid = { code: 'command.invalid-arguments' };
  for (const sections of [
    [part(1, 'words', { ...said, picture: 'javascript:alert(1)' })],
    [part(1, 'opening', { ...opening, label: 'x', to: '//evil.example' })],
    [part(1, 'opening', opening), part(2, 'opening', opening)],
    [part(1, 'words', said), part(1, 'words', said)],
    [part(1, 'shelf', { title: '', category: '', products: [], most: 5 })],
    [part(1, 'banner', {})],
    Array.from({ length: 21 }, (_, n) => part(n + 1, 'words', said)),
  ])
    await expect(save(sections), JSON.stringify(sections).slice(0, 120)).rejects.toMatchObject(invalid);
  await save([part(1, 'opening', opening), part(2, 'words', { ...said, text: '| a | b |' })]);
  await two.run('content.publishLook', { versionId: testId(0x820), due: null });
  const store = (await two.rows(storeSettings)).find(({ id }) => id === shop.settings);
  expect(store?.hosted?.sections).toHaveLength(2);
  // One without sections has the first page as it comes again.
  await two.run('content.saveLook', version(0x821, 'Plain'));
  await two.run('content.publishLook', { versionId: testId(0x821), due: null });
  const plain = (await two.rows(storeSettings)).find(({ id }) => id === shop.settings);
  expect(plain?.hosted).not.toHaveProperty('sections');
});
