import { usualSections } from '@tillhouse/shared/domains/content/usual-sections.ts';
import type { PageSection } from '@tillhouse/shared/domains/content/section-parts.ts';
import { pageSections } from '@tillhouse/shared/domains/content/section-parts.ts';
import { expect, test } from 'vitest';
import { cleanSection, mayAdd, moved, newSection, sectionProblem } from './section-draft.ts';
import { stepped } from './use-look-draft.ts';

let next = 0;
const idFor = () => `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`;

test('a page as it comes is arranged from an opening and the first departments, and can be saved as it is', () => {
  const sections = usualSections(['Tableware', 'Candles', 'Textiles', 'Lighting', 'Gifts'], idFor);
  expect(sections.map((one) => (one.kind === 'shelf' ? one.category : one.kind))).toEqual([
    ...['opening', 'Tableware', 'Candles', 'Textiles', 'Lighting'],
  ]);
  expect(pageSections.safeParse(sections).success).toBe(true);
  expect(usualSections(['One'], idFor)).toMatchObject([{ kind: 'opening' }, { kind: 'shelf', category: '', most: 24 }]);
  expect(mayAdd(sections, 'opening')).toBe(false);
  expect(mayAdd(sections, 'quotes')).toBe(true);
  const full = Array.from({ length: 20 }, () => newSection('words', idFor()));
  expect(mayAdd(full, 'words')).toBe(false);
});

test('a section is moved before another one or to the end', () => {
  const sections = ['a', 'b', 'c'].map((id) => newSection('words', id));
  const ids = (of: readonly PageSection[]) => of.map(({ id }) => id).join('');
  expect(ids(moved(sections, 0, 3))).toBe('bca');
  expect(ids(moved(sections, 2, 0))).toBe('cab');
  expect(ids(moved(sections, 0, 2))).toBe('bac');
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [0, -1],
    [2, 4],
    [9, 0],
  ] as const)
    expect(moved(sections, from, to)).toBe(sections);
});

test('what cannot be shown is told before it is saved', () => {
  const of = (section: object) => sectionProblem({ id: 'x', hidden: false, ...section } as PageSection)?.words;
  const opening = { kind: 'opening', picture: '', label: '', to: '' };
  expect(of(opening)).toBeUndefined();
  expect(of({ ...opening, label: 'See all' })).toContain('A button needs');
  expect(of({ ...opening, label: 'See all', to: 'search' })).toContain('where it leads');
  expect(of({ ...opening, picture: 'http://a.example/a.jpg' })).toContain('picture');
  const words = { kind: 'words', title: '', text: '', picture: '', alt: '', side: 'end' };
  expect(of(words)).toContain('Write something');
  expect(of({ ...words, text: 'a <b>' })).toContain('HTML');
  expect(of({ ...words, text: '![x](ftp://a)' })).toContain('picture');
  expect(of({ kind: 'tiles', title: '', tiles: [] })).toContain('Add a tile');
  expect(of({ kind: 'tiles', title: '', tiles: [{ label: ' ', to: '', picture: '' }] })).toContain('needs words');
  expect(of({ kind: 'quotes', title: '', quotes: [{ words: ' ', who: 'A' }] })).toContain('somebody said');
  const quotes = [
    { words: ' Good ', who: ' Ada ' },
    { words: ' ', who: 'B' },
  ];
  expect(cleanSection({ kind: 'quotes', id: 'x', hidden: false, title: ' T ', quotes })).toMatchObject({
    title: 'T',
    quotes: [{ words: 'Good', who: 'Ada' }],
  });
});

test('a text that is written is one step back, each other change its own', () => {
  const saved = { theme: null, fonts: 'classic', headline: '', intro: '' } as const;
  let steps = stepped(saved, [], { ...saved, headline: 'W' });
  steps = stepped(saved, steps, { ...saved, headline: 'Wi' });
  expect(steps).toEqual([{ ...saved, headline: 'Wi' }]);
  steps = stepped(saved, steps, { ...saved, headline: 'Wi', intro: 'a' });
  steps = stepped(saved, steps, { ...saved, headline: 'Wi', intro: 'ab' });
  steps = stepped(saved, steps, { ...saved, headline: 'Wi', intro: 'ab', sections: [] });
  expect(steps.map(({ headline, intro }) => headline + intro)).toEqual(['Wi', 'Wiab', 'Wiab']);
});
