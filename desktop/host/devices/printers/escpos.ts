import { escposPages } from './code-pages.ts';
import type { Paper, PaperWidth } from './paper.ts';
import { type Bitmap, bytesARow } from './raster/bitmap.ts';
import { asciiOf, type Drawn, encodePaper, type Tongue } from './tongue.ts';

const [ESC, GS, LF] = [0x1b, 0x1d, 0x0a];

/** Opens the drawer at connector 1: a pulse of 50 ms, then 500 ms without one. */
export const drawerKick: Uint8Array = Uint8Array.of(ESC, 0x70, 0, 25, 250);

/** What a job asks its printer to say back when it has worked all of it off: `GS ( H`, with four signs of its own. */
export function askWhenDone(signs: string): Uint8Array {
  return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 48, 48, ...asciiOf(signs));
}

/** Lines between the last print and the knife. */
const FEED = 4;

/** Rows of dots that fit what printers keep before they print. */
const BAND = 240;

/** `GS v 0`, a band after another: they meet without a gap. */
function* picture({ width, height, bits }: Bitmap): Iterable<number> {
  const row = bytesARow(width);
  for (let top = 0; top < height; top += BAND) {
    const rows = Math.min(BAND, height - top);
    yield* [GS, 0x76, 0x30, 0, row & 0xff, row >> 8, rows & 0xff, rows >> 8];
    yield* bits.subarray(top * row, (top + rows) * row);
  }
}

/** Code 128, set B, its text beneath: 72 dots high, bars of 2 dots. */
function bars(text: string): number[] {
  const data = [0x7b, 0x42, ...asciiOf(text)];
  return [GS, 0x68, 72, GS, 0x77, 2, GS, 0x48, 2, GS, 0x6b, 73, data.length, ...data];
}

/** QR model 2, error correction M, 6 dots a module. */
function qr(text: string): number[] {
  const data = [...new TextEncoder().encode(text)];
  const length = data.length + 3;
  const ask = (...bytes: number[]) => [GS, 0x28, 0x6b, ...bytes];
  return [
    ...ask(4, 0, 49, 65, 50, 0),
    ...ask(3, 0, 49, 67, 6),
    ...ask(3, 0, 49, 69, 49),
    ...ask(length & 0xff, length >> 8, 49, 80, 48, ...data),
    ...ask(3, 0, 49, 81, 48),
  ];
}

/** The command set that nearly all roll printers speak, text in its font A. */
const tongue: Tongue = {
  pages: escposPages,
  begin: [ESC, 0x40],
  endLine: [LF],
  end: [GS, 0x56, 66, FEED * 30],
  bold: (on) => [ESC, 0x45, on ? 1 : 0],
  big: (on) => [GS, 0x21, on ? 0x11 : 0],
  centred: (on) => [ESC, 0x61, on ? 1 : 0],
  feed: (lines) => [ESC, 0x64, lines],
  ...{ bars, qr, picture },
};

export const escpos = (paper: Paper, width: PaperWidth, drawn?: Drawn): Uint8Array =>
  encodePaper(tongue, paper, width, drawn);
