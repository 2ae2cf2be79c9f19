import type { ThemeManifest } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { settledValues } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { contentPage } from '@tillhouse/cloud-api/services/storefront/hosted/content-page.ts';
import { homePage } from '@tillhouse/cloud-api/services/storefront/hosted/home-page.ts';
import type { Page } from '@tillhouse/cloud-api/services/storefront/hosted/layout.ts';
import { categoryPage, type ListAsked, searchPage } from '@tillhouse/cloud-api/services/storefront/hosted/list-page.ts';
import { pageView, type PageView, partsOf } from '@tillhouse/cloud-api/services/storefront/hosted/page-view.ts';
import { elementPage, missingPage } from '@tillhouse/cloud-api/services/storefront/hosted/plain-pages.ts';
import { productPage } from '@tillhouse/cloud-api/services/storefront/hosted/product-page.ts';
import type { ShownSection } from '@tillhouse/cloud-api/services/storefront/hosted/read-sections.ts';
import type { SearchAnswer } from '@tillhouse/cloud-api/services/storefront/search/run-search.ts';
import { coloursOf } from '@tillhouse/cloud-api/services/storefront/themes/kept-themes.ts';
import { partsAtHome } from '@tillhouse/cloud-api/services/storefront/themes/own-parts.ts';
import { pageData } from '@tillhouse/cloud-api/services/storefront/themes/page-data.ts';
import type { PageFacts } from '@tillhouse/cloud-api/services/storefront/themes/page-facts.ts';
import type { RenderJob } from '@tillhouse/cloud-api/services/storefront/themes/theme-engine.ts';
import { sampleGoods } from './sample-goods.ts';

const departments = ['Tableware', 'Kitchen', 'Textiles', 'Candles', 'Lamps'];
const text = {
  ...{ lang: 'en-GB', slug: 'about', title: 'About us', seoTitle: '', seoDescription: '' },
  body: '## Who we are\n\nA shop with **eleven makers**, all within an hour of Bath.\n\n- [Mugs](/c/Tableware)\n- Lamps\n\n> Made slowly.\n\n| Day | Open |\n|---|---|\n| Monday | 9 to 5 |\n',
};
const hosted = {
  ...{ open: true, domain: null, fonts: 'classic' as const, headline: 'The winter table' },
  intro: 'Stoneware, glass and candlelight from eleven small makers.',
};

/** A shop that is nowhere, to write a theme without a cloud. */
function sampleView(manifest: ThemeManifest, url: string): PageView {
  const shop = { tenantId: '', storeId: '', slug: 'sample', hosted, domains: [] };
  const store = {
    name: 'Larkhall',
    locale: 'en-GB',
    currency: 'GBP',
    currencies: [{ currency: 'EUR', priceListId: '' }],
    theme: null,
  };
  const view = { store, currency: 'GBP', priceListId: null, namesPriorPrice: true, timeZone: 'Europe/London', key: '' };
  const leaf = (label: string, to: string | null) => ({ label, to, outside: false, items: [] });
  const header = [
    ...departments.slice(0, 4).map((name) => leaf(name, `/c/${name}`)),
    { ...leaf('The shop', null), items: [leaf('About us', '/pages/about')] },
  ];
  const colours = coloursOf(manifest.settings, settledValues(manifest.settings, {}));
  const at = { shop, view, base: '', publicOrigin: url, script: null, theme: { colours, write: async () => null } };
  return {
    ...pageView(at as unknown as Parameters<typeof pageView>[0], {
      ...{ menu: departments, pages: [{ title: 'About us', slug: 'about' }], menus: { header, footer: null } },
      languages: [
        { lang: 'en-GB', address: url },
        { lang: 'de-DE', address: `${url}/#de` },
      ],
    }),
    address: url,
  };
}

