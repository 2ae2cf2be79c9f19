import { linkOf, textProblem } from '@tillhouse/shared/domains/content/rich-text.ts';
import {
  isPicture,
  MOST_SECTIONS,
  type PageSection,
  type SectionKind,
  type SectionOf,
} from '@tillhouse/shared/domains/content/section-parts.ts';
import { textProblemWords } from './page-draft.ts';

/** In words that `t` knows. */
export interface SectionProblem {
  readonly words: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

const fresh: { readonly [K in SectionKind]: Omit<SectionOf<K>, 'id' | 'hidden'> } = {
  opening: { kind: 'opening', picture: '', label: '', to: '' },
  shelf: { kind: 'shelf', title: '', category: '', products: [], most: 8 },
  words: { kind: 'words', title: '', text: '', picture: '', alt: '', side: 'end' },
  tiles: { kind: 'tiles', title: '', tiles: [] },
  quotes: { kind: 'quotes', title: '', quotes: [{ words: '', who: '' }] },
  shops: { kind: 'shops', title: '', text: '' },
};

export const newSection = (kind: SectionKind, id: string): PageSection =>
  ({ ...fresh[kind], id, hidden: false }) as PageSection;

/** What may be added to these: there is one opening, and an end to all of them. */
export const mayAdd = (sections: readonly PageSection[], kind: SectionKind): boolean =>
  sections.length < MOST_SECTIONS && !(kind === 'opening' && sections.some((one) => one.kind === 'opening'));

/** With the one at a place before what is at another; `sections.length`: at the end. */
export function moved(sections: readonly PageSection[], from: number, to: number): readonly PageSection[] {
  const taken = sections[from];
  if (!taken || to < 0 || to > sections.length || to === from || to === from + 1) return sections;
  return sections.toSpliced(from, 1).toSpliced(to > from ? to - 1 : to, 0, taken);
}

const linkWords = 'Write where it leads: https://…, or a page of the shop such as /search.';
const pictureWords = 'Write the address of a picture, which begins with https://.';
const badLink = (to: string) => to !== '' && linkOf(to) === null;
const badPicture = (picture: string) => picture !== '' && !isPicture(picture);

function textWords(text: string): SectionProblem | null {
  const problem = textProblem(text);
  return problem && { words: textProblemWords[problem.kind], values: { line: problem.line, found: problem.found } };
}

/** Why a section cannot be shown as it is; null: it can. */
export function sectionProblem(section: PageSection): SectionProblem | null {
  if (section.kind === 'opening') {
    if (badPicture(section.picture)) return { words: pictureWords };
    if (badLink(section.to)) return { words: linkWords };
    if ((section.label === '') !== (section.to === ''))
      return { words: 'A button needs words and where it leads, or neither.' };
  }
  if (section.kind === 'words') {
    if (badPicture(section.picture)) return { words: pictureWords };
    if (section.title.trim() === '' && section.text.trim() === '' && section.picture === '')
      return { words: 'Write something, or choose a picture.' };
    return textWords(section.text);
  }
  if (section.kind === 'shops') return textWords(section.text);
  if (section.kind === 'tiles') {
    if (section.tiles.length === 0) return { words: 'Add a tile.' };
    for (const { label, to, picture } of section.tiles) {
      if (label.trim() === '') return { words: 'Each tile needs words.' };
      if (badLink(to)) return { words: linkWords };
      if (badPicture(picture)) return { words: pictureWords };
    }
  }
  if (section.kind === 'quotes' && !section.quotes.some(({ words }) => words.trim() !== ''))
    return { words: 'Write what somebody said.' };
  return null;
}

/** Without what was left empty. */
export function cleanSection(section: PageSection): PageSection {
  if (section.kind === 'quotes')
    return {
      ...section,
      title: section.title.trim(),
      quotes: section.quotes
        .map(({ words, who }) => ({ words: words.trim(), who: who.trim() }))
        .filter(({ words }) => words !== ''),
    };
  if (section.kind === 'tiles')
    return {
      ...section,
      title: section.title.trim(),
      tiles: section.tiles.map((tile) => ({ ...tile, label: tile.label.trim() })),
    };
  if (section.kind === 'opening') return { ...section, label: section.label.trim() };
  return { ...section, title: section.title.trim() };
}
