import { isDark } from '@tillhouse/shared/domains/access/store-look.ts';
import { textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import type { ThemeValues } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { textOf } from '../../../platform/http/markup.ts';
import { textHtml } from '../hosted/content-page.ts';
import { languageName } from '../hosted/foot-choices.ts';
import { crumbsTo } from '../hosted/json-ld.ts';
import type { Page } from '../hosted/layout.ts';
import { usualTheme } from '../hosted/look-style.ts';
import { href, lastPart, pathTo, partsOf, type PageView } from '../hosted/page-view.ts';
import { fill } from '../hosted/page-words.ts';
import type { MenuLink } from '../hosted/read-menus.ts';
import { categoriesBelow } from '../hosted/list-page.ts';
import { listData } from './list-data.ts';
import type { PageFacts } from './page-facts.ts';
import { productData } from './product-data.ts';
import { sectionData } from './section-data.ts';
import { type LayoutData, type MenuData, themeData } from './theme-data.ts';

export interface Themed {
  readonly view: PageView;
  readonly page: Page;
  readonly facts: PageFacts;
  readonly settings: ThemeValues;
  readonly preview: boolean;
}

type MenuEntry = MenuData[number];
type Leaf = Omit<MenuEntry, 'items'>;

const categoryLink = (view: PageView, category: string, at: string | undefined): Leaf => ({
  ...{
    label: lastPart(category),
    url: href(view, pathTo.category(category)),
    current: category === at,
    outside: false,
  },
});

function leafOf(view: PageView, { label, to, outside }: MenuLink, at: string | undefined): Leaf {
  const current = at !== undefined && to !== null && (to === at || to === pathTo.category(at));
  return { label, url: to === null ? null : outside ? to : href(view, to), current, outside };
}

function menuOf(view: PageView, items: readonly MenuLink[], at: string | undefined): MenuData {
  return items.map((entry) => ({
    ...leafOf(view, entry, at),
    items: entry.items.map((one) => leafOf(view, one, at)),
  }));
}

function navigation(view: PageView, at: string | undefined): LayoutData['navigation'] {
  const categories = view.menu.map((each) => ({ ...categoryLink(view, each, at), items: [] }));
  const pages = view.pages.map(({ title, slug }) => ({
    ...leafOf(view, { label: title, to: pathTo.page(slug), outside: false, items: [] }, at),
    items: [],
  }));
  const { header, footer } = view.menus;
  return {
    header: header ? menuOf(view, header, at) : categories.slice(0, 6),
    footer: footer ? menuOf(view, footer, at) : [...categories, ...pages],
    categories,
  };
}

function breadcrumbs(view: PageView, facts: PageFacts, { title }: Page): LayoutData['breadcrumbs'] {
  const named = (category: string) =>
    crumbsTo(view, category).map(({ name, path }) => ({ name, url: href(view, path) }));
  if (facts.kind === 'category') return named(facts.asked.category);
  if (facts.kind === 'page')
    return [...named(''), { name: title, url: href(view, pathTo.page(facts.shown.text.slug)) }];
  if (facts.kind !== 'product') return [];
  const { category, handle } = facts.product;
  return [...named(category), { name: title, url: href(view, pathTo.product(handle)) }];
}

function choices(view: PageView, page: Page): Pick<LayoutData, 'languages' | 'currencies'> {
  const among = page.languages?.length ? page.languages : view.languages;
  const { store, currency } = view.view;
  const names = new Intl.DisplayNames([view.locale], { type: 'currency' });
  const codes =
    store && store.currencies.length > 0 ? [store.currency, ...store.currencies.map((one) => one.currency)] : [];
  return {
    languages:
      among.length < 2
        ? []
        : among.map(({ lang, address }) => ({
            ...{ code: lang, name: languageName(lang, among), url: address, current: lang === view.locale },
          })),
    currencies: codes.map((code) => ({
      ...{ code, name: names.of(code) ?? code, url: `?currency=${code}`, current: code === currency },
    })),
  };
}

function common({ view, page, facts, settings, preview }: Themed): LayoutData {
  const { store, currency } = view.view;
  const look = store?.theme ?? usualTheme;
  const { hosted } = view.shop;
  const to = (path: string) => href(view, path);
  return {
    shop: {
      ...{
        name: view.name,
        url: view.address,
        locale: view.locale,
        language: view.lang,
        direction: view.dir,
        currency,
      },
      ...{ headline: hosted.headline, intro: hosted.intro, logo: look.logo },
    },
    page: { kind: facts.kind, title: page.title, description: page.description, path: page.canonical ?? '' },
    links: {
      ...{ home: to(pathTo.home), search: to(pathTo.search), cart: to('/cart') },
      ...{ account: to('/account'), checkout: to('/checkout') },
    },
    navigation: navigation(view, page.at),
    breadcrumbs: breadcrumbs(view, facts, page),
    ...choices(view, page),
    look: {
      ...{ accent: look.accent, text: look.text, background: look.background, corners: look.corners },
      ...{ fonts: hosted.fonts, dark: isDark(look) },
    },
    settings,
    preview,
  };
}

/** What the template of a page gets: exactly what is declared, whatever was read. */
export function pageData(themed: Themed): LayoutData {
  const { view, facts } = themed;
  const every = common(themed);
  const { kind } = facts;
  if (kind === 'home') {
    const sections = facts.sections.map((each) => sectionData(view, each));
    return themeData.home.parse({ ...every, sections });
  }
  if (kind === 'product') return themeData.product.parse({ ...every, product: productData(view, facts.product) });
  if (kind === 'page') {
    const { title, body, lang } = facts.shown.text;
    const content = { title, html: textOf(textHtml(view, body)), direction: textDirectionOf(lang) };
    return themeData.page.parse({ ...every, content });
  }
  if (kind === 'category') {
    const { asked, answer } = facts;
    const path = pathTo.category(asked.category);
    const below = categoriesBelow(asked.category, answer).map((each) => categoryLink(view, each, undefined));
    const category = { name: lastPart(asked.category), path: partsOf(asked.category).join(', '), below };
    return themeData.category.parse({ ...every, ...listData(view, asked, answer, path), category });
  }
  if (kind === 'search') {
    const { asked, answer } = facts;
    const search = { query: asked.q, empty_text: fill(view.words.noneFor, { text: asked.q }) };
    return themeData.search.parse({ ...every, ...listData(view, asked, answer, pathTo.search), search });
  }
  return themeData[kind].parse(every);
}
