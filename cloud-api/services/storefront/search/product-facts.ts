import type { ShopProduct } from '../read-products.ts';

/** What a search looks at of a product, and counts. */
export interface ProductFacts {
  readonly id: string;
  readonly title: string;
  /** Words of the title, lower case */
  readonly words: readonly string[];
  readonly category: string;
  readonly maker: string;
  readonly variants: readonly VariantFacts[];
}

export interface VariantFacts {
  readonly id: string;
  /** `Size\nM`: an option's name and its value */
  readonly options: readonly string[];
  /** Minor units */
  readonly price: number;
  readonly inStock: boolean;
}

/** Between the name of an option and its value; in neither. */
export const OF = '\n';

const asWord = /[\p{L}\p{N}]+/gu;
export const wordsOf = (text: string): readonly string[] => text.normalize('NFC').toLowerCase().match(asWord) ?? [];

export function factsOf(product: ShopProduct): ProductFacts {
  return {
    id: product.id,
    title: product.title,
    words: wordsOf(product.title),
    category: product.category,
    maker: product.supplier,
    variants: product.variants.map((variant) => ({
      id: variant.id,
      options: product.options.flatMap(({ name }, at) => {
        const value = variant.optionValues[at];
        return value === undefined ? [] : [`${name}${OF}${value}`];
      }),
      price: variant.price,
      inStock: variant.availability !== 'out',
    })),
  };
}
