import type { ParcelSize } from '@tillhouse/shared/domains/shipping/box-schema.ts';
import type { DeliveryBox } from '../../bridge/delivery-queries.ts';

/** `120 × 95 × 100` */
export const sizeText = (size: ParcelSize | null): string =>
  size ? [size.length, size.width, size.height].join(' × ') : '';

/** As people write it, with a cross, an x or blanks in between; null: empty. Undefined: it is none. */
export function sizeOf(text: string): ParcelSize | null | undefined {
  const parts = text
    .trim()
    .split(/\s*[×x*]\s*|\s+/i)
    .filter(Boolean);
  if (parts.length === 0) return null;
  const [length = 0, width = 0, height = 0] = parts.map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : 0));
  const known = parts.length === 3 && [length, width, height].every((side) => side >= 1 && side <= 10_000);
  return known ? { length, width, height } : undefined;
}

/** `380 g`, `1.25 kg` */
export function weightText(grams: number): string {
  const inGrams = grams < 1_000;
  return new Intl.NumberFormat('en-GB', {
    ...{ style: 'unit', unit: inGrams ? 'gram' : 'kilogram', maximumFractionDigits: inGrams ? 0 : 2 },
  }).format(inGrams ? grams : grams / 1_000);
}

/** What a box is outside. */
export const outsideOf = ({ length, width, height, wall }: DeliveryBox): ParcelSize => ({
  ...{ length: length + 2 * wall, width: width + 2 * wall, height: height + 2 * wall },
});
