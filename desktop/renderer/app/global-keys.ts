import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { isComposing, isCovered, isTyping } from '../ui/keys.ts';
import { scanning } from '../scanner/use-scanner.ts';
import { sections } from '../data/sections.ts';
import { openPalette, openShortcuts } from '../ui/surfaces.ts';

/** Keys that work everywhere: palette, shortcut sheet, and `g` with a letter to go somewhere. */
export function useGlobalKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const unlessTyping = (run: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event) || isCovered(event) || scanning.now) return;
      event.preventDefault();
      run();
    };
    const places = Object.fromEntries(
      [...sections.map(({ key, to }) => [key, to] as const), ['y', '/sync'] as const].map(([key, to]) => [
        `g ${key}`,
        unlessTyping(() => void navigate({ to })),
      ]),
    );
    return tinykeys(
      window,
      {
        '$mod+k': (event: KeyboardEvent) => {
          event.preventDefault();
          openPalette();
        },
        'Shift+?': unlessTyping(openShortcuts),
        ...places,
      },
      { ignore: isComposing },
    );
  }, [navigate]);
}
