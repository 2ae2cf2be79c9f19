import { FIRST_PAGE, encodeText } from './code-pages.ts';
import { type Block, cellsLine, columnsOf, type Paper, type PaperWidth, rowLines, wrap } from './paper.ts';
import { type Bitmap, bytesARow, centred as padded, dotsOf } from './raster/bitmap.ts';
import type { DrawLines, Lettered } from './raster/draw-lines.ts';

const [ESC, GS, LF] = [0x1b, 0x1d, 0x0a];

/** Opens the drawer at connector 1: a pulse of 50 ms, then 500 ms without one. */
export const drawerKick: Uint8Array = Uint8Array.of(ESC, 0x70, 0, 25, 250);

/** What a job asks its printer to say back when it has worked all of it off: `GS ( H`, with four signs of its own. */
export function askWhenDone(signs: string): Uint8Array {
  return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 48, 48, ...[...signs].map((sign) => sign.charCodeAt(0)));
}

/** Lines between the last print and the knife. */
const FEED = 4;

/** How lines come to paper that the printer has no letters for. */
export interface Drawn {
  readonly draw: DrawLines | null;
  /** Of the paper: `ja` */
  readonly language: string;
  /** From right to left all lines are drawn: a printer knows no other way than its own */
  readonly dir: 'ltr' | 'rtl';
}

const plain: Drawn = { draw: null, language: 'en', dir: 'ltr' };

export const isLettered = (block: Block): block is Lettered =>
  block.kind === 'text' || block.kind === 'row' || block.kind === 'cells';

/** @param page any: what is in none of them is lost in each */
export function isLost(block: Lettered, page = FIRST_PAGE): boolean {
  const texts = block.kind === 'text' ? [block.text] : block.kind === 'row' ? [block.left, block.right] : block.cells;
  return texts.some((text) => text.split('\n').some((line) => encodeText(line, page).lost > 0));
}

/**
 * Paper as the bytes that a printer of the ESC/POS kind prints: text in its own font A, bars and QR drawn by the printer
 * itself, lines that it has no letters for as pictures, cut at the end. Same paper, same bytes.
 */
export function escpos(paper: Paper, width: PaperWidth, { draw, language, dir }: Drawn = plain): Uint8Array {
  const columns = columnsOf[width];
  const out: number[] = [ESC, 0x40, ESC, 0x74, FIRST_PAGE];
  let page = FIRST_PAGE;
  const say = (text: string) => {
    const { bytes, page: next } = encodeText(text, page);
    page = next;
    for (const byte of bytes) out.push(byte);
    out.push(LF);
  };
  const styled = ({ bold, big }: { bold?: true; big?: true }, write: () => void) => {
    if (bold) out.push(ESC, 0x45, 1);
    if (big) out.push(GS, 0x21, 0x11);
    write();
    if (big) out.push(GS, 0x21, 0);
    if (bold) out.push(ESC, 0x45, 0);
  };
  const centred = (write: () => void) => {
    out.push(ESC, 0x61, 1);
    write();
    out.push(ESC, 0x61, 0);
  };
  for (const block of paper) {
    const room = 'big' in block && block.big ? Math.floor(columns / 2) : columns;
    if (draw && isLettered(block) && (dir === 'rtl' || isLost(block)))
      picture(out, draw(block, { width: dotsOf[width], dir, language }));
    else if (block.kind === 'picture') picture(out, padded(block.bitmap, dotsOf[width]));
    else if (block.kind === 'text') {
      const write = () => styled(block, () => wrap(block.text, room).forEach(say));
      if (block.align === 'center') centred(write);
      else write();
    } else if (block.kind === 'row')
      styled(block, () => rowLines(block.left, block.right, room, block.indent).forEach(say));
    else if (block.kind === 'cells') say(cellsLine(block.cells, block.shares, columns));
    else if (block.kind === 'rule') say((block.double ? '=' : '-').repeat(columns));
    else if (block.kind === 'space') out.push(ESC, 0x64, block.lines);
    else if (block.kind === 'bars') centred(() => bars(out, block.text));
    else centred(() => qr(out, block.text));
  }
  out.push(GS, 0x56, 66, FEED * 30);
  return Uint8Array.from(out);
}

/** Rows of dots that fit what printers keep before they print. */
const BAND = 240;

/** `GS v 0`, a band after another: they meet without a gap. */
function picture(out: number[], { width, height, bits }: Bitmap): void {
  const row = bytesARow(width);
  for (let top = 0; top < height; top += BAND) {
    const rows = Math.min(BAND, height - top);
    out.push(GS, 0x76, 0x30, 0, row & 0xff, row >> 8, rows & 0xff, rows >> 8);
    for (const byte of bits.subarray(top * row, (top + rows) * row)) out.push(byte);
  }
}

const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0) & 0x7f);

/** Code 128, set B, its text beneath: 72 dots high, bars of 2 dots. */
function bars(out: number[], text: string): void {
  const data = [0x7b, 0x42, ...ascii(text)];
  out.push(GS, 0x68, 72, GS, 0x77, 2, GS, 0x48, 2, GS, 0x6b, 73, data.length, ...data);
}

/** QR model 2, error correction M, 6 dots a module. */
function qr(out: number[], text: string): void {
  const data = [...new TextEncoder().encode(text)];
  const length = data.length + 3;
  const ask = (...bytes: number[]) => out.push(GS, 0x28, 0x6b, ...bytes);
  ask(4, 0, 49, 65, 50, 0);
  ask(3, 0, 49, 67, 6);
  ask(3, 0, 49, 69, 49);
  ask(length & 0xff, length >> 8, 49, 80, 48, ...data);
  ask(3, 0, 49, 81, 48);
}
