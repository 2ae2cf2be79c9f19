/** A key typed into a field belongs to the field. */
export function isTyping(event: Event): boolean {
  const target = event.target as HTMLElement | null;
  if (!target?.closest) return false;
  const field = target.closest('input, textarea, select, [contenteditable="true"]');
  return field !== null && !(field instanceof HTMLInputElement && field.type === 'checkbox');
}

/** True while a dialog lies over the page: its keys come first. */
export function isCovered(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

/** A key that belongs to an input method. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing;
}
