import type { FontPair, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { MenuEntry, MenuPlace } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import type { SectionOf } from '@tillhouse/shared/domains/content/section-parts.ts';
import type { ContentPage, LookVersion } from '@tillhouse/shared/domains/content/schema.ts';
import type { ThemeFault, ThemeVersion } from '@tillhouse/shared/domains/content/theme-schema.ts';

/** What a shop on the web says beside its goods. Instants are epoch milliseconds. */

/** A store as the editors of its shop on the web need it: the main one first. */
export interface WebStore {
  readonly id: string;
  readonly name: string;
  /** BCP 47: the language of its pages */
  readonly locale: string;
  /** After the address of the cloud, `/s/{slug}`; null where it is not shown on the web */
  readonly slug: string | null;
  readonly theme: StoreTheme | null;
  readonly fonts: FontPair;
}

export interface PageRow extends Pick<ContentPage, 'id' | 'storeIds' | 'publishAt' | 'revision' | 'updatedAt'> {
  /** Without what they say */
  readonly texts: readonly Pick<PageText, 'lang' | 'slug' | 'title'>[];
}

export interface MenuView {
  readonly place: MenuPlace;
  /** Null: as it comes */
  readonly items: readonly MenuEntry[] | null;
  readonly revision: number;
}

/** What entries of a menu may lead to. */
export interface MenuTargets {
  readonly pages: readonly PageRow[];
  /** Those that products are in, and those above them */
  readonly categories: readonly string[];
  /** Titles of the products that menus lead to, by id */
  readonly products: Readonly<Record<string, string>>;
  readonly stores: readonly WebStore[];
}

/** A store with what shoppers see of it now. */
export interface LookStore extends WebStore {
  readonly currency: string;
  readonly look: ShopLook;
}

/** A product as a shelf of the first page shows it. */
export interface ShelfGood {
  readonly id: string;
  readonly title: string;
  readonly image: string | null;
  /** Minor units, in the store's price list: of its cheapest variant */
  readonly price: number;
}

/** What a shelf asks for: products that somebody chose, else those of a category, all where it is empty. */
export type ShelfAsked = Pick<SectionOf<'shelf'>, 'category' | 'products' | 'most'>;

/** What sections of a first page can show, and lead to. */
export interface FirstPageGoods {
  /** Of each shelf that was asked for, in that order; what is not on sale on the web is left out */
  readonly shelves: readonly (readonly ShelfGood[])[];
  /** First levels of the categories that something is on sale in, those with the most first */
  readonly departments: readonly string[];
  /** Those that products are in, and those above them */
  readonly categories: readonly string[];
  readonly pages: readonly PageRow[];
  /** Shops of this store */
  readonly places: readonly { readonly name: string; readonly street: string }[];
}

export type LookRow = Omit<LookVersion, 'actorId'>;

/** A version of a theme without its files. */
export interface ThemeRow extends Omit<ThemeVersion, 'actorId' | 'files'> {
  /** The last ones first */
  readonly faults: readonly ThemeFaultRow[];
}
export type ThemeFaultRow = Pick<ThemeFault, 'id' | 'template' | 'line' | 'message' | 'times' | 'lastAt'>;

export interface ThemeStoreView extends Pick<WebStore, 'id' | 'name' | 'slug'> {
  /** The version that shoppers see; null: the built-in pages */
  readonly themeId: string | null;
}

export interface ContentQueries {
  'content.themes': {
    params: Record<string, never>;
    result: { readonly stores: readonly ThemeStoreView[]; readonly versions: readonly ThemeRow[] };
  };
  /** The last ones first */
  'content.looks': {
    params: Record<string, never>;
    result: { readonly stores: readonly LookStore[]; readonly versions: readonly LookRow[] };
  };
  'content.firstPage': {
    params: { readonly storeId: string; readonly shelves: readonly ShelfAsked[] };
    result: FirstPageGoods;
  };
  'content.menus': {
    params: Record<string, never>;
    result: MenuTargets & { readonly menus: readonly MenuView[] };
  };
  'content.pages': {
    params: Record<string, never>;
    result: { readonly pages: readonly PageRow[]; readonly stores: readonly WebStore[] };
  };
  /** `page` null: there is none of that id */
  'content.page': {
    params: { readonly id: string };
    result: { readonly page: Omit<ContentPage, 'updatedAt'> | null; readonly stores: readonly WebStore[] };
  };
}
