import { inLanguage, type PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import { type TextProblem, textProblem } from '@tillhouse/shared/domains/content/rich-text.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import type { WebStore } from '../../../bridge/content-views.ts';
import { localText, parseLocal } from '../promotions/draft-text.ts';

export const textProblemWords: Readonly<Record<TextProblem['kind'], string>> = {
  html: 'Line {line}: HTML (“{found}”) is not taken. Use the marks above.',
  link: 'Line {line}: the link (“{found}”) must begin with https://, /, mailto: or tel:.',
  picture: 'Line {line}: the picture (“{found}”) must begin with https:// or /.',
};

export type SavedPage = NonNullable<QueryMap['content.page']['result']['page']>;

/** What is being written; times as they are typed. */
export interface PageDraft {
  readonly id: string;
  readonly texts: readonly PageText[];
  readonly storeIds: readonly string[];
  /** `shown`: from now on, or as it is already */
  readonly when: 'draft' | 'shown' | 'at';
  readonly at: string;
}

/** `Über uns & mehr` as `uber-uns-mehr`: a first proposal of an address. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, 80).replace(/-$/, '');
}

export const emptyText = (lang: string): PageText => ({
  ...{ lang, slug: '', title: '', body: '', seoTitle: '', seoDescription: '' },
});

/** The languages that stores are in, their countries left out: `en`, `de`. The main store's first. */
export const languagesOf = (stores: readonly WebStore[]): string[] => [
  ...new Set(stores.map(({ locale }) => locale.split('-')[0] ?? locale)),
];

export function draftOf(page: SavedPage, timeZone: string, now: number): PageDraft {
  const { id, texts, storeIds, publishAt } = page;
  const when = publishAt === null ? 'draft' : publishAt <= now ? 'shown' : 'at';
  return { id, texts, storeIds, when, at: when === 'at' ? localText(publishAt, timeZone) : '' };
}

export const newDraft = (id: string, stores: readonly WebStore[], title = '', body = ''): PageDraft => ({
  ...{ id, storeIds: [], when: 'draft', at: '' },
  texts: [{ ...emptyText(languagesOf(stores)[0] ?? 'en'), title, slug: slugOf(title), body }],
});

/** Null where it is no time. */
function publishAt({ when, at }: PageDraft, saved: number | null, { timeZone, now }: Place): number | null | undefined {
  if (when === 'draft') return null;
  if (when === 'shown') return saved !== null && saved <= now ? saved : now;
  return parseLocal(at, timeZone) ?? undefined;
}

interface Place {
  readonly timeZone: string;
  readonly now: number;
}

export interface PageProblem {
  readonly field: 'title' | 'slug' | 'body' | 'at' | 'storeIds';
  /** Of a text */
  readonly lang?: string;
  /** For `t` */
  readonly words: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The first thing that keeps it from being saved. */
export function pageProblem(draft: PageDraft, place: Place): PageProblem | null {
  for (const { lang, title, slug, body } of draft.texts) {
    if (title.trim() === '') return { field: 'title', lang, words: 'Give the page a title.' };
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
      return { field: 'slug', lang, words: 'Write an address of small letters, digits and hyphens, such as about-us.' };
    const problem = textProblem(body);
    if (problem) {
      const { kind, line, found } = problem;
      return { field: 'body', lang, words: textProblemWords[kind], values: { line, found } };
    }
  }
  return publishAt(draft, null, place) === undefined ? { field: 'at', words: 'Choose a day and a time.' } : null;
}

/** @param saved as it is kept; null for a new one */
export function pageArgs(draft: PageDraft, saved: SavedPage | null, place: Place) {
  const { id, texts, storeIds } = draft;
  const at = publishAt(draft, saved?.publishAt ?? null, place) ?? null;
  const clean = texts.map((text) => ({ ...text, title: text.title.trim() }));
  return { page: { id, revision: saved?.revision ?? 0, texts: clean, storeIds, publishAt: at } };
}

/** Where a store shows it; null where it has no shop on the web, or the page is not in its language or not for it. */
export function addressIn(
  store: WebStore,
  {
    texts,
    storeIds,
  }: { readonly texts: readonly { lang: string; slug: string }[]; readonly storeIds: readonly string[] },
  cloudUrl: string,
): string | null {
  const text = inLanguage(texts, store.locale);
  if (!store.slug || !text || (storeIds.length > 0 && !storeIds.includes(store.id))) return null;
  return `${cloudUrl.replace(/\/+$/, '')}/s/${store.slug}/pages/${text.slug}`;
}
