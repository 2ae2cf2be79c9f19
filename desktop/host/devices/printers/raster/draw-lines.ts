import { createRequire } from 'node:module';
import type { Block } from '../paper.ts';
import { type Bitmap, sharp } from './bitmap.ts';
import { breakLines } from './break-lines.ts';
import { familiesFor } from './fonts.ts';

type Canvas = typeof import('@napi-rs/canvas');
export type Lettered = Extract<Block, { kind: 'text' | 'row' | 'cells' }>;

export interface DrawnFor {
  /** Of the roll, in dots */
  readonly width: number;
  readonly dir: 'ltr' | 'rtl';
  /** Of the paper: `ja` */
  readonly language: string;
}

/** Draws lines as a picture that has each letter, joined and ordered as its script wants. */
export type DrawLines = (block: Lettered, paper: DrawnFor) => Bitmap;

/** As high as the printer's own letters, and as far apart. */
const [SIZE, LINE] = [22, 34] as const;
/** A column of the printer's own font, for what is indented. */
const COLUMN = 12;

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'center' | 'right';
}

/** Laid out as lines: what stands where, measured from the side that reading begins at. */
function layOut(block: Lettered, width: number, measure: (text: string) => number, line: number) {
  const pieces: Omit<Piece, 'y'>[][] = [];
  if (block.kind === 'text') {
    const centre = block.align === 'center';
    for (const text of breakLines(block.text, width, measure))
      pieces.push([{ text, x: centre ? width / 2 : 0, align: centre ? 'center' : 'left' }]);
  } else if (block.kind === 'row') {
    const indent = (block.indent ?? 0) * COLUMN;
    const right = block.right ? measure(block.right) + COLUMN : 0;
    for (const text of breakLines(block.left, Math.max(COLUMN * 4, width - indent - right), measure))
      pieces.push([{ text, x: indent, align: 'left' }]);
    if (block.right) pieces[0]?.push({ text: block.right, x: width, align: 'right' });
  } else {
    const all = block.shares.reduce((sum, share) => sum + share, 0);
    let end = 0;
    pieces.push(
      block.cells.map((text, index) => {
        const begin = end;
        end += ((block.shares[index] ?? 0) * width) / all;
        return index === 0 ? { text, x: begin, align: 'left' as const } : { text, x: end, align: 'right' as const };
      }),
    );
  }
  return pieces.flatMap((row, index) => row.map((piece): Piece => ({ ...piece, y: index * line })));
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const firstLetter = /\p{L}/u;

/**
 * Which way a text reads. Amounts and names in Latin letters keep their own way on any paper; a row with letters of both follows
 * its paper, so that how many there are stays where it is looked for; a text by itself follows its first letter.
 */
function readsFrom(text: string, kind: Lettered['kind'], paper: 'ltr' | 'rtl'): 'ltr' | 'rtl' {
  if (!rightToLeft.test(text)) return 'ltr';
  if (kind !== 'text') return paper;
  return rightToLeft.test(firstLetter.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr';
}

function drawWith({ createCanvas, GlobalFonts }: Canvas): DrawLines {
  return (block, { width, dir, language }) => {
    const big = 'big' in block && block.big === true;
    const bold = 'bold' in block && block.bold === true;
    const scale = big ? 2 : 1;
    const texts = block.kind === 'text' ? [block.text] : block.kind === 'row' ? [block.left, block.right] : block.cells;
    const families = familiesFor(texts.join(' '), language, GlobalFonts).map((name) => `"${name}"`);
    const font = `${bold ? 700 : 400} ${SIZE * scale}px ${[...families, 'sans-serif'].join(', ')}`;
    const ruler = createCanvas(1, 1).getContext('2d');
    ruler.font = font;
    const measure = (text: string) => ruler.measureText(text).width;
    const pieces = layOut(block, width, measure, LINE * scale);
    const height = Math.max(LINE * scale, ...pieces.map(({ y }) => y + LINE * scale));
    const canvas = createCanvas(width, height);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = '#000';
    pen.font = font;
    pen.textBaseline = 'alphabetic';
    for (const { text, x, y, align } of pieces) {
      pen.direction = readsFrom(text, block.kind, dir);
      const mirrored = dir === 'rtl' && align !== 'center';
      pen.textAlign = mirrored ? (align === 'left' ? 'right' : 'left') : align;
      pen.fillText(text, mirrored ? width - x : x, y + Math.round(LINE * scale * 0.74));
    }
    return sharp(pen.getImageData(0, 0, width, height).data, width, height);
  };
}

let made: DrawLines | null | undefined;

/** @returns null on a system that the canvas is not built for: there what the printer has no letter of stays a `?` */
export function lineDrawer(): DrawLines | null {
  if (made === undefined) {
    try {
      made = drawWith(createRequire(import.meta.url)('@napi-rs/canvas') as Canvas);
    } catch {
      made = null;
    }
  }
  return made;
}
