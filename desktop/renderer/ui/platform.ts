const mac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

/** "⌘K" on a Mac, "Ctrl K" elsewhere. */
export function commandKey(key: string): string {
  return mac ? `⌘${key}` : `Ctrl ${key}`;
}
