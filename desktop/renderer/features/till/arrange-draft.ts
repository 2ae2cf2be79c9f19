import type { TillTile } from '../../../bridge/queries.ts';

export type ArrangedTile = Pick<TillTile, 'variantId' | 'title'>;

/** A page of tiles as it is being arranged. */
export interface PageDraft {
  readonly key: string;
  readonly name: string;
  readonly tiles: readonly ArrangedTile[];
}

/** No page holds more. */
export const MOST_TILES = 60;

/** With one tile taken out at a place and put in at another. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const [one] = list.slice(from, from + 1);
  if (one === undefined || to < 0 || to >= list.length) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, one);
}

export interface SavePage {
  readonly page: string;
  readonly variantIds: readonly string[];
}

/** What is to be saved: pages that are gone or have another name are emptied first, then those that differ. */
export function changesOf(before: readonly PageDraft[], after: readonly PageDraft[]): SavePage[] {
  const pageOf = ({ name, tiles }: PageDraft): SavePage => ({
    page: name.trim(),
    variantIds: tiles.map(({ variantId }) => variantId),
  });
  const kept = after.map(pageOf).filter(({ variantIds }) => variantIds.length > 0);
  const old = new Map(before.map(pageOf).map(({ page, variantIds }) => [page, variantIds.join()]));
  const gone = [...old.keys()].filter((page) => kept.every((one) => one.page !== page));
  return [
    ...gone.map((page) => ({ page, variantIds: [] })),
    ...kept.filter(({ page, variantIds }) => old.get(page) !== variantIds.join()),
  ];
}

/** Why it cannot be saved as it stands, in words; null: it can. */
export function wrongWith(pages: readonly PageDraft[]): string | null {
  const names = pages.map(({ name }) => name.trim());
  if (names.some((name) => name === '')) return 'Each page has a name.';
  return new Set(names).size < names.length ? 'Two pages have the same name.' : null;
}
