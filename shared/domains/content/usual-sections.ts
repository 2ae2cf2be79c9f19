import type { PageSection } from './section-parts.ts';

const ON_SHELF = 8;
const ON_PAGE = 24;
const MOST_SHELVES = 4;

/**
 * A first page as it comes: an opening, and a shelf of each of the first departments, or one of all where there are none.
 * @param idFor of a section, by what it is
 */
export function usualSections(departments: readonly string[], idFor: (name: string) => string): PageSection[] {
  const of = departments.length > 1 ? departments.slice(0, MOST_SHELVES) : [''];
  return [
    { id: idFor('opening'), hidden: false, kind: 'opening', picture: '', label: '', to: '' },
    ...of.map((category) => ({
      ...{ id: idFor(`shelf ${category}`), hidden: false, kind: 'shelf' as const, title: '', category, products: [] },
      most: of.length > 1 ? ON_SHELF : ON_PAGE,
    })),
  ];
}
