import { useSyncExternalStore } from 'react';

/** What floats above every page: at most one at a time. */
export type Surface = 'none' | 'palette' | 'shortcuts';

let current: Surface = 'none';
const listeners = new Set<() => void>();

function show(next: Surface): void {
  current = next;
  for (const listener of listeners) listener();
}

export const openPalette = () => show('palette');
export const openShortcuts = () => show('shortcuts');
export const closeSurface = () => show('none');

export function useSurface(): Surface {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
