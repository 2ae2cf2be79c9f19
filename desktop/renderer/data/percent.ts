import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';

/** `125/1000` as `12.5`; what has no end in decimals stays a fraction. */
export const percentText = (rate: string): string => rateText(rate).replace(/ %$/, '');

/** `12.5` or `12,5` as 125 of 1000, nothing rounded; null for what is no percentage of at most so many decimals. */
export function exactPercent(text: string, decimals = 4): { readonly top: number; readonly bottom: number } | null {
  const [, whole, part = ''] = /^(\d{1,3})(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || part.length > decimals) return null;
  return { top: Number(whole + part), bottom: 10 ** (part.length + 2) };
}
