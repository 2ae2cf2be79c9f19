import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import { t } from '../../ui/text.ts';
import type { LookRow } from '../../../bridge/content-views.ts';
import { wordsOf } from './section-words.ts';

/** A logo that was emptied is none. */
export const cleanLook = (look: ShopLook): ShopLook => ({
  ...look,
  theme: look.theme && { ...look.theme, logo: look.theme.logo === '' ? null : look.theme.logo },
  headline: look.headline.trim(),
  intro: look.intro.trim(),
});

const sorted = (of: object) => JSON.stringify(Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1)));

export const sameLook = (a: ShopLook, b: ShopLook): boolean =>
  differences(a, b).length === 0 && (a.theme === null) === (b.theme === null);

export interface Difference {
  readonly part: string;
  readonly before: string;
  readonly after: string;
}

const parts = [
  ['accent', 'Buttons'],
  ['text', 'Text'],
  ['background', 'Background'],
  ['corners', 'Corners'],
  ['logo', 'Logo'],
] as const;

/** What one look has otherwise than another, for `t`; `—` where one has none. */
export function differences(before: ShopLook, after: ShopLook): Difference[] {
  if (sorted(before) === sorted(after)) return [];
  const of = ({ theme, fonts, headline, intro, sections }: ShopLook): [string, string][] => [
    ...parts.map(([name, words]): [string, string] => [words, theme?.[name] ?? '—']),
    ['Letters', fonts],
    ['Headline', headline || '—'],
    ['Introduction', intro || '—'],
    ['Sections', sectionsText(sections)],
  ];
  const other = new Map(of(after));
  return of(before).flatMap(([part, was]) => {
    const is = other.get(part) ?? '—';
    if (was !== is) return [{ part, before: was, after: is }];
    const inside = part === 'Sections' && JSON.stringify(before.sections) !== JSON.stringify(after.sections);
    return inside ? [{ part, before: was, after: t('the same, changed in themselves') }] : [];
  });
}

/** Which ones, in order; what they say is seen beside. */
function sectionsText(sections: ShopLook['sections']): string {
  if (sections === undefined) return t('as it comes');
  const names = sections.filter(({ hidden }) => !hidden).map(({ kind }) => t(wordsOf(kind).name));
  return names.length === 0 ? t('none') : names.join(', ');
}

/** The version that shoppers see: the one they were shown last of those that are so. */
export function liveVersion(versions: readonly LookRow[], look: ShopLook): LookRow | undefined {
  return versions
    .filter((one) => sameLook(one.look, look))
    .toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))[0];
}
