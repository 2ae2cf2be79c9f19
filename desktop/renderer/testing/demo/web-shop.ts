import type { MenuEntry } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import type { ShelfAsked, ShelfGood, WebStore } from '../../../bridge/content-views.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { locations, NOW, productAt } from './catalog.ts';
import { deliveryAnswers } from './delivery.ts';
import { themesOf } from './themes.ts';
import { reviewAnswers } from './reviews.ts';

const plain = { seoTitle: '', seoDescription: '' };
const text = (lang: string, slug: string, title: string, body = ''): PageText => ({
  ...plain,
  lang,
  slug,
  title,
  body,
});

const delivery = `We send from Bath each working day.

## What it costs
- Royal Mail 48: **£3.95**, free from £50
- By our own van around Bath: *nothing* from £250

## How long it takes
Two or three days. Ask us about islands: [write to us](mailto:hello@larkhall.example).

> Everything arrived whole, and packed in straw.`;

export const webStores: readonly WebStore[] = [
  { id: 'store-1', name: 'Larkhall', locale: 'en-GB', slug: 'larkhall', theme: null, fonts: 'classic' },
  {
    ...{ id: 'store-2', name: 'Larkhall Wien', locale: 'de-AT', slug: 'larkhall-wien', fonts: 'classic' },
    theme: { accent: '#2f6f5e', text: '#1b1b1b', background: '#fdfaf4', corners: 'round', logo: null },
  },
  { id: 'store-4', name: 'Larkhall Dubai', locale: 'ar-AE', slug: 'larkhall-dubai', theme: null, fonts: 'plain' },
];

const day = 86_400_000;
const all = { storeIds: [], revision: 2 };
const pages = [
  {
    ...all,
    ...{ id: 'c-delivery', publishAt: NOW - 40 * day, updatedAt: NOW - 2 * day },
    texts: [
      text('en', 'delivery', 'Delivery', delivery),
      text('de', 'versand', 'Versand', '## Wohin\nNach Österreich und Deutschland.'),
      text('ar', 'delivery', 'التوصيل', '## إلى أين\nنرسل إلى كل الإمارات.\n\n- خلال يومين\n- مجانًا فوق 300 درهم'),
    ],
  },
  {
    ...all,
    ...{ id: 'c-about', publishAt: NOW - 200 * day, updatedAt: NOW - 60 * day },
    texts: [text('en', 'about-us', 'About us', 'Eleven small makers, one shop.')],
  },
  {
    ...all,
    ...{ id: 'c-fair', publishAt: NOW + 5 * day, updatedAt: NOW - day, storeIds: ['store-1'] },
    texts: [text('en', 'frost-fair', 'Frost Fair opening hours', 'Come and see us.')],
  },
  {
    ...all,
    ...{ id: 'c-legal', publishAt: null, updatedAt: NOW - 3_600_000 },
    texts: [text('en', 'legal-notice', 'Legal notice')],
  },
];

const label = (en: string, de: string) => [
  { lang: 'en', label: en },
  { lang: 'de', label: de },
];
const leaf = (kind: MenuEntry['kind'], target = '', labels: MenuEntry['labels'] = []) => ({ kind, target, labels });
const header: readonly MenuEntry[] = [
  {
    ...leaf('category', 'Tableware', label('The table', 'Der Tisch')),
    items: [leaf('category', 'Tableware, Mugs'), leaf('product', 'p-0')],
  },
  { ...leaf('category', 'Candles'), items: [] },
  { ...leaf('page', 'c-about'), items: [] },
  { ...leaf('address', 'https://journal.larkhall.example', label('Journal', 'Journal')), items: [] },
];

const places = locations
  .filter(({ kind }) => kind === 'shop')
  .map(({ name, street }) => ({ name: `Larkhall ${name}`, street }));

function shelfOf({ category, products, most }: ShelfAsked): ShelfGood[] {
  const goods = Array.from({ length: 60 }, (_, at) => productAt(at)).filter(({ status }) => status === 'active');
  const asked =
    products.length > 0
      ? products.flatMap((id) => goods.filter((one) => one.id === id))
      : goods.filter((one) => category === '' || one.category === category || one.category.startsWith(`${category},`));
  return asked
    .slice(0, most)
    .map(({ id, title, image, priceFrom }) => ({ id, title, image, price: priceFrom ?? 1_400 }));
}

const looks = webStores.map((store) => ({
  ...{ ...store, currency: 'GBP' },
  look: { theme: store.theme, fonts: store.fonts, headline: 'The winter table', intro: 'Stoneware and candlelight.' },
}));
const winter = { accent: '#1f3d36', text: '#1b2624', background: '#ffffff', corners: 'soft', logo: null } as const;
const version = (number: number, name: string, more: object) => ({
  ...{
    id: `lv-${number}`,
    storeId: 'store-1',
    number,
    name,
    actorName: 'Ewa Nowak',
    createdAt: NOW - (9 - number) * day,
  },
  ...{ publishAt: null, publishedAt: null },
  look: { theme: winter, fonts: 'classic' as const, headline: name, intro: 'From eleven small makers.' },
  ...more,
});
const versions = [
  version(4, 'Christmas', {
    publishAt: NOW + 3 * day,
    look: { theme: { ...winter, accent: '#8a1c2c' }, fonts: 'classic', headline: 'Under the tree', intro: '' },
  }),
  version(3, 'The winter table', { publishedAt: NOW - 2 * day, look: looks[0]?.look }),
  version(2, 'Autumn', { publishedAt: NOW - 60 * day }),
  version(1, '', { publishedAt: NOW - 200 * day, look: { theme: null, fonts: 'modern', headline: '', intro: '' } }),
];

type Names =
  | 'content.themes'
  | 'content.looks'
  | 'content.firstPage'
  | 'content.pages'
  | 'content.page'
  | 'content.menus';

/** The shop on the web of the sample desk. `none`: nothing was written yet. */
const webShopAnswers = (none: boolean): { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } => ({
  'content.pages': () => ({ stores: webStores, pages: none ? [] : pages }),
  'content.looks': () => ({ stores: looks, versions: none ? [] : versions }),
  'content.firstPage': ({ shelves }) => ({
    shelves: shelves.map((asked) => shelfOf(asked)),
    ...{ departments: ['Tableware', 'Lighting', 'Candles', 'Textiles'], pages, places },
    categories: ['Candles', 'Tableware', 'Tableware, Mugs'],
  }),
  'content.menus': () => ({
    ...{ stores: webStores, pages, categories: ['Candles', 'Tableware', 'Tableware, Mugs'] },
    products: { 'p-0': 'Stoneware mug, 350 ml' },
    menus: none ? [] : [{ place: 'header', items: header, revision: 4 }],
  }),
  'content.themes': () => themesOf(none),
  'content.page': ({ id }) => ({ stores: webStores, page: pages.find((page) => page.id === id) ?? null }),
});

export interface ShopChoices {
  readonly delivery?: 'none';
  /** No store is connected to a carrier */
  readonly carriers?: 'none';
  readonly webShop?: 'none';
}

/** What shoppers on the web are offered beside goods. */
export const shopAnswers = ({ carriers, delivery, webShop }: ShopChoices) => ({
  'orders.carriers': () => (carriers === 'none' ? null : (['ups', 'fedex', 'dhl-express'] as const)),
  ...deliveryAnswers(delivery === 'none'),
  ...webShopAnswers(webShop === 'none'),
  ...reviewAnswers(webShop === 'none'),
});
