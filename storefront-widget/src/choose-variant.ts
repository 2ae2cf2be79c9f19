import type { ShopProduct, ShopVariant } from './shapes.ts';

/** The variant with exactly these option values. */
export function variantWith(product: ShopProduct, values: readonly string[]): ShopVariant | undefined {
  return product.variants.find((variant) => variant.optionValues.every((value, index) => value === values[index]));
}

/** First shown: the first variant that can be bought, else the first. */
export function firstChoice(product: ShopProduct): readonly string[] {
  const variant = product.variants.find((one) => one.availability !== 'out') ?? product.variants[0];
  return variant?.optionValues ?? [];
}

/**
 * Another value of one option. Where the other options have no such combination, they move to the nearest variant
 * that has the new value, so that a shopper never stands on nothing.
 */
export function chooseValue(
  product: ShopProduct,
  values: readonly string[],
  option: number,
  value: string,
): readonly string[] {
  const wanted = values.map((one, index) => (index === option ? value : one));
  if (variantWith(product, wanted)) return wanted;
  let best: ShopVariant | undefined;
  let bestScore = -1;
  for (const variant of product.variants) {
    if (variant.optionValues[option] !== value) continue;
    const same = variant.optionValues.filter((one, index) => one === wanted[index]).length;
    const score = same * 2 + (variant.availability === 'out' ? 0 : 1);
    if (score > bestScore) [best, bestScore] = [variant, score];
  }
  return best?.optionValues ?? wanted;
}
