import type { ReturnDraft } from './return-draft.ts';

/** A return that was begun and not recorded: what was said of it, and the ids it is recorded under. */
export interface KeptReturn {
  /** The sale that comes back */
  readonly saleId: string;
  /** Where it was begun: there it opens again by itself */
  readonly place: 'till' | 'order';
  readonly ids: { readonly order: string; readonly mutation: string };
  readonly draft: ReturnDraft;
  /** Epoch milliseconds of its last change */
  readonly at: number;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'tillhouse.return';
/** Who brought it is gone by then. */
const KEPT_MS = 12 * 3_600_000;

/**
 * Keeps a half-made return on this device: a till that locked itself, a page that was loaded again or a power cut loses
 * nothing of it, and a refund that the terminal has paid is recorded with it. One at a time, as there is one counter.
 */
export function keepReturn(storage: Storage, kept: KeptReturn): void {
  storage.setItem(KEY, JSON.stringify(kept));
}

export function forgetReturn(storage: Storage, saleId: string): void {
  if (read(storage)?.saleId === saleId) storage.removeItem(KEY);
}

/** The return that was left half-made, of this sale or of any. */
export function keptReturn(storage: Storage, now: number, saleId?: string): KeptReturn | null {
  const kept = read(storage);
  if (!kept || Math.abs(now - kept.at) > KEPT_MS) return null;
  return saleId === undefined || kept.saleId === saleId ? kept : null;
}

function read(storage: Storage): KeptReturn | null {
  try {
    const found = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<KeptReturn> | null;
    const whole = typeof found?.saleId === 'string' && typeof found.ids?.mutation === 'string' && found.draft?.lines;
    return whole ? (found as KeptReturn) : null;
  } catch {
    return null;
  }
}
