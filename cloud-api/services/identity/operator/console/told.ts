import { Refused } from './cloud.js';

let signedOut: () => void = () => {};

/** What to show when the session is over. */
export function onSignedOut(show: () => void): void {
  signedOut = show;
}

/** What happened, for eyes and screen readers. */
export function tell(words: string, bad = false): void {
  const told = document.querySelector('#told') as HTMLElement;
  told.textContent = words;
  told.className = bad ? 'bad' : 'ok';
}

/**
 * Runs what a button does, and says how it went. What ends in words draws its part of the page anew, so until then nobody
 * types into a form that goes away, or presses the same button twice.
 */
export async function act(words: string, work: () => Promise<unknown>): Promise<void> {
  const main = document.querySelector('main') as HTMLElement;
  if (words) main.inert = true;
  try {
    await work();
    if (words) tell(words);
  } catch (error) {
    tell(error instanceof Refused ? error.message : String(error), true);
    if (error instanceof Refused && error.status === 401) signedOut();
  } finally {
    if (words) main.inert = false;
  }
}
