import { decimalsOf, decimalText } from '../../../kernel/currencies.ts';
import type { Measure } from '../measure.ts';
import type { FileList } from './lossless.ts';
import type { RecordFacts } from './record.ts';

/** What bringing a file in would do, before anything is written. */

/** One field that changes, as a person reads it. */
export interface PlannedChange {
  readonly sku: string | null;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface PlannedCommand {
  readonly name: string;
  readonly args: unknown;
}

/** A change of `pricing.setPrice` in the list of this name; null: that of the shop. */
export interface PlannedPrice {
  readonly list: string | null;
  readonly change: { readonly variantId: string; readonly base: number | null; readonly value: number | null };
}

/** What one row of the file asks for: its commands go one after another, and stop where one is refused. */
export interface PlannedUnit {
  /** Of the row; null: of the product itself */
  readonly sku: string | null;
  readonly changes: readonly PlannedChange[];
  readonly commands: readonly PlannedCommand[];
  readonly prices: readonly PlannedPrice[];
}

export interface NewEntry {
  readonly product: Readonly<Record<string, unknown>>;
  readonly variants: readonly Readonly<Record<string, unknown>>[];
}

export interface PlannedProduct {
  readonly kind: 'same' | 'new' | 'changed';
  readonly productId: string;
  readonly handle: string;
  readonly title: string;
  /** For `catalog.importProducts`; of a new product only */
  readonly entry: NewEntry | null;
  readonly units: readonly PlannedUnit[];
  /** Rows that cannot be taken: by their SKU, null the product itself */
  readonly bad: readonly { readonly sku: string | null; readonly reason: string }[];
}

/** The shop that a file is brought into. */
export interface ShopOfFile {
  /** That it sells in */
  readonly currency: string;
  /** Beside the one it sells from */
  readonly lists: readonly FileList[];
  /** That it has rates of; none: nobody says which there are */
  readonly taxClasses: readonly string[];
}

type Holder = Pick<ReadonlyMap<string, string>, 'get'>;

/** Codes that belong to somebody already, by the code. */
export interface TakenCodes {
  /** Product */
  readonly handles: Holder;
  /** Variant */
  readonly skus: Holder;
  /** Variant, by codes as they are kept */
  readonly codes: Holder;
}

export const moneyText = (amount: number | null, currency: string): string =>
  amount === null ? '' : decimalText(amount, decimalsOf(currency) ?? 2);

/** `0.75 l` */
export const measureText = (measure: Measure | null): string =>
  measure ? `${decimalText(measure.amount, measure.scale)} ${measure.unit}` : '';

export const factsAreNone = (facts: RecordFacts | null): boolean =>
  facts === null || (facts.hsCode === '' && facts.origin === '' && facts.grams === null && facts.size === null);

/** A value of a field as a person reads it. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(shownValue).join(', ');
  if (typeof value !== 'object') return String(value);
  if ('per' in value) return measureText(value as Measure);
  if ('values' in value) return `${shownValue((value as { name?: unknown }).name)}: ${shownValue(value.values)}`;
  if ('length' in value) {
    const { length, width, height } = value as { length: number; width: number; height: number };
    return `${length} × ${width} × ${height}`;
  }
  if ('value' in value) return `${shownValue((value as { name?: unknown }).name)}: ${shownValue(value.value)}`;
  return JSON.stringify(value);
}
