import type { MenuEntry, MenuLeaf, MenuPlace } from '@tillhouse/shared/domains/content/menu-parts.ts';
import { inLanguage } from '@tillhouse/shared/domains/content/page-parts.ts';
import { linkOf } from '@tillhouse/shared/domains/content/rich-text.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { onSale } from '../read-products.ts';
import { lastPart, partsOf, pathTo } from './page-view.ts';
import { pageWords } from './page-words.ts';
import { readCategories } from './read-catalogue.ts';
import type { Reader, ShownPage } from './read-pages.ts';

/** An entry of a menu as a shop shows it. */
export interface MenuLink {
  readonly label: string;
  /** After the address of the shop, or a whole address outside; null: words over others */
  readonly to: string | null;
  readonly outside: boolean;
  /** One level below, and none below that */
  readonly items: readonly MenuLink[];
}

/** Null: as it comes. */
export type Menus = Readonly<Record<MenuPlace, readonly MenuLink[] | null>>;

interface Goods {
  readonly pages: readonly ShownPage[];
  readonly categories: ReadonlySet<string>;
  readonly products: ReadonlyMap<string, { readonly handle: string; readonly title: string }>;
}

const every = (items: readonly MenuEntry[]): MenuLeaf[] => items.flatMap((entry) => [entry, ...entry.items]);

async function goodsOf(
  db: Connection,
  tenantId: string,
  priceListId: string | null,
  { leaves, pages }: { readonly leaves: readonly MenuLeaf[]; readonly pages: readonly ShownPage[] },
): Promise<Goods> {
  const ids = leaves.flatMap(({ kind, target }) => (kind === 'product' ? target : []));
  const products =
    ids.length === 0
      ? []
      : await db.rows<{ id: string; handle: string; title: string }>(
          `SELECT p.id, p.handle, p.title FROM products p WHERE ${onSale} AND p.id = ANY($3::uuid[])`,
          [tenantId, priceListId, ids],
        );
  const asked = leaves.some(({ kind }) => kind === 'category');
  const found = asked ? await readCategories(db, tenantId, priceListId) : [];
  const categories = found.flatMap((each) =>
    partsOf(each).map((_, to) =>
      partsOf(each)
        .slice(0, to + 1)
        .join(', '),
    ),
  );
  return { pages, categories: new Set(categories), products: new Map(products.map((one) => [one.id, one])) };
}

/** @returns null where this store has nothing of it */
function linkFor(leaf: MenuLeaf, goods: Goods, locale: string): Omit<MenuLink, 'items'> | null {
  const { kind, target, labels } = leaf;
  const { words } = pageWords(locale);
  const said = inLanguage(labels, locale)?.label;
  const own = (label: string, to: string) => ({ label: said ?? label, to, outside: false });
  if (kind === 'home') return own(words.home, pathTo.home);
  if (kind === 'search') return own(words.search, pathTo.search);
  if (kind === 'category') {
    const name = partsOf(target).join(', ');
    return goods.categories.has(name) ? own(lastPart(name), pathTo.category(name)) : null;
  }
  if (kind === 'page') {
    const page = goods.pages.find(({ id }) => id === target);
    return page ? own(page.text.title, pathTo.page(page.text.slug)) : null;
  }
  if (kind === 'product') {
    const product = goods.products.get(target);
    return product ? own(product.title, pathTo.product(product.handle)) : null;
  }
  // Nobody but its label says what this is: without one in this language, in another.
  const label = said ?? labels[0]?.label ?? '';
  if (kind === 'heading') return { label, to: null, outside: false };
  const link = linkOf(target);
  return link && { label, to: target === '/' ? pathTo.home : target, outside: link.kind !== 'own' };
}

function linksOf(items: readonly MenuEntry[], goods: Goods, locale: string): MenuLink[] {
  return items.flatMap((entry) => {
    const below = entry.items.flatMap((leaf) => {
      const link = linkFor(leaf, goods, locale);
      return link?.to === null || !link ? [] : [{ ...link, items: [] }];
    });
    const link = linkFor(entry, goods, locale);
    // What is below one that this store does not have goes with it; words over nothing say nothing.
    if (!link || (link.to === null && below.length === 0)) return [];
    return [{ ...link, items: below }];
  });
}

/** The menus of a shop with what this store has of them. @param pages all that it shows */
export async function readMenus(
  db: Connection,
  tenantId: string,
  priceListId: string | null,
  { reader, pages }: { readonly reader: Reader; readonly pages: readonly ShownPage[] },
): Promise<Menus> {
  const rows = await db.rows<{ place: MenuPlace; items: MenuEntry[] | null }>(
    'SELECT place, items FROM content_menus WHERE tenant_id = $1',
    [tenantId],
  );
  const leaves = rows.flatMap(({ items }) => every(items ?? []));
  if (rows.length === 0) return { header: null, footer: null };
  const goods = await goodsOf(db, tenantId, priceListId, { leaves, pages });
  const of = (place: MenuPlace) => {
    const items = rows.find((row) => row.place === place)?.items ?? null;
    return items && linksOf(items, goods, reader.locale);
  };
  return { header: of('header'), footer: of('footer') };
}
