import * as z from 'zod';

/**
 * All that the templates of a theme get, declared once: what is rendered is parsed by this, so that nothing else reaches a template;
 * `docs/reference/theme-data.md` and the JSON Schema beside it are written from it, and `theme check` knows names by it.
 */

const text = (doc: string) => z.string().describe(doc);
const url = (doc: string) => z.string().describe(`${doc}; an address to put into \`href\` as it is`);

const money = z
  .object({
    amount: z.int().describe('Minor units of the currency (cents): for comparing, never for showing'),
    currency: text('ISO 4217, `GBP`'),
    text: text('As shoppers of this shop write it, `£12.50`'),
  })
  .describe('An amount of money');

const image = z
  .object({
    src: url('The picture'),
    kind: z.enum(['photo', 'drawing']).describe('A photo fills its frame; a drawing stands in it'),
    ground: text('Colour behind a drawing, `#rrggbb`').nullable(),
  })
  .describe('A picture');

const availability = z.enum(['in-stock', 'low', 'out']).describe('How much there is, in a word');

const link = z.object({
  label: text('Words of the link'),
  url: url('Where it leads').nullable().describe('Where it leads; null: words over others'),
  current: z.boolean().describe('Whether it leads to this very page'),
  outside: z.boolean().describe('Whether it leads to another site; give it `rel="noopener noreferrer"`'),
});

const menu = z.array(
  link.extend({ items: z.array(link).describe('One level below it, and none below that') }).describe('An entry'),
);

const variant = z
  .object({
    title: text('`Blue, large`; of a product with one variant as that'),
    sku: text('The shop’s own code; may be empty'),
    price: money,
    compare_at: money.nullable().describe('Crossed out beside the price; null: none'),
    image: image.nullable(),
    available: z.int().describe('Units that may be promised; may be less than 0'),
    availability,
    stock_text: text('The same in words, `3 left`'),
  })
  .describe('What can be put into a basket');

const productCard = z
  .object({
    handle: text('Its name in addresses'),
    title: text('Its name'),
    url: url('Its page'),
    maker: text('Who makes it; may be empty'),
    category: text('`Tableware, Mugs`; may be empty'),
    image: image.nullable().describe('Null: it has none'),
    initials: text('Two letters that stand for one without a picture'),
    price: money.describe('Of the cheapest variant'),
    price_varies: z.boolean().describe('Whether others cost more'),
    price_text: text('The price as it is said in a list, `from £12.50`'),
    compare_at: money.nullable().describe('Crossed out beside the price; null: none'),
    percent_off: z.int().describe('Of `compare_at`; 0: nothing off'),
    prior_text: text(
      'The lowest price of 30 days in words, where the law wants it beside a reduction: show it; empty: not needed',
    ),
    unit_price_text: text('Price of a kilogram or litre, `£3.20 / kg`; empty: none'),
    availability,
    stock_text: text('How much there is, in words'),
    rating: z
      .object({
        average: z.int().describe('Hundredths of a star: 467 is 4.67 of 5'),
        average_text: text('The same, `4.7`'),
        count: z.int().describe('How many reviews'),
        text: text('To be read out: `4.7 of 5 stars, 12 reviews`'),
      })
      .nullable()
      .describe('What shoppers say of it; nil where nobody has, or the store shows none'),
  })
  .describe('A product in a list');

const product = productCard
  .extend({
    description: text('Plain words; may be empty'),
    variants: z.array(variant),
  })
  .describe('The product of the page');

const choice = z
  .object({ label: text('Words of it'), url: url('The list with it chosen, or not any more'), current: z.boolean() })
  .describe('A choice');

const list = {
  products: z.array(productCard).describe('On this page of the list, 24 at most'),
  total: z.object({
    count: z.int().describe('How many were found'),
    text: text('The same in words, `12 products`'),
  }),
  facets: z
    .object({
      in_stock: choice,
      makers: z.array(choice).describe('The eight with the most; empty where there is no choice'),
    })
    .describe('What narrows the list down, as links'),
  sorts: z.array(choice).describe('Ways to sort it, as links'),
  next_url: url('The next page of the list').nullable().describe('The next page of the list; null: this is the last'),
};

const htmlText = 'safe HTML of what the shop wrote: put it out with `| raw`';

const section = z
  .object({
    kind: z.enum(['opening', 'shelf', 'words', 'tiles', 'quotes', 'shops']),
    title: text('May be empty'),
    text_html: text(`Words, ${htmlText}; may be empty`),
    image: image.nullable(),
    image_alt: text('What the picture shows; empty: it only decorates'),
    side: z.enum(['start', 'end']).describe('Of words: where their picture stands'),
    url: url('Of an opening: where its button leads; of a shelf: all of it; null: nowhere').nullable(),
    label: text('Words of that link; may be empty'),
    products: z.array(productCard).describe('Of a shelf'),
    tiles: z.array(z.object({ label: text('Words'), url: url('Where it leads').nullable(), image: image.nullable() })),
    quotes: z.array(z.object({ text: text('What was said'), who: text('By whom; may be empty') })),
    places: z.array(z.object({ name: text('Of a shop'), street: text('May be empty') })),
  })
  .describe('A part of the first page, arranged by the shop under Look; fields of other kinds are empty');

