import { decimalText } from '../../../kernel/currencies.ts';
import { csvCell, csvCode, csvLine } from '../../../kernel/csv.ts';
import { factsOf } from '../../shipping/customs.ts';
import { moneyText } from './planned.ts';
import type { ProductRecord, VariantRecord } from './record.ts';

/**
 * Shopify's spreadsheet of products, of the columns of 2024 those that our catalogue can fill. What it has no place for is left out, and
 * counted: products with more than three options, archived variants.
 */

const BOM = '\uFEFF';
const MOST_OPTIONS = 3;

const paragraphs = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .split(/\r?\n\s*\r?\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${part.replaceAll(/\r?\n/g, '<br>')}</p>`)
    .join('');

const flag = (value: boolean): string => (value ? 'TRUE' : 'FALSE');
const own = (variant: VariantRecord) => variant.prices.find(({ list }) => list === null);

type Column = readonly [
  name: string,
  of: 'product' | 'variant',
  cell: (product: ProductRecord, variant: VariantRecord) => string,
];

function optionCells(at: number): Column[] {
  const plain = ({ options }: ProductRecord) => at === 0 && options.length === 0;
  return [
    [`Option${at + 1} name`, 'product', (one) => csvCell(plain(one) ? 'Title' : (one.options[at]?.name ?? ''))],
    [
      `Option${at + 1} value`,
      'variant',
      (one, { optionValues }) => csvCode(plain(one) ? 'Default Title' : (optionValues[at] ?? '')),
    ],
  ];
}

const columns: readonly Column[] = [
  ['Title', 'product', ({ title }) => csvCell(title)],
  ['Description', 'product', ({ description }) => csvCell(paragraphs(description))],
  ['Vendor', 'product', ({ supplier }) => csvCell(supplier)],
  ['Type', 'product', ({ category }) => csvCell(category)],
  ['Tags', 'product', ({ tags }) => csvCell(tags.map((tag) => tag.replaceAll(',', ' ')).join(', '))],
  ['Published on online store', 'product', ({ soldOnline }) => flag(soldOnline)],
  ['Status', 'product', ({ status }) => status],
  ['SKU', 'variant', (_, { sku }) => csvCode(sku)],
  ['Barcode', 'variant', (_, { gtin }) => csvCode(gtin)],
  ...Array.from({ length: MOST_OPTIONS }, (_, at) => optionCells(at)).flat(),
];

const ofVariants = (currency: string): readonly Column[] => [
  ['Price', 'variant', (_, one) => moneyText(own(one)?.amount ?? null, currency)],
  ['Compare-at price', 'variant', (_, one) => moneyText(own(one)?.compareAt ?? null, currency)],
  ['Cost per item', 'variant', (_, { cost }) => (cost?.currency === currency ? moneyText(cost.amount, currency) : '')],
  ['Charge tax', 'variant', ({ taxClass }) => flag(taxClass !== 'zero')],
  [
    'Unit price total measure',
    'variant',
    (_, { measure }) => (measure ? decimalText(measure.amount, measure.scale) : ''),
  ],
  ['Unit price total measure unit', 'variant', (_, { measure }) => measure?.unit ?? ''],
  ['Inventory tracker', 'variant', (_, { tracked }) => (tracked ? 'shopify' : '')],
  ['Continue selling when out of stock', 'variant', () => 'DENY'],
  [
    'Weight value (grams)',
    'variant',
    (one, { customs }) => csvCell(factsOf(customs ?? undefined, one.customs ?? undefined).grams),
  ],
  ['Weight unit for display', 'variant', () => 'g'],
  ['Fulfillment service', 'variant', () => 'manual'],
  ['Product image URL', 'product', ({ image }) => csvCell(/^https?:/.test(image ?? '') ? image : '')],
  ['Variant image URL', 'variant', (_, { image }) => csvCell(/^https?:/.test(image ?? '') ? image : '')],
  ['Gift card', 'product', () => 'FALSE'],
];

export interface LeftOut {
  /** With more options than Shopify has */
  readonly products: number;
  /** That are archived */
  readonly variants: number;
}

export function shopifyWriter(currency: string) {
  const [title, ...rest] = [...columns, ...ofVariants(currency)];
  const all: readonly Column[] = [
    ...(title ? [title] : []),
    ['URL handle', 'variant', ({ handle }) => csvCode(handle)],
    ...rest,
  ];
  const left = { products: 0, variants: 0 };
  return {
    head: (): string => BOM + csvLine(all.map(([name]) => csvCell(name))),
    products: (products: readonly ProductRecord[]): string =>
      products
        .flatMap((product) => {
          if (product.options.length > MOST_OPTIONS) {
            left.products += 1;
            return [];
          }
          const sold = product.variants.filter(({ status }) => status === 'active');
          left.variants += product.variants.length - sold.length;
          return sold.map((variant, at) =>
            csvLine(all.map(([, of, cell]) => (at > 0 && of === 'product' ? '' : cell(product, variant)))),
          );
        })
        .join(''),
    end: (): string => '',
    leftOut: (): LeftOut => left,
  };
}
