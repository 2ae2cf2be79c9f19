/** A table as a file has it, however it was opened. */

export interface SheetRow {
  /** Where the record ends in the file, counted as an editor does */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface ShopSheet {
  /** As they stand in the file, trimmed */
  readonly columns: readonly string[];
  /** Records in the order of the file; one with another number of fields comes too, its reader decides. */
  readonly rows: AsyncIterable<SheetRow>;
}

/** One line that was left out, with its reason; the rest of the file goes on. */
export interface Rejected {
  /** As an editor counts, the header is line 1 */
  readonly line: number;
  /** Short and steady, for sorting the report: `bad-price` */
  readonly code: string;
  readonly reason: string;
  readonly fields: readonly string[];
}
