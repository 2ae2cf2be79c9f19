/** Brings in the parts of the widget that not every page needs. */
import { kit } from './kit.ts';
import type { View, ViewHost } from './lazy-element.ts';
import type { Store } from './store.ts';
import { importChecked } from './import-checked.ts';

export type PartName =
  | 'account'
  | 'approve'
  | 'cart'
  | 'checkout'
  | 'express'
  | 'firm'
  | 'more'
  | 'order'
  | 'reviews'
  | 'search';
/** By the name of the element that shows it */
export type Views = Readonly<Record<string, (host: ViewHost) => View>>;

/** What a part holds: insides of elements. */
export interface Part {
  readonly views?: Views;
  /** Keeps the basket of who is signed in the same everywhere; called again it does nothing */
  readonly follow?: (shop: Store) => void;
  /** What other parts show too */
  readonly pieces?: object;
}

/** What the name of each part's file ends with, and its SHA-256; set by the build. */
declare const PARTS: Readonly<Record<PartName, readonly [end: string, sha256: string]>>;

let nonce = '';

/** The nonce by which the page's content policy let the script tag in. */
export function allowBy(given: string): void {
  nonce ||= given;
}

const brought = new Map<PartName, Promise<Part>>();

/** @throws when it cannot be loaded; the next call tries again */
export function bring(name: PartName): Promise<Part> {
  const known = brought.get(name);
  if (known) return known;
  const [end, sha256] = PARTS[name];
  const { href } = new URL(`tillhouse-${name}-${end}.js`, import.meta.url);
  const coming = importChecked(href, `sha256-${sha256}`, nonce).then(
    // The part gets what it shares with this file handed in: an import of its own could be of a second copy of it.
    (part) => (part as { default: (shared: typeof kit) => Part }).default(kit),
  );
  brought.set(name, coming);
  coming.catch(() => brought.delete(name));
  return coming;
}
