import { useRef, useState } from 'react';

const MOST = 999;

/** Digits that were typed, and how many of the next item a star made of them. */
export interface Times {
  readonly digits: string;
  readonly times: number | null;
}

export const noTimes: Times = { digits: '', times: null };

/** `5` then `*` is five of what comes next; anything else that is typed begins anew. */
export function typeTimes({ digits, times }: Times, key: string): Times {
  if (key !== '*') return { digits: (digits + key).slice(-3), times };
  const count = Number(digits);
  return { digits: '', times: digits !== '' && count >= 1 && count <= MOST ? count : times };
}

/** How many of the next item go into the basket: typed before it is scanned or tapped. */
export function useTimes() {
  const [shown, setShown] = useState<Times>(noTimes);
  const now = useRef(noTimes);
  const before = useRef(noTimes);
  const set = (next: Times) => {
    now.current = next;
    if (next.times !== shown.times) setShown(next);
  };
  const keys: Record<string, () => void> = {};
  for (const key of '0123456789*') keys[key] = () => set(typeTimes(now.current, key));
  return {
    times: shown.times,
    keys,
    clear: () => set(noTimes),
    /** A gun may be typing: what its keys make of it does not count. */
    began: () => {
      before.current = now.current;
    },
    scanned: () => set(before.current),
    /** Takes it for one item. */
    take: (): { readonly times?: number } => {
      const { times } = now.current;
      set(noTimes);
      return times === null ? {} : { times };
    },
  };
}
