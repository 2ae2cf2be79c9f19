import { decimalsOf, decimalText } from '@tillhouse/shared/kernel/currencies.ts';
import { isolateSign } from '@tillhouse/shared/domains/content/isolate-places.ts';
import { textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { addressOf, type HostedShop } from './hosted-shops.ts';
import { pageWords, type PageWords } from './page-words.ts';
import type { Menus } from './read-menus.ts';
import type { ShopView } from '../shop-views.ts';
import type { PageTheme } from '../themes/page-theme.ts';

/** All that every page of a hosted shop is written with. */
export interface PageView {
  readonly shop: HostedShop;
  readonly view: ShopView;
  readonly name: string;
  /** BCP 47 of the store: how amounts are written */
  readonly locale: string;
  /** Of the words of the page */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: PageWords;
  /** Before every link of the page: empty at an address of its own, else `/s/larkhall` */
  readonly base: string;
  /** What others know it by, `https://shop.larkhall.example` */
  readonly address: string;
  /** Categories that the head of each page leads to */
  readonly menu: readonly string[];
  /** What the shop says beside its goods */
  readonly pages: readonly PageLink[];
  readonly menus: Menus;
  /** The tenant's shops by language, this one among them; empty where there is one alone */
  readonly languages: readonly { readonly lang: string; readonly address: string }[];
  /** The widget's loader by its content; null where the widget is not built */
  readonly script: { readonly name: string; readonly integrity: string } | null;
  /** Colours that a theme has of its own, by CSS variable */
  readonly colours: Readonly<Record<string, string>>;
}

export interface PageLink {
  readonly title: string;
  readonly slug: string;
}

export interface PageAt {
  readonly shop: HostedShop;
  readonly view: ShopView;
  readonly base: string;
  readonly publicOrigin: string;
  readonly script: PageView['script'];
  /** A merchant's own templates; undefined: the pages that come with us */
  readonly theme?: PageTheme | undefined;
}

/** What the head and the foot of each page of a shop lead to. */
export type Frame = Pick<PageView, 'menu' | 'pages' | 'menus' | 'languages'>;

export function pageView({ shop, view, base, publicOrigin, script, theme }: PageAt, frame: Frame): PageView {
  const locale = view.store?.locale ?? 'en-GB';
  const { words, lang } = pageWords(locale);
  const address = addressOf(shop, publicOrigin);
  const name = view.store?.name ?? '';
  const colours = theme?.colours ?? {};
  return {
    shop,
    view,
    name,
    locale,
    lang,
    dir: textDirectionOf(lang),
    words,
    base,
    address,
    ...frame,
    script,
    colours,
  };
}

/** Minor units as the store's shoppers write them; the decimal text is built of digits. */
export function moneyText(amount: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const text = format.format(decimalText(amount, decimalsOf(currency) ?? 2) as Intl.StringNumericLiteral);
  return isolateSign(locale, text);
}

/** Addresses of pages, after `base` or `address`. */
export const pathTo = {
  home: '',
  search: '/search',
  product: (handle: string) => `/p/${encodeURIComponent(handle)}`,
  category: (category: string) => `/c/${encodeURIComponent(category)}`,
  page: (slug: string) => `/pages/${slug}`,
} as const;

/** `Tableware, Mugs` is below `Tableware`. */
export const partsOf = (category: string): string[] =>
  category
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
export const lastPart = (category: string): string => partsOf(category).at(-1) ?? category;

/** As a link of this shop's own pages. */
export const href = ({ base }: Pick<PageView, 'base'>, path: string): string => base + path || '/';
