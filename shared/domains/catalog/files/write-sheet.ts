import { csvCell, csvLine } from '../../../kernel/csv.ts';
import type { ProductRecord } from './record.ts';
import { type SheetOf, sheetColumns } from './sheet-columns.ts';

/** Spreadsheets take a file for UTF-8 by this mark. */
const BOM = '\uFEFF';

/** Writes our own spreadsheet in parts: `head`, then products as they come. A row a variant; what is said of the product stands in its first. */
export function sheetWriter(of: SheetOf) {
  const columns = sheetColumns(of);
  return {
    head: (): string => BOM + csvLine(columns.map(({ name }) => csvCell(name))),
    products: (products: readonly ProductRecord[]): string =>
      products
        .flatMap((product) =>
          product.variants.map((variant, at) =>
            csvLine(columns.map((column) => (at > 0 && column.of === 'product' ? '' : column.cell(product, variant)))),
          ),
        )
        .join(''),
    end: (): string => '',
  };
}
