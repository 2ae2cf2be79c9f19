import type { FileList } from './lossless.ts';
import type { ProductRecord } from './record.ts';

/** A file that was read: what it says of products, before anybody looked at the shop. */

/** A row that changes nothing, and why. `line` as an editor counts, the first is 1. */
export interface RowProblem {
  readonly line: number;
  /** SKU, address or title, whichever is known; to find the row by */
  readonly about: string;
  readonly reason: string;
}

/** What a product is known by, best first. */
export interface EntryKeys {
  readonly productId: string | null;
  readonly handle: string | null;
  /** Of rows that name a variant alone */
  readonly variantIds: readonly string[];
  readonly skus: readonly string[];
}

export interface Applied {
  readonly wanted: ProductRecord | null;
  readonly problems: readonly RowProblem[];
}

/** Rows of one product. */
export interface FileEntry {
  readonly keys: EntryKeys;
  /** Line of a row by its SKU; null: that of the product */
  readonly lineOf: (sku: string | null) => number;
  /** The product as the file wants it, over what there is of it */
  readonly apply: (before: ProductRecord | null) => Applied;
  /** Together with rows of the same product elsewhere in the file */
  readonly join: (other: FileEntry) => FileEntry;
}

export interface ReadFile {
  readonly kind: 'lossless' | 'sheet';
  /** Of the shop that wrote it; null: it does not say */
  readonly currency: string | null;
  readonly lists: readonly FileList[];
  /** Lists whose prices it speaks of */
  readonly knows: ReadonlySet<string | null>;
  readonly entries: readonly FileEntry[];
  /** Rows or products in it */
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** Columns or keys that are not taken */
  readonly unknown: readonly string[];
}

/** A file that cannot be taken at all; its text says so in words of the shop. */
export class FileProblem extends Error {}
