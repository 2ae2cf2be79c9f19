import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import type { LookRow } from '../../../bridge/content-views.ts';

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
  const of = ({ theme, fonts, headline, intro }: ShopLook): [string, string][] => [
    ...parts.map(([name, words]): [string, string] => [words, theme?.[name] ?? '—']),
    ['Letters', fonts],
    ['Headline', headline || '—'],
    ['Introduction', intro || '—'],
  ];
  const other = new Map(of(after));
  return of(before).flatMap(([part, was]) => {
    const is = other.get(part) ?? '—';
    return was === is ? [] : [{ part, before: was, after: is }];
  });
}

/** The version that shoppers see: the one they were shown last of those that are so. */
export function liveVersion(versions: readonly LookRow[], look: ShopLook): LookRow | undefined {
  return versions
    .filter((one) => sameLook(one.look, look))
    .toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))[0];
}
