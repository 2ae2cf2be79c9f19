import { exactPercent } from '../../data/percent.ts';

/** `9.975` as `9975/100000`, `0` as `0`; null for what is no percentage. */
export function parseRate(text: string): string | null {
  const exact = exactPercent(text.replace('%', ''), 3);
  if (!exact) return null;
  return exact.top === 0 ? '0' : `${exact.top}/${exact.bottom}`;
}
