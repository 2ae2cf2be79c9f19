import { useCallback, useRef } from 'react';

/** A function that is the same one at each render and does what the newest would: what it is handed to need not render again. */
export function useSteady<A extends readonly unknown[], R>(newest: (...args: A) => R): (...args: A) => R {
  const current = useRef(newest);
  current.current = newest;
  return useCallback((...args: A) => current.current(...args), []);
}
