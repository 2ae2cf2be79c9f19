/**
 * Cells of tables that spreadsheets open. A text that one would take for a formula gets an apostrophe before it, and so does one that begins
 * with apostrophes before such a sign: then taking one apostrophe off gives back every text as it was.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** Spreadsheets cut such digits short: `0123` to 123, thirteen digits to 4.0E+12, `1E5` to 100000. */
const cutShort = /^'*(0\d+|\d{12,}|\d+E\d+)$/i;
const plainNumber = /^-\d+(\.\d+)?$/;

/** The text as a spreadsheet may be given it. `-5` and `-5.20` are numbers and stay. */
export function neutralised(text: string): string {
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/** The text that a neutralised cell stands for. */
export function unneutralised(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

/** As `neutralised`, for codes whose digits are to stay as they are: SKUs, barcodes, numbers of customs. */
export function neutralisedCode(text: string): string {
  return cutShort.test(text) ? `'${text}` : neutralised(text);
}

/** The code that a cell stands for. */
export function unneutralisedCode(cell: string): string {
  return cell.startsWith("'") && cutShort.test(cell) ? cell.slice(1) : unneutralised(cell);
}

const quoted = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A cell by RFC 4180, neutralised. Those with a semicolon or a tab are quoted too, since some countries' spreadsheets cut there. */
export function csvCell(value: string | number | null): string {
  return typeof value === 'number' ? String(value) : quoted(neutralised(value ?? ''));
}

/** A cell of a code. */
export const csvCode = (value: string | null): string => quoted(neutralisedCode(value ?? ''));

/** Cells that are written already as a line of the table. */
export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** A cell copied from another table, where it may be neutralised already: then it stays as it is. */
export const csvCopy = (cell: string): string => (cell.startsWith("'") ? quoted(cell) : csvCell(cell));
