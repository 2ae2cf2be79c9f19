import { divideRounded, type MinorUnits, type RoundingMode, toMinorUnits } from './money.ts';

/** An integer × 10^−scale of the variant's unit: 1.240 kg at scale 3 is 1240. */
export type Quantity = number;

/** price (minor units per one unit) × quantity, rounded to minor units. */
export function extend(
  price: MinorUnits,
  quantity: Quantity,
  scale: number,
  mode: RoundingMode = 'half-up',
): MinorUnits {
  if (scale === 0 && Number.isInteger(price) && Number.isInteger(quantity)) {
    const product = price * quantity;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return toMinorUnits(divideRounded(BigInt(price) * BigInt(quantity), 10n ** BigInt(scale), mode));
}

/** `1240` at scale 3 as `1.240`; pieces (scale 0) as they are. */
export function formatQuantity(quantity: Quantity, scale: number): string {
  if (scale === 0) return String(quantity);
  const digits = String(Math.abs(quantity)).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return quantity < 0 ? `-${text}` : text;
}
