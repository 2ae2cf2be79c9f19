import { unneutralised, unneutralisedCode } from '../../../kernel/csv.ts';
import { decimalsOf } from '../../../kernel/currencies.ts';
import { type Read, readDecimal, readMoney, readWhole } from '../../../kernel/read-numbers.ts';
import { type Measure, type MeasureUnit, measureUnits, sameKind, unitReferences, usualReference } from '../measure.ts';
import type { UnitReference } from '../measure.ts';

/** What the cells of a spreadsheet say. */

export interface SheetCells {
  readonly line: number;
  /** By names of columns in small letters, as they stand */
  readonly cells: ReadonlyMap<string, string>;
  /** A column as the file calls it */
  readonly nameOf: (column: string) => string;
}

/** A cell that cannot be read, in words for the row. */
export class BadCell extends Error {}

const no = (row: SheetCells, column: string, reason: string): never => {
  throw new BadCell(`${row.nameOf(column)}: ${reason}`);
};

export const textIn = (row: SheetCells, column: string): string => unneutralised(row.cells.get(column) ?? '');
/** A text that may be none; one that was empty is not made none of. */
export const optionalIn = (row: SheetCells, column: string, was: string | null): string | null => {
  const text = textIn(row, column);
  return text === (was ?? '') ? was : text || null;
};
export const codeIn = (row: SheetCells, column: string): string => {
  const code = unneutralisedCode(row.cells.get(column) ?? '').trim();
  // What spreadsheets make of long numbers; the digits are gone for good.
  if (/^\d+([.,]\d+)?E\+\d+$/i.test(code))
    no(
      row,
      column,
      `${code} is what a spreadsheet made of a long number; write its digits again, in a cell that is text`,
    );
  return code;
};

const numberIn = (row: SheetCells, column: string, read: (text: string) => Read<number>): number | null => {
  const text = (row.cells.get(column) ?? '').trim();
  if (text === '') return null;
  const value = read(text);
  if (!value.ok) return no(row, column, value.reason);
  return value.value < 0 ? no(row, column, 'below zero') : value.value;
};

export const wholeIn = (row: SheetCells, column: string): number | null => numberIn(row, column, readWhole);

export function moneyIn(row: SheetCells, column: string, currency: string): number | null {
  const places = decimalsOf(currency) ?? 2;
  return numberIn(row, column, (text) =>
    // With three decimals nobody knows which of two amounts it is.
    places === 3 && /^\d{1,3},\d{3}$/.test(text)
      ? { ok: false, reason: `“${text}” can be read in two ways; write it with a point` }
      : readMoney(text, places),
  );
}

export function flagIn(row: SheetCells, column: string): boolean {
  const text = (row.cells.get(column) ?? '').trim().toLowerCase();
  if (['yes', 'true', '1'].includes(text)) return true;
  return ['no', 'false', '0'].includes(text) ? false : no(row, column, `“${text.slice(0, 40)}” is neither yes nor no`);
}

export function oneOfIn<T extends string>(row: SheetCells, column: string, known: readonly T[]): T {
  const text = (row.cells.get(column) ?? '').trim().toLowerCase();
  return known.find((one) => one === text) ?? no(row, column, `“${text.slice(0, 40)}” is none of ${known.join(', ')}`);
}

/** Length, width and height: all of them or none. */
export function sizeIn(row: SheetCells): { length: number; width: number; height: number } | null {
  const [length, width, height] = ['length (mm)', 'width (mm)', 'height (mm)'].map(
    (column) => wholeIn(row, column) || null,
  );
  if (length && width && height) {
    const most = Math.max(length, width, height);
    return most > 10_000
      ? no(row, 'length (mm)', `${most} mm is more than anything we know`)
      : { length, width, height };
  }
  return length || width || height ? no(row, 'length (mm)', 'only some of length, width and height') : null;
}

/** @param before what was there, whose decimals are kept where the amount is the same */
export function measureIn(row: SheetCells, before: Measure | null): Measure | null {
  const text = (row.cells.get('contents') ?? '').trim();
  if (text === '') return null;
  const unit = row.cells.has('unit of contents')
    ? oneOfIn<MeasureUnit>(row, 'unit of contents', measureUnits)
    : (before?.unit ?? no(row, 'contents', 'without a column Unit of contents nobody knows of what'));
  const scale = Math.max(before?.scale ?? 0, /[.,](\d+)$/.exec(text)?.[1]?.length ?? 0);
  const read = readDecimal(text, Math.min(scale, 6), 'number');
  if (!read.ok) return no(row, 'contents', read.reason);
  if (read.value < 1 || read.value > 999_999_999) no(row, 'contents', `${text} is not an amount that can be kept`);
  const said = (row.cells.get('price of a unit for') ?? '').trim();
  const per = said ? oneOfIn<UnitReference>(row, 'price of a unit for', unitReferences) : usualReference(unit);
  if (!sameKind(unit, per)) no(row, 'price of a unit for', `${per} is no measure of what is counted in ${unit}`);
  return { amount: read.value, scale: Math.min(scale, 6), unit, per };
}
