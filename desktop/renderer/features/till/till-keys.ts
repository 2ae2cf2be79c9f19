import { useEffect, useRef } from 'react';
import { isCovered, isTyping } from '../../ui/keys.ts';
import { typeKey } from './cash-notes.ts';
import type { Payment } from './payment.ts';
import { scanning } from '../../scanner/use-scanner.ts';

export interface TillKeys {
  readonly [key: string]: (() => void) | undefined;
}

/** So that Enter is the till's, and no press of the button or menu that had the focus before. */
export const leaveFocus = (): void => (document.activeElement as HTMLElement | null)?.blur();

const always = new Set(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F12', 'Escape']);

/** Keys of the till by name. Function keys and Esc work everywhere; the others not while a person types or a gun sends. */
export function useTillKeys(keys: TillKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const run = current.current[event.key];
      if (!run || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isCovered(event)) return;
      const everywhere = always.has(event.key);
      if (!everywhere && isTyping(event)) return;
      // A sign inside a scanned code is no command.
      if (scanning.now && (event.key === '+' || event.key === '-')) return;
      // Enter belongs to a focused button, except on the page itself.
      if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a')) return;
      event.preventDefault();
      run();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Digits typed on the keyboard go to the cash given; several keys may arrive between two frames. */
export function payKeys(
  digits: number,
  change: (update: (old: Payment) => Payment) => void,
): Record<string, () => void> {
  const press = (key: string) => () => change((old) => ({ ...old, typed: typeKey(old.typed, key, digits) }));
  const keys: Record<string, () => void> = { '.': press('.'), Backspace: press('back') };
  for (const digit of '0123456789') keys[digit] = press(digit);
  return keys;
}
