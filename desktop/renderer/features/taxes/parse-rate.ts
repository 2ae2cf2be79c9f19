import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';

/** `9.975` as `9975/100000`, `0` as `0`; null for what is no percentage. */
export function parseRate(text: string): string | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(text.replace('%', '').trim());
  if (!found) return null;
  const part = found[2] ?? '';
  const top = Number(`${found[1]}${part}`);
  return top === 0 ? '0' : `${top}/${10 ** (part.length + 2)}`;
}

export const percentOf = (rate: string): string => rateText(rate).replace(/ %$/, '');