const id = '00000000-0000-4000-8000-000000000000';
const part = { id, hidden: false };
const sections: readonly ShownSection[] = [
  { ...part, kind: 'opening', picture: '', label: 'See the table', to: '/c/Tableware' },
  { ...part, kind: 'shelf', title: '', category: 'Tableware', products: [], most: 8, goods: sampleGoods.slice(0, 8) },
  {
    ...part,
    kind: 'words',
    title: 'Made slowly',
    text: 'All of it within **an hour** of Bath.',
    picture: 'still:basket?g=efe7d3',
    alt: 'A basket',
    side: 'end',
  },
  {
    ...part,
    kind: 'tiles',
    title: 'Where to begin',
    tiles: departments.slice(0, 3).map((label) => ({ label, to: `/c/${label}`, picture: 'still:wreath?g=e2e6d9' })),
  },
  { ...part, kind: 'quotes', title: '', quotes: [{ words: 'The mug that I reach for.', who: 'M. in Frome' }] },
  {
    ...part,
    kind: 'shops',
    title: 'Our shops',
    text: 'Open **daily**.',
    places: [{ name: 'Bath', street: '3 Walcot Street' }],
  },
] as const;

function answerOf(found: typeof sampleGoods): SearchAnswer {
  const makers = [...Map.groupBy(found, ({ supplier }) => supplier)].map(([value, of]) => ({
    value,
    count: of.length,
  }));
  const categories = [...Map.groupBy(found, ({ category }) => category)].map(([value, of]) => ({
    value,
    count: of.length,
  }));
  const facets = { categories, makers, options: [], price: null, inStock: found.length };
  return {
    products: found,
    total: { count: found.length, atLeast: false },
    facets,
    nextCursor: found.length > 3 ? 'next' : null,
  };
}

function found(view: PageView, path: readonly string[], query: URLSearchParams): { page: Page; facts: PageFacts } {
  const [kind = '', name = ''] = path;
  const asked: ListAsked = {
    ...{ q: query.get('q') ?? '', category: '', maker: query.get('maker') ?? '', inStock: query.has('inStock') },
    ...{ sort: 'best', cursor: '' },
  };
  if (kind === '') return { page: homePage(view, sections), facts: { kind: 'home', sections } };
  const product = sampleGoods.find(({ handle }) => kind === 'p' && handle === name);
  if (product) return { page: productPage(view, product), facts: { kind: 'product', product } };
  const below = sampleGoods.filter(({ category }) => partsOf(category).join(', ').startsWith(name));
  if (kind === 'c' && name !== '' && below.length > 0) {
    const of = { ...asked, category: name };
    return {
      page: categoryPage(view, of, answerOf(below)),
      facts: { kind: 'category', asked: of, answer: answerOf(below) },
    };
  }
  if (kind === 'search') {
    const said = sampleGoods.filter(({ title }) => title.toLowerCase().includes(asked.q.toLowerCase()));
    const answer = asked.q === '' ? null : answerOf(said);
    return { page: searchPage(view, asked, answer), facts: { kind: 'search', asked, answer } };
  }
  if (kind === 'pages' && name === 'about') {
    const shown = { id, text, publishAt: 0, changed: '2026-11-26', texts: [text], storeIds: [] };
    return { page: contentPage(view, shown), facts: { kind: 'page', shown } };
  }
  if (kind === 'cart' || kind === 'account' || kind === 'order')
    return { page: elementPage(view, kind), facts: { kind } };
  return { page: missingPage(view), facts: { kind: 'not-found' } };
}

/** Addresses that show every template with all that can be in it. */
export const samplePaths = [
  ...['/', '/c/Tableware', '/search', '/search?q=mug', '/search?q=nothing-of-that-name', '/cart', '/account', '/order'],
  ...['/pages/about', '/nothing', ...sampleGoods.map(({ handle }) => `/p/${handle}`)],
];

/** A page of the sample shop as a theme gets it. @param address `/search?q=mug` @param url of where the theme is shown */
export function samplePage(manifest: ThemeManifest, address: string, url: string): RenderJob {
  const { pathname, searchParams } = new URL(address, url);
  const path = pathname.split('/').slice(1).map(decodeURIComponent);
  const view = sampleView(manifest, url);
  const { page, facts } = found(view, path, searchParams);
  const settings = settledValues(manifest.settings, {});
  return {
    page: facts.kind,
    data: pageData({ view, page, facts, settings, preview: false }),
    parts: partsAtHome(view, page, facts),
  };
}
