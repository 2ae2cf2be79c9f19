import { htmlText } from './html-text.ts';
import {
  isWhole,
  type ProductColumns,
  type ProductDialect,
  type ProductField,
  type ProductGroup,
  slugOf,
  valuesOf,
} from './product-columns.ts';
import type { Rejected, SheetRow, ShopSheet } from './shop-sheet.ts';

/** Columns of both kinds of Shopify's product files, the older name first. */
const own: Readonly<Partial<Record<ProductField, readonly string[]>>> = {
  slug: ['handle', 'url handle'],
  name: ['title'],
  description: ['body (html)', 'description'],
  vendor: ['vendor'],
  product_type: ['type'],
  tags: ['tags'],
  status: ['status'],
  published: ['published', 'published on online store'],
  sku: ['variant sku', 'sku'],
  price: ['variant price', 'price'],
  compare_at_price: ['variant compare at price', 'compare-at price'],
  cost_price: ['cost per item'],
  barcode: ['variant barcode', 'variant barcodes', 'barcode'],
  inventory_count: ['variant inventory qty', 'inventory quantity'],
};
const taxable = ['variant taxable', 'charge tax'];
const tracker = ['variant inventory tracker', 'inventory tracker'];
const category = ['product category'];
const picture = ['image src', 'product image url'];
const ownPicture = ['variant image', 'variant image url'];
const giftCard = ['gift card'];
/** In grams, whatever unit is shown. */
const grams = ['variant grams', 'weight value (grams)'];
const optionName = (n: number) => `option${n} name`;
const optionValue = (n: number) => `option${n} value`;
const numbers = [1, 2, 3];

export function isShopify(sheet: Pick<ShopSheet, 'columns'>): boolean {
  const { has } = valuesOf(sheet);
  return has('title') && (has('url handle') || (has('handle') && has('variant price')));
}

/** Spreadsheets keep digits as text by a mark in front of them. */
const digits = (text: string) => text.replace(/^'/, '');

export function shopifyDialect(sheet: Pick<ShopSheet, 'columns'>): ProductDialect {
  const { names, value, has } = valuesOf(sheet);
  const used = new Set<string>([
    ...Object.values(own).flat(),
    ...[taxable, tracker, category, picture, ownPicture, giftCard, grams].flat(),
    ...['variant weight unit', 'weight unit for display'],
    ...['image position', 'image alt text', 'variant inventory policy', 'variant fulfillment service'],
    ...['continue selling when out of stock', 'fulfillment service'],
    ...numbers.flatMap((n) => [optionName(n), optionValue(n), `option${n} linked to`]),
  ]);
  const others = names.filter((name) => name && !used.has(name));
  // The names of options stand in the first row of a product alone.
  const heads = new Map<SheetRow, SheetRow>();
  const options = (row: SheetRow) =>
    numbers.flatMap((n) => {
      const [name, said] = [value(heads.get(row) ?? row, optionName(n)), value(row, optionValue(n))];
      const none = name === '' || (name.toLowerCase() === 'title' && said.toLowerCase() === 'default title');
      return none ? [] : [{ name, value: said }];
    });
  const slug = (row: SheetRow) => value(row, ...(own.slug ?? [])).toLowerCase() || slugOf(value(row, 'title'));
  const read = (row: SheetRow, field: ProductField) => value(row, ...(own[field] ?? []));
  const at = (row: SheetRow, field: ProductField): string => {
    switch (field) {
      case 'slug':
        return slug(row);
      case 'sku':
        // Shopify asks for none: then it is the product and its options.
        return (
          digits(read(row, 'sku')) ||
          [slug(heads.get(row) ?? row), ...options(row).map((each) => slugOf(each.value))].join('-').toUpperCase()
        );
      case 'barcode':
        return digits(read(row, 'barcode'));
      case 'description':
        return htmlText(read(row, 'description'));
      case 'tax_category':
        return value(row, ...taxable).toUpperCase() === 'FALSE' ? 'zero' : '';
      case 'track_inventory':
        return tracker.some(has) && value(row, ...tracker) === '' ? 'FALSE' : '';
      case 'status':
        return read(row, 'status').toLowerCase();
      default:
        return read(row, field);
    }
  };
  const columns: ProductColumns = {
    ...{ source: 'shopify', count: names.length, at, options, otherNames: others },
    categories: (row) => [value(row, ...category)].filter(Boolean),
    image: (row) => value(row, ...ownPicture) || value(row, ...picture),
    weight: (row) => ({ value: value(row, ...grams), unit: 'g' }),
    // Shopify knows none of variants.
    sides: () => null,
    others: (row) => others.flatMap((name) => (value(row, name) ? [{ name, value: value(row, name) }] : [])),
  };
  const saysVariant = (row: SheetRow) =>
    ['sku', 'price'].some((field) => read(row, field as ProductField) !== '') ||
    numbers.some((n) => value(row, optionValue(n)) !== '');
  const isGiftCard = (row: SheetRow) => value(row, ...giftCard).toUpperCase() === 'TRUE';
  const kind = has('url handle') ? 'shopify-new' : 'shopify-old';
  return { kind, columns, group: (rows, reject) => group(rows, { columns, heads, saysVariant, isGiftCard }, reject) };
}

interface Reading {
  readonly columns: ProductColumns;
  readonly heads: Map<SheetRow, SheetRow>;
  readonly saysVariant: (row: SheetRow) => boolean;
  readonly isGiftCard: (row: SheetRow) => boolean;
}

/** Rows with one handle are one product: the first says what it is, each with a price is a variant, the rest are pictures. */
async function group(
  sheet: ShopSheet,
  { columns, heads, saysVariant, isGiftCard }: Reading,
  reject: (row: Rejected) => void,
) {
  const groups = new Map<string, { product: SheetRow; variants: SheetRow[]; besides: SheetRow[] }>();
  const giftCards = new Set<string>();
  let lines = 0;
  for await (const row of sheet.rows) {
    lines += 1;
    if (!isWhole(row, columns.count, reject)) continue;
    const no = (code: string, reason: string) => reject({ line: row.line, code, reason, fields: row.fields });
    const [slug, name] = [columns.at(row, 'slug'), columns.at(row, 'name')];
    const known = groups.get(slug);
    if (!slug) no('no-slug', 'neither a handle nor a title, so it is not known which product this belongs to');
    else if (giftCards.has(slug) || (!known && isGiftCard(row))) {
      giftCards.add(slug);
      no('gift-card', 'gift cards are no products here: they are sold and issued as such');
    } else if (!known && !name) no('gap', `a row of “${slug}”, which has no row with a title before it`);
    else if (known && name && name !== columns.at(known.product, 'name'))
      no(
        'duplicate-slug',
        `“${slug}” is another product on line ${known.product.line}: “${columns.at(known.product, 'name')}”`,
      );
    else {
      const one = known ?? { product: row, variants: [], besides: [] };
      groups.set(slug, one);
      heads.set(row, one.product);
      if (saysVariant(row) || row === one.product) one.variants.push(row);
      else one.besides.push(row);
    }
  }
  const found = [...groups].map(([slug, one]): ProductGroup => ({ slug, ...one, morePrices: [] }));
  return { groups: found, lines };
}
