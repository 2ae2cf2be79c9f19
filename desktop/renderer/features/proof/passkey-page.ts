import type { Bridge } from '../../../bridge/contract.ts';

const LOOK_MS = 700;

/**
 * Opens the page of the cloud where the browser has its passkeys, and waits until it is done there.
 * @returns false when the page was open for too long
 */
export async function atPasskeyPage(
  bridge: Bridge,
  begun: { readonly id: string; readonly url: string },
  ended: AbortSignal,
): Promise<boolean> {
  window.open(begun.url, '_blank', 'noopener,width=520,height=640');
  for (;;) {
    if (ended.aborted) return false;
    const { state } = await bridge.call('security.ceremony', { id: begun.id });
    if (state !== 'waiting') return state === 'done';
    await new Promise((look) => setTimeout(look, LOOK_MS));
  }
}
