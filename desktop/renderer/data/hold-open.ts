import { useEffect } from 'react';

let holders = 0;

/** While something is under way that must not be left in the middle (a card terminal at work), no till locks itself. */
export function useHoldOpen(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    holders += 1;
    return () => {
      holders -= 1;
    };
  }, [active]);
}

export const isHeldOpen = (): boolean => holders > 0;
