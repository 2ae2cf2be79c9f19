import { checkDigit } from '../../domains/catalog/gtin.ts';
import { sampleId } from './ids.ts';

/** One variant: the end of its SKU, option values, price and cost in pence, on hand in Bath, Frome and Melksham. */
export type VariantRow = readonly [
  sku: string,
  optionValues: readonly string[],
  price: number,
  cost: number,
  onHand: readonly [number, number, number],
];

export interface Goods {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly supplier: string;
  /** A drawing of the sample set, see renderer/ui/picture */
  readonly image: string | null;
  readonly options?: readonly string[];
  readonly variants: readonly VariantRow[];
  readonly description?: string;
  readonly taxClass?: 'zero';
  readonly status?: 'draft';
  readonly tags?: readonly string[];
  readonly byWeight?: true;
  /** Grams in one of it, for the price of a kilogram */
  readonly grams?: number;
  readonly untracked?: true;
  readonly tillOnly?: true;
  /** Pictures of single variants, by SKU */
  readonly images?: Readonly<Record<string, string>>;
  /** The three digits of the first variant’s GTIN; the rest count up */
  readonly gtin: number;
  /** How often it is bought, against the others */
  readonly pull: number;
}

/** EAN-13 of Larkhall’s own number range in the samples. */
export function sampleGtin(number: number): string {
  const body = `506091244${String(number).padStart(3, '0')}`;
  return `${body}${checkDigit(body)}`;
}

export const productIdOf = (goods: Pick<Goods, 'sku'>) => sampleId(`product:${goods.sku}`);
export const variantIdOf = (sku: string) => sampleId(`variant:${sku}`);

/** The arguments of catalog.createProduct. */
export function createArgs(goods: Goods) {
  const names = goods.options ?? [];
  return {
    product: {
      id: productIdOf(goods),
      title: goods.title,
      description: goods.description ?? '',
      status: goods.status ?? ('active' as const),
      category: goods.category,
      supplier: goods.supplier,
      tags: [...(goods.tags ?? [])],
      options: names.map((name, index) => ({
        name,
        values: [...new Set(goods.variants.map(([, values]) => values[index] as string))],
      })),
      taxClass: goods.taxClass ?? ('standard' as const),
      image: goods.image && `still:${goods.image}`,
      soldAtTill: true,
      soldOnline: goods.tillOnly !== true,
      externalRef: null,
    },
    variants: goods.variants.map(([sku, optionValues, price, cost], index) => ({
      id: variantIdOf(sku),
      optionValues: [...optionValues],
      sku,
      gtin: sampleGtin(goods.gtin + index),
      unit: goods.byWeight ? 'KGM' : 'H87',
      scale: goods.byWeight ? 3 : 0,
      ...(goods.grams && { measure: { amount: goods.grams, scale: 0, unit: 'g' as const, per: 'kg' as const } }),
      tracked: goods.untracked !== true,
      image: goods.images?.[sku] ? `still:${goods.images[sku]}` : null,
      price,
      cost,
    })),
  };
}
