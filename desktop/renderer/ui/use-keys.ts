import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';
import { isComposing, isCovered, isTyping } from './keys.ts';

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Keys of a page, not while typing or under a dialog. Combinations with Ctrl or ⌘ work while typing too. */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys);
  current.current = keys;
  const names = Object.keys(keys).join(' | ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: bound again only when the set of keys changes
  useEffect(() => {
    const bound = Object.fromEntries(
      Object.keys(current.current).map((name) => [
        name,
        (event: KeyboardEvent) => {
          if (isCovered(event) || event.defaultPrevented) return;
          if (!name.startsWith('$mod') && isTyping(event)) return;
          const onControl = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
          if ((name === 'Enter' || name === 'Space') && onControl) return;
          event.preventDefault();
          current.current[name]?.(event);
        },
      ]),
    );
    return tinykeys(window, bound, { ignore: isComposing });
  }, [names]);
}
