import { expect, test } from 'vitest';
import { marked } from './marks.ts';
import { addressIn, draftOf, newDraft, pageArgs, pageProblem, slugOf } from './page-draft.ts';

const now = Date.UTC(2026, 10, 27, 12);
const place = { timeZone: 'Europe/London', now };
const look = { theme: null, fonts: 'classic' } as const;
const stores = [
  { id: 'a', name: 'Larkhall', locale: 'en-GB', slug: 'larkhall', ...look },
  { id: 'b', name: 'Wien', locale: 'de-AT', slug: null, ...look },
];

test('a page begins in the language of the main store, with an address out of its title', () => {
  expect(slugOf('  Über uns & größer! ')).toBe('uber-uns-grosser');
  expect(slugOf('من نحن')).toBe('');
  const draft = newDraft('p', stores, 'About us');
  expect(draft.texts).toMatchObject([{ lang: 'en', slug: 'about-us', title: 'About us' }]);
  expect(addressIn(stores[0] as (typeof stores)[0], draft, 'https://cloud.example/')).toBe(
    'https://cloud.example/s/larkhall/pages/about-us',
  );
  expect(addressIn(stores[1] as (typeof stores)[0], draft, 'https://cloud.example')).toBeNull();
});

test('what keeps it from being saved is said by its field, in which language', () => {
  const draft = newDraft('p', stores, 'About us');
  const with_ = (text: object) => ({ ...draft, texts: draft.texts.map((each) => ({ ...each, ...text })) });
  expect(pageProblem(draft, place)).toBeNull();
  expect(pageProblem(with_({ title: ' ' }), place)).toMatchObject({ field: 'title', lang: 'en' });
  expect(pageProblem(with_({ slug: 'A b' }), place)).toMatchObject({ field: 'slug' });
  expect(pageProblem(with_({ body: 'a\n<b>' }), place)).toMatchObject({ field: 'body', values: { line: 2 } });
  expect(pageProblem({ ...draft, when: 'at' }, place)).toMatchObject({ field: 'at' });
});

test('shown stays since when it was; a time is of the shop’s clock', () => {
  const draft = newDraft('p', stores, 'About us');
  const saved = { ...draft, texts: [...draft.texts], storeIds: [], publishAt: now - 5_000, revision: 3 };
  const shown = draftOf(saved, place.timeZone, now);
  expect(shown.when).toBe('shown');
  expect(pageArgs(shown, saved, place).page).toMatchObject({ publishAt: now - 5_000, revision: 3 });
  expect(pageArgs({ ...draft, when: 'shown' }, null, place).page).toMatchObject({ publishAt: now, revision: 0 });
  const later = { ...draft, when: 'at', at: '2026-12-01T06:00' } as const;
  expect(pageArgs(later, saved, place).page.publishAt).toBe(Date.UTC(2026, 11, 1, 6));
  expect(draftOf({ ...saved, publishAt: Date.UTC(2026, 11, 1, 6) }, place.timeZone, now)).toMatchObject({
    ...{ when: 'at', at: '2026-12-01T06:00' },
  });
  expect(pageArgs({ ...shown, when: 'draft' }, saved, place).page.publishAt).toBeNull();
});

test('a mark goes around what is chosen and off again', () => {
  const bold = marked({ text: 'we send it', from: 3, to: 7 }, 'strong', 'words');
  expect(bold).toEqual({ text: 'we **send** it', from: 5, to: 9 });
  expect(marked(bold, 'strong', 'words')).toEqual({ text: 'we send it', from: 3, to: 7 });
  expect(marked({ text: 'a\nb', from: 0, to: 3 }, 'list', '')).toEqual({ text: '- a\n- b', from: 0, to: 7 });
  expect(marked({ text: '## a', from: 4, to: 4 }, 'heading', '').text).toBe('a');
  expect(marked({ text: '', from: 0, to: 0 }, 'link', 'words')).toEqual({ text: '[words](https://)', from: 8, to: 16 });
});
