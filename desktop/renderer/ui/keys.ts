/** A key typed into a field belongs to the field. */
export function isTyping(event: Event): boolean {
  const target = event.target as HTMLElement | null;
  if (!target?.closest) return false;
  const field = target.closest('input, textarea, select, [contenteditable="true"]');
  return field !== null && !(field instanceof HTMLInputElement && field.type === 'checkbox');
}

const dialog = '[aria-modal="true"]';
const openList =
  '[role="menu"], [role="listbox"], [aria-expanded="true"][aria-haspopup], [aria-expanded="true"][role="combobox"]';
const pressedInSurface = new WeakSet<Event>();

// Asked before anybody else hears of the key: the Esc that closes a dialog has closed it by the time the page hears of it.
if (typeof window !== 'undefined')
  window.addEventListener(
    'keydown',
    (event) => {
      // Function keys are the page's also from within a list of finds.
      const inList =
        !/^F\d/.test(event.key) && event.target instanceof Element && event.target.closest(openList) !== null;
      if (inList || document.querySelector(dialog)) pressedInSurface.add(event);
    },
    { capture: true },
  );

/** True when a dialog lay over the page, or a menu or list was open under the focus, as the key was pressed: it is theirs. */
export function isCovered(event: Event): boolean {
  return pressedInSurface.has(event) || document.querySelector(dialog) !== null;
}

/** A key that belongs to an input method. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing;
}
