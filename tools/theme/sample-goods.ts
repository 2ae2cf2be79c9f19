import type { ShopProduct } from '@tillhouse/cloud-api/services/storefront/read-products.ts';

type Said = readonly [
  title: string,
  category: string,
  maker: string,
  price: number,
  image: string,
  more?: Partial<ShopProduct>,
];

const goods: readonly Said[] = [
  ['Stoneware mug', 'Tableware, Mugs', 'Hannah Frost', 1_400, 'still:mug?g=e2e6d9&a=7f8f6a'],
  [
    'Ribbed glass vase',
    'Tableware, Vases',
    'Bath Glass',
    3_800,
    'still:vase?g=d8e6e6&a=88aab2',
    { priceTo: 5_200, available: 3, availability: 'low' },
  ],
  [
    'Dipped jug, 1.2 l',
    'Tableware, Jugs',
    'Hannah Frost',
    3_400,
    'still:jug?g=dde2ea&a=4a6480',
    { compareAt: 4_000, priorPrice: 3_600, rating: { average: 463, count: 12 } },
  ],
  [
    'Teapot, 900 ml',
    'Tableware, Teapots',
    'Hannah Frost',
    5_200,
    'still:teapot?g=dfe1e7&a=4f6079',
    { available: 0, availability: 'out' },
  ],
  ['Olive wood bowl', 'Kitchen, Bowls', 'Coombe Wood', 4_600, 'still:bowl?g=e9dfd3&a=b57a4d'],
  ['Serving board', 'Kitchen, Boards', 'Coombe Wood', 2_900, 'still:board?g=eee3d0&a=c49860'],
  [
    'Linen napkins, four of them, washed and hemmed by hand in Frome',
    'Textiles, Napkins',
    'Frome Linen',
    3_200,
    'still:napkins?g=e6e0e4',
  ],
  [
    'Beeswax tapers',
    'Candles, Tapers',
    'Larkhall',
    1_250,
    'still:tapers?g=efe7d3',
    { unitPrice: { amount: 3_125, per: 'kg' } },
  ],
  ['Dome table lamp', 'Lamps', 'Bath Glass', 18_900, 'still:lamp?g=f1e8d2&a=d9a441'],
  ['Gift voucher', '', '', 2_500, ''],
];

const handleOf = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);

/** Goods with what themes forget: long names, none of a kind, no picture, sold out, reduced, priced by weight. */
export const sampleGoods: readonly ShopProduct[] = goods.map(
  ([title, category, supplier, price, image, more = {}], at) => {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const known = {
      ...{ id, handle: handleOf(title), title, category, supplier, image: image || null, currency: 'GBP' },
      description: `${title}: made in small runs, and each a little unlike the next.`,
      ...{ priceFrom: price, priceTo: price, compareAt: null, priorPrice: null, unitPrice: null },
      ...{ available: 26, availability: 'in-stock' as const, rating: null },
      ...more,
    };
    const variant = (name: string, amount: number, end: string) => ({
      ...{
        id: `${id.slice(0, -2)}${end}`,
        title: name,
        optionValues: known.priceTo > known.priceFrom ? [name] : [],
        sku: `S-${at}${end}`,
        price: amount,
        scale: 0,
      },
      ...{ compareAt: known.compareAt, priorPrice: known.priorPrice, image: known.image, unitPrice: known.unitPrice },
      ...{ available: known.available, availability: known.availability },
    });
    const several = known.priceTo > known.priceFrom;
    const variants = several
      ? [variant('Small', price, '01'), variant('Large', known.priceTo, '02')]
      : [variant(title, price, '00')];
    const options = several ? [{ name: 'Size', values: variants.map(({ title }) => title) }] : [];
    return { ...known, options, variants };
  },
);
