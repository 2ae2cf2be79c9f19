/** A file that a desk saved of what waited there, as far as a person is told of it before it is brought in. */
export interface SavedQueue {
  readonly format: string;
  readonly store: { readonly id: string; readonly name: string };
  readonly device: { readonly name: string };
  /** Epoch milliseconds */
  readonly savedAt: number;
  readonly mutations: readonly { readonly title: string; readonly name: string }[];
}

/** @returns null where the text is no such file */
export function readSavedQueue(text: string): SavedQueue | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  const { format, store, device, exportedAt, mutations } = (read ?? {}) as Record<string, unknown>;
  const { id, name } = (store ?? {}) as Record<string, unknown>;
  const savedAt = Date.parse(String(exportedAt));
  if (typeof format !== 'string' || !format.startsWith('tillhouse-queue-') || Number.isNaN(savedAt)) return null;
  if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(mutations)) return null;
  const deviceName = String((device as { name?: unknown } | null)?.name ?? '');
  return { format, store: { id, name }, device: { name: deviceName }, savedAt, mutations };
}

/** A message of the bridge takes two million characters. */
const MOST_TEXT = 500_000;
const MOST = 100;

/** In the order they were done, so many at a time as one message takes. */
export function partsOf<T>(mutations: readonly T[]): T[][] {
  const parts: T[][] = [];
  let text = 0;
  for (const one of mutations) {
    const size = JSON.stringify(one).length;
    const last = parts.at(-1);
    if (last && last.length < MOST && text + size <= MOST_TEXT) {
      last.push(one);
      text += size;
    } else {
      parts.push([one]);
      text = size;
    }
  }
  return parts;
}
