import type { Dispatch, SetStateAction } from 'react';
import type { KeyMap } from './use-keys.ts';

const PAGE = 15;

/** Keys that walk a list of any length: j and k, arrows, pages, and its ends. */
export function cursorKeys(total: number, setCursor: Dispatch<SetStateAction<number>>): KeyMap {
  const last = Math.max(0, total - 1);
  const move = (by: number) => () => setCursor((old) => Math.max(0, Math.min(last, old + by)));
  return {
    j: move(1),
    ArrowDown: move(1),
    k: move(-1),
    ArrowUp: move(-1),
    PageDown: move(PAGE),
    PageUp: move(-PAGE),
    Home: () => setCursor(0),
    End: () => setCursor(last),
  };
}
