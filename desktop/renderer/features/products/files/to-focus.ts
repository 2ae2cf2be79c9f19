/** For what goes on when a step is over: what had the focus is gone, and Enter is meant for this. */
export const toFocus = (button: HTMLButtonElement | null): void => button?.focus();
