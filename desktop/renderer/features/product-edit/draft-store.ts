import { type Draft, draftSize } from './draft.ts';

const KEY = 'tillhouse.draft.';

/** Keeps what was typed and not saved on this device, so that a closed window loses nothing. */
export function keepDraft(productId: string, draft: Draft): void {
  if (draftSize(draft).fields === 0) forgetDraft(productId);
  else localStorage.setItem(KEY + productId, JSON.stringify(draft));
}

export function forgetDraft(productId: string): void {
  localStorage.removeItem(KEY + productId);
}

export function keptDraft(productId: string): Draft | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY + productId) ?? 'null');
    if (typeof found !== 'object' || found === null || !('fields' in found) || !('cells' in found)) return null;
    return found as Draft;
  } catch {
    return null;
  }
}
