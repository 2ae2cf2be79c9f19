import { usualSections } from '@tillhouse/shared/domains/content/usual-sections.ts';
import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import type { PageSection, SectionOf } from '@tillhouse/shared/domains/content/section-parts.ts';
import { useMemo } from 'react';
import type { FirstPageGoods, ShelfAsked, ShelfGood } from '../../../bridge/content-views.ts';
import { useRead } from '../../data/reads.ts';

/** What tells two shelves apart that show the same. */
export const shelfKey = ({ category, products, most }: ShelfAsked): string =>
  JSON.stringify(products.length > 0 ? [products, most] : [category, most]);

const shelvesIn = (sections: readonly PageSection[]): SectionOf<'shelf'>[] =>
  sections.flatMap((one) => (one.kind === 'shelf' ? [one] : []));

export interface FirstPage {
  readonly goods: FirstPageGoods | undefined;
  /** By `shelfKey` */
  readonly shelves: ReadonlyMap<string, readonly ShelfGood[]>;
  readonly titles: ReadonlyMap<string, string>;
  /** The sections of a look: those that somebody arranged, else as it comes */
  readonly sectionsOf: (look: ShopLook) => readonly PageSection[];
}

const none = { storeId: '', shelves: [] };

/** What first pages in these looks show, as this desk knows it. */
export function useFirstPage(storeId: string, looks: readonly ShopLook[]): FirstPage {
  const { data: first } = useRead('content.firstPage', { ...none, storeId }, { keep: true });
  const usual = useMemo(() => {
    let next = 0;
    return usualSections(first?.departments ?? [], () => `usual-${next++}`);
  }, [first]);
  const sectionsOf = (look: ShopLook) => look.sections ?? usual;
  const asked = new Map(
    looks.flatMap(sectionsOf).flatMap((one) => shelvesIn([one]).map((each) => [shelfKey(each), each])),
  );
  const keys = [...asked.keys()];
  const shelves = [...asked.values()]
    .slice(0, 20)
    .map(({ category, products, most }) => ({ category, products, most }));
  const { data: goods } = useRead('content.firstPage', { storeId, shelves }, { keep: true });
  const found = new Map(keys.map((key, at) => [key, goods?.shelves[at] ?? []]));
  const titles = new Map([...found.values()].flat().map(({ id, title }) => [id, title]));
  return { goods: goods ?? first, shelves: found, titles, sectionsOf };
}
