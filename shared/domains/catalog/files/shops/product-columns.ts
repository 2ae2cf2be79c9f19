import { unneutralised } from '../../../../kernel/csv.ts';
import type { MeasureSaid } from './read-measures.ts';
import type { Rejected, SheetRow, ShopSheet } from './shop-sheet.ts';

/** What of a product file has a field of its own here, by the names of a Spree export. */
export type ProductField =
  | 'slug'
  | 'sku'
  | 'name'
  | 'price'
  | 'compare_at_price'
  | 'currency'
  | 'status'
  | 'description'
  | 'tags'
  | 'tax_category'
  | 'product_type'
  /** `FALSE` where nothing is counted */
  | 'track_inventory'
  | 'inventory_count'
  | 'barcode'
  | 'cost_price'
  | 'vendor'
  | 'brand'
  /** `FALSE` where it is not shown on web pages */
  | 'published';

interface Named {
  readonly name: string;
  readonly value: string;
}

/** How one dialect of product files says what it says. */
export interface ProductColumns {
  /** Names the dialect in every id, so that another one never meets this one */
  readonly source: string;
  readonly count: number;
  readonly at: (row: SheetRow, field: ProductField) => string;
  /** Name and value of each option of a row */
  readonly options: (row: SheetRow) => readonly Named[];
  readonly categories: (row: SheetRow) => readonly string[];
  readonly image: (row: SheetRow) => string;
  /** Null: the file has no column for it, or none that says its unit */
  readonly weight: (row: SheetRow) => MeasureSaid | null;
  /** Length, width and height */
  readonly sides: (row: SheetRow) => readonly MeasureSaid[] | null;
  /** Every other column that says something in this row */
  readonly others: (row: SheetRow) => readonly Named[];
  readonly otherNames: readonly string[];
}

export interface ProductGroup {
  readonly slug: string;
  readonly product: SheetRow;
  /** With the first row where that is a variant too; empty where the product is its own only variant */
  readonly variants: readonly SheetRow[];
  /** Rows that only say what a variant above costs in another currency */
  readonly morePrices: readonly SheetRow[];
  /** Rows that say nothing which is kept here: further pictures */
  readonly besides: readonly SheetRow[];
}

/** Products files that are read; the two of Shopify differ in their columns. */
export type ShopDialect = 'shopify-new' | 'shopify-old' | 'woocommerce' | 'spree';

export interface ProductDialect {
  readonly kind: ShopDialect;
  readonly columns: ProductColumns;
  /** All rows of the file, together as products. */
  readonly group: (
    sheet: ShopSheet,
    reject: (row: Rejected) => void,
  ) => Promise<{ readonly groups: readonly ProductGroup[]; readonly lines: number }>;
}

/** Values by the names of columns, whatever their case; the first of several names that the file has. A cell that was neutralised is the text again. */
export function valuesOf(sheet: Pick<ShopSheet, 'columns'>) {
  const names = sheet.columns.map((name) => name.toLowerCase());
  const index = new Map(names.map((name, at) => [name, at]));
  return {
    names,
    has: (name: string) => index.has(name),
    value: (row: SheetRow, ...wanted: readonly string[]): string => {
      const found = wanted.find((name) => index.has(name));
      return found === undefined ? '' : unneutralised((row.fields[index.get(found) ?? -1] ?? '').trim());
    },
  };
}

/** Refuses a row of another length than the header: nobody knows which of its fields is which. */
export function isWhole(row: SheetRow, count: number, reject: (row: Rejected) => void): boolean {
  if (row.fields.length === count) return true;
  const reason = `${row.fields.length} fields where the header has ${count}`;
  reject({ line: row.line, code: 'wrong-field-count', reason, fields: row.fields });
  return false;
}

/** `Café mug, 35 cl` as `cafe-mug-35-cl`. */
export function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
}
