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

/** Runs what a button does, and says how it went. */
export async function act(words: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    if (words) tell(words);
  } catch (error) {
    tell(error instanceof Refused ? error.message : String(error), true);
    if (error instanceof Refused && error.status === 401) signedOut();
  }
}
