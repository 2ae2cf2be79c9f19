import type { Bitmap } from './raster/bitmap.ts';

/** What comes out of a roll printer, as blocks from top to bottom. A row that is too long is wrapped, its amount never. */
export type Block =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: 'left' | 'center';
      readonly bold?: true;
      /** Twice as wide and high */
      readonly big?: true;
    }
  | {
      readonly kind: 'row';
      readonly left: string;
      readonly right: string;
      /** Characters from the edge, also of what is wrapped */
      readonly indent?: number;
      readonly bold?: true;
      readonly big?: true;
    }
  /** Cells side by side, right-aligned but the first; widths are shares of the line */
  | { readonly kind: 'cells'; readonly cells: readonly string[]; readonly shares: readonly number[] }
  | { readonly kind: 'rule'; readonly double?: true }
  | { readonly kind: 'bars'; readonly text: string }
  | { readonly kind: 'qr'; readonly text: string }
  /** In the middle of the roll */
  | { readonly kind: 'picture'; readonly bitmap: Bitmap }
  | { readonly kind: 'space'; readonly lines: number };

export type Paper = readonly Block[];

/** Characters of the printer's own font on a line. */
export const columnsOf = { 80: 48, 58: 32 } as const;
export type PaperWidth = keyof typeof columnsOf;

/** Breaks at spaces, and inside a word that is longer than a line. Never empty. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let line = '';
    for (const word of part.split(/\s+/).filter(Boolean)) {
      let rest = word;
      if (line && [...line].length + 1 + [...rest].length <= width) {
        line = `${line} ${rest}`;
        continue;
      }
      if (line) lines.push(line);
      while ([...rest].length > width) {
        const letters = [...rest];
        lines.push(letters.slice(0, width).join(''));
        rest = letters.slice(width).join('');
      }
      line = rest;
    }
    lines.push(line);
  }
  return lines;
}

const lengthOf = (text: string): number => [...text].length;
const padEnd = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - lengthOf(text)));
const padStart = (text: string, width: number) => ' '.repeat(Math.max(0, width - lengthOf(text))) + text;

/** A row as the lines it takes: the amount stands at the end of the first. */
export function rowLines(left: string, right: string, width: number, indent = 0): string[] {
  const space = ' '.repeat(indent);
  const beside = Math.max(1, width - indent - lengthOf(right) - (right ? 1 : 0));
  const [first = '', ...rest] = wrap(left, beside);
  return [
    space + (right ? padEnd(first, width - indent - lengthOf(right)) + right : first),
    ...rest.map((line) => space + line),
  ];
}

/** Cells as one line; each is cut to its share, the first keeps its beginning and the others their end. */
export function cellsLine(cells: readonly string[], shares: readonly number[], width: number): string {
  const all = shares.reduce((sum, share) => sum + share, 0);
  let used = 0;
  return cells
    .map((cell, index) => {
      const last = index === cells.length - 1;
      const own = last ? width - used : Math.floor(((shares[index] ?? 0) * width) / all);
      used += own;
      const letters = [...cell];
      return index === 0
        ? padEnd(letters.slice(0, own).join(''), own)
        : padStart(letters.slice(Math.max(0, letters.length - own)).join(''), own);
    })
    .join('');
}
