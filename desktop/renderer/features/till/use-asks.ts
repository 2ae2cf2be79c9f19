import type { BasketLine } from '../../../bridge/views.ts';
import { useSteady } from '../../ui/use-steady.ts';
import type { Asking } from './till-asking.tsx';

/** What the host would not add without the scale; null: it said something else. */
function toBeWeighed(problem: unknown): string | null {
  const { code, details } = (problem ?? {}) as { code?: unknown; details?: { variantId?: unknown } };
  return code === 'scale.weigh-it' && typeof details?.variantId === 'string' ? details.variantId : null;
}

const isSoldByWeight = (unit: string, scale: number): boolean =>
  unit === 'GRM' || ((unit === 'KGM' || unit === 'LBR') && scale > 0);

/** What the till asks over the basket, each by a function that stays the same. */
export function useAsks(ask: (asking: Asking) => void) {
  return {
    why: useSteady((lineId: string) => ask({ what: 'why', lineId })),
    custom: useSteady(() => ask({ what: 'custom' })),
    findSale: useSteady(() => ask({ what: 'find-sale' })),
    giftCard: useSteady(() => ask({ what: 'gift-card' })),
    /** What was to be added without a weight. @returns whether that was all that the host had to say */
    weighInstead(problem: unknown): boolean {
      const variantId = toBeWeighed(problem);
      if (variantId) ask({ what: 'weigh', variantId });
      return variantId !== null;
    },
    /** A line is weighed again. */
    weight(line: BasketLine | undefined): void {
      if (line?.variantId && isSoldByWeight(line.unit, line.scale))
        ask({ what: 'weigh', variantId: line.variantId, lineId: line.id });
    },
  };
}
