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

const used = [
  ...['id', 'type', 'sku', 'name', 'published', 'short description', 'description', 'tax status', 'tax class'],
  ...['in stock?', 'stock', 'sale price', 'regular price', 'categories', 'tags', 'images', 'parent', 'position'],
  ...['gtin, upc, ean, or isbn', 'brands', 'is featured?', 'visibility in catalog', 'allow customer reviews?'],
];

export function isWoo(sheet: Pick<ShopSheet, 'columns'>): boolean {
  const { has } = valuesOf(sheet);
  return ['id', 'type', 'name', 'regular price'].every(has);
}

const first = (list: string) => list.split(',')[0]?.trim() ?? '';
const typesOf = (text: string) =>
  text
    .toLowerCase()
    .split(',')
    .map((each) => each.trim());

export function wooDialect(sheet: Pick<ShopSheet, 'columns'>): ProductDialect {
  const { names, value } = valuesOf(sheet);
  const attributes = names.flatMap((name) => /^attribute (\d+) name$/.exec(name)?.[1] ?? []);
  const ofAttributes = names.filter((name) => /^attribute \d+ /.test(name));
  // The unit that the shop counts in stands in the name of the column.
  const unitIn = (what: string) => {
    const name = names.find((each) => each.startsWith(`${what} (`) && each.endsWith(')'));
    return name === undefined ? null : { name, unit: name.slice(what.length + 2, -1) };
  };
  const weightIn = unitIn('weight');
  const known = ['length', 'width', 'height'].flatMap((what) => unitIn(what) ?? []);
  const sidesIn = known.length === 3 ? known : [];
  const measures = [weightIn, ...sidesIn].map((each) => each?.name);
  const others = names.filter(
    (name) => name && !used.includes(name) && !ofAttributes.includes(name) && !measures.includes(name),
  );
  const isVariation = (row: SheetRow) => typesOf(value(row, 'type')).includes('variation');
  const said = (row: SheetRow) =>
    attributes.flatMap((n) => {
      const name = value(row, `attribute ${n} name`);
      return name ? [{ name, value: value(row, `attribute ${n} value(s)`) }] : [];
    });
  const slugs = new Map<SheetRow, string>();
  const at = (row: SheetRow, field: ProductField): string => {
    const [regular, sale] = [value(row, 'regular price'), value(row, 'sale price')];
    switch (field) {
      case 'slug':
        return slugs.get(row) ?? slugOf(value(row, 'name'));
      case 'sku':
        return value(row, 'sku') || `WOO-${value(row, 'id')}`;
      case 'name':
        return value(row, 'name');
      case 'price':
        return sale || regular;
      case 'compare_at_price':
        return sale ? regular : '';
      case 'status':
        return ['1', ''].includes(value(row, 'published')) ? 'active' : 'draft';
      case 'description':
        return htmlText(value(row, 'description') || value(row, 'short description'));
      case 'tags':
        return value(row, 'tags');
      case 'tax_category':
        return value(row, 'tax status').toLowerCase() === 'none'
          ? 'zero'
          : value(row, 'tax class').replace(/-rate$/, '');
      case 'track_inventory':
        return value(row, 'stock') === '' ? 'FALSE' : '';
      case 'inventory_count':
        return value(row, 'stock');
      case 'barcode':
        return value(row, 'gtin, upc, ean, or isbn');
      case 'vendor':
        return first(value(row, 'brands'));
      default:
        return '';
    }
  };
  const columns: ProductColumns = {
    ...{ source: 'woocommerce', count: names.length, at },
    options: (row) => (isVariation(row) ? said(row) : []),
    categories: (row) => value(row, 'categories').split(/,\s*/).filter(Boolean),
    image: (row) => first(value(row, 'images')),
    weight: (row) => weightIn && { value: value(row, weightIn.name), unit: weightIn.unit },
    sides: (row) =>
      sidesIn.length === 0 ? null : sidesIn.map(({ name, unit }) => ({ value: value(row, name), unit })),
    // What a variation says by its attributes are its options; of all else they are facts about it.
    others: (row) => [
      ...others.flatMap((name) => (value(row, name) ? [{ name, value: value(row, name) }] : [])),
      ...(typesOf(value(row, 'type')).some((type) => type === 'variation' || type === 'variable') ? [] : said(row)),
    ],
    otherNames: others,
  };
  return {
    kind: 'woocommerce',
    columns,
    group: async (rows, reject) => {
      const all: SheetRow[] = [];
      let lines = 0;
      for await (const row of rows.rows) {
        lines += 1;
        if (isWhole(row, columns.count, reject)) all.push(row);
      }
      return { groups: group(all, { value, slugs }, reject), lines };
    },
  };
}

interface Reading {
  readonly value: (row: SheetRow, ...names: readonly string[]) => string;
  readonly slugs: Map<SheetRow, string>;
}

/** A variation names its product by SKU or `id:12`, and may stand before it. */
function group(all: readonly SheetRow[], { value, slugs }: Reading, reject: (row: Rejected) => void): ProductGroup[] {
  const groups = new Map<string, { slug: string; product: SheetRow; variants: SheetRow[] }>();
  const byName = new Map<string, string>();
  const taken = new Set<string>();
  const variations: SheetRow[] = [];
  for (const row of all) {
    const no = (code: string, reason: string) => reject({ line: row.line, code, reason, fields: row.fields });
    const types = typesOf(value(row, 'type'));
    const [id, sku, name] = [value(row, 'id'), value(row, 'sku'), value(row, 'name')];
    const foreign = types.find((type) => type === 'grouped' || type === 'external');
    if (types.includes('variation')) variations.push(row);
    else if (foreign) no('woo-type', `a product of the kind “${foreign}” is only a link to others`);
    else if (!slugOf(name)) no('gap', 'a product without a name');
    else {
      // Two products may have one name there; their addresses differ here.
      const plain = slugOf(name);
      const slug = taken.has(plain) ? `${plain}-${id}` : plain;
      taken.add(slug);
      slugs.set(row, slug);
      const key = `id:${id}`;
      groups.set(key, { slug, product: row, variants: [] });
      if (sku) byName.set(sku, key);
    }
  }
  for (const row of variations) {
    const parent = value(row, 'parent');
    const group = groups.get(parent) ?? groups.get(byName.get(parent) ?? '');
    if (group) group.variants.push(row);
    else {
      const reason = `a variation of “${parent}”, which is not in this file`;
      reject({ line: row.line, code: 'gap', reason, fields: row.fields });
    }
  }
  return [...groups.values()].map((one) => ({ ...one, morePrices: [], besides: [] }));
}
