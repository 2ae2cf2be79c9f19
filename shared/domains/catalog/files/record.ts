import type { UnitSize } from '../measured.ts';
import type { Measure } from '../measure.ts';
import type { QuantityBreak } from '../../pricing/list-terms.ts';
import type { Product, Variant } from '../schema.ts';

/** A product with all that a file may say of it: what files are written from, and what they are read into. */

/** What customs and carriers ask; null: nobody said. */
export interface RecordFacts {
  readonly hsCode: string;
  readonly origin: string;
  readonly grams: number | null;
  readonly size: UnitSize | null;
}

export interface RecordPrice {
  /** Name of the price list; null: the one that the shop sells from */
  readonly list: string | null;
  readonly currency: string;
  readonly amount: number;
  readonly compareAt: number | null;
  readonly breaks: readonly QuantityBreak[];
}

export interface VariantRecord
  extends Pick<
    Variant,
    'id' | 'position' | 'title' | 'sku' | 'gtin' | 'unit' | 'scale' | 'depositId' | 'tracked' | 'status' | 'image'
  > {
  readonly optionValues: readonly string[];
  readonly measure: Measure | null;
  /** Codes beside the GTIN, sorted */
  readonly barcodes: readonly string[];
  /** Left out: whoever wrote the file may not see it */
  readonly cost?: { readonly amount: number; readonly currency: string } | null | undefined;
  readonly customs: RecordFacts | null;
  /** That of the shop first, then by the names of lists */
  readonly prices: readonly RecordPrice[];
}

export interface ProductRecord
  extends Pick<
    Product,
    | 'id'
    | 'title'
    | 'handle'
    | 'description'
    | 'status'
    | 'category'
    | 'supplier'
    | 'taxClass'
    | 'minimumAge'
    | 'image'
    | 'soldAtTill'
    | 'soldOnline'
    | 'externalRef'
  > {
  readonly tags: readonly string[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly customs: RecordFacts | null;
  /** Sorted by name */
  readonly metafields: readonly { readonly name: string; readonly value: string }[];
  readonly variants: readonly VariantRecord[];
}

/** By the numbers of their characters, as SQLite sorts: the same order on every machine. */
export function byCharacters(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
