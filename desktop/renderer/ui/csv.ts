import { csvCell, csvLine } from '@tillhouse/shared/kernel/csv.ts';

/** RFC 4180: a head and its rows. */
export function csvText(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [head, ...rows].map((row) => csvLine(row.map(csvCell))).join('');
}

/** Hands the text to the person as a file of this name. */
export function saveCsv(name: string, text: string): void {
  saveText(name, text, 'text/csv');
}

/** @param type `application/json` */
export function saveText(name: string, text: string, type: string): void {
  save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** Text that is in another encoding already. */
export function saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  save(name, new Blob([bytes], { type }));
}

/** A file that was written in parts. */
export function saveParts(name: string, parts: readonly string[], type: string): void {
  save(name, new Blob([...parts], { type: `${type};charset=utf-8` }));
}

function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