const common = {
  shop: z.object({
    name: text('Of the store'),
    url: url('Its first page, whole'),
    locale: text('`en-GB`'),
    language: text('Of the words of the page, for `<html lang>`'),
    direction: z.enum(['ltr', 'rtl']).describe('For `<html dir>`'),
    currency: text('That prices are told in, `GBP`'),
    headline: text('What its first page opens with; may be empty'),
    intro: text('May be empty'),
    logo: url('Its logo').nullable().describe('Its logo; null: none'),
  }),
  page: z.object({
    kind: z.enum(['home', 'category', 'product', 'search', 'cart', 'account', 'order', 'page', 'not-found']),
    title: text('Its heading'),
    description: text('A sentence of it'),
    path: text('After the address of the shop, `/p/mug`; empty: the first page'),
  }),
  links: z
    .object({
      home: url('First page'),
      search: url('Search; takes `?q=`'),
      cart: url('Basket'),
      account: url('The shopper’s own page'),
      checkout: url('Checkout, which is never a theme’s'),
    })
    .describe('Pages that every shop has'),
  navigation: z.object({
    header: menu.describe('What the shop arranged for the head; else its first departments'),
    footer: menu.describe('What the shop arranged for the foot; else all departments and pages'),
    categories: menu.describe('The first departments, whatever is arranged'),
  }),
  breadcrumbs: z
    .array(z.object({ name: text('Words'), url: url('Where it leads') }))
    .describe('The way down to the page, itself the last; empty where there is none'),
  languages: z
    .array(
      z.object({ code: text('`de`'), name: text('In itself, `Deutsch`'), url: url('There'), current: z.boolean() }),
    )
    .describe('Where else the shop can be read; empty: nowhere'),
  currencies: z
    .array(z.object({ code: text('`EUR`'), name: text('In words'), url: url('This page in it'), current: z.boolean() }))
    .describe('What prices can be told in; empty: one alone. Give such links `rel="nofollow"`'),
  look: z
    .object({
      accent: text('`#rrggbb`'),
      text: text('`#rrggbb`'),
      background: text('`#rrggbb`'),
      corners: z.enum(['square', 'soft', 'round']),
      fonts: z.enum(['classic', 'modern', 'plain']),
      dark: z.boolean().describe('Whether the background is dark'),
    })
    .describe('What the shop chose under Look. `{% tillhouse_head %}` lays it out as CSS variables `--sf-…`'),
  settings: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('By the ids of `theme.json`, each of its own type'),
  preview: z.boolean().describe('Whether somebody looks at it who is no shopper'),
};

export const THEME_PAGES = [
  'home',
  'category',
  'product',
  'search',
  'cart',
  'account',
  'order',
  'page',
  'not-found',
] as const;
export type ThemePage = (typeof THEME_PAGES)[number];

/** Of the layout, which every page has. */
export const layoutData = z.object(common);

/** Of each template, the layout's beside it. */
export const themeData = {
  home: z.object({ ...common, sections: z.array(section) }),
  category: z.object({
    ...common,
    ...list,
    category: z.object({
      name: text('Of the last level, `Mugs`'),
      path: text('All levels, `Tableware, Mugs`'),
      below: z.array(link).describe('Categories below it'),
    }),
  }),
  product: z.object({ ...common, product }),
  search: z.object({
    ...common,
    ...list,
    search: z.object({
      query: text('What was looked for; empty: nothing yet'),
      empty_text: text('Where nothing was found'),
    }),
  }),
  cart: layoutData,
  account: layoutData,
  order: layoutData,
  page: z.object({
    ...common,
    content: z.object({
      title: text('Of the page'),
      html: text(`Its text, ${htmlText}`),
      direction: z.enum(['ltr', 'rtl']),
    }),
  }),
  'not-found': layoutData,
} as const;

export type LayoutData = z.infer<typeof layoutData>;
export type DataOf<P extends ThemePage> = z.infer<(typeof themeData)[P]>;
export type ProductCard = z.infer<typeof productCard>;
export type ListData = Pick<DataOf<'search'>, 'products' | 'total' | 'facets' | 'sorts' | 'next_url'>;
export type SectionData = z.infer<typeof section>;
export type MenuData = z.infer<typeof menu>;

/** What may be put out with `| raw`, by the last part of its name: the cloud made it of what the shop wrote, each word escaped. */
export const RAW_FIELDS: ReadonlySet<string> = new Set(['html', 'text_html']);
