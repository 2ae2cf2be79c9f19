import { useSyncExternalStore } from 'react';

export type Appearance = 'light' | 'dark';

const KEY = 'tillhouse.appearance';
const listeners = new Set<() => void>();
const system = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function stored(): Appearance | null {
  const value = globalThis.localStorage?.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : null;
}

export function currentAppearance(): Appearance {
  return stored() ?? (system?.matches ? 'dark' : 'light');
}

/** Puts the appearance on the document, where the tokens read it. */
export function applyAppearance(): void {
  document.documentElement.dataset.theme = currentAppearance();
}

export function setAppearance(next: Appearance): void {
  localStorage.setItem(KEY, next);
  applyAppearance();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const followed = () => {
    applyAppearance();
    listener();
  };
  system?.addEventListener('change', followed);
  return () => {
    listeners.delete(listener);
    system?.removeEventListener('change', followed);
  };
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, currentAppearance);
}
