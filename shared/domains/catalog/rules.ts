/** `Taper candles, box of 6` → `taper-candles-box-of-6`; the address of a product, at most 80 characters. */
export function handleFrom(title: string): string {
  const ascii = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const handle = ascii.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return handle.slice(0, 80).replace(/-+$/, '') || 'product';
}

/** `Moss / 350 ml`; empty for a product without options. */
export function variantTitle(optionValues: readonly string[]): string {
  return optionValues.join(' / ');
}

/** Equality of values as they are kept: the order of an object's fields means nothing, that of a list does. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length && left.every(([key, value]) => sameValue(value, (b as Record<string, unknown>)[key]))
  );
}

/** Options grown by the values of new variants; existing values keep their place. */
export function growOptions(
  options: readonly { name: string; values: string[] }[],
  variants: readonly { optionValues: readonly string[] }[],
): { name: string; values: string[] }[] {
  return options.map(({ name, values }, index) => {
    const seen = variants.flatMap(({ optionValues }) => optionValues[index] ?? []);
    return { name, values: [...new Set([...values, ...seen])] };
  });
}

export type FieldFate = 'same' | 'apply' | 'lost-race';

/** What becomes of an edit of one field: nothing to do, written, or written over somebody else's. Who left it as they saw it did not edit it. */
export function fateOfEdit(current: unknown, base: unknown, value: unknown): FieldFate {
  if (sameValue(current, value) || sameValue(base, value)) return 'same';
  return sameValue(current, base) ? 'apply' : 'lost-race';
}
