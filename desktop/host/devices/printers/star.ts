import { starPages } from './code-pages.ts';
import type { Paper, PaperWidth } from './paper.ts';
import { type Bitmap, bytesARow } from './raster/bitmap.ts';
import { asciiOf, type Drawn, encodePaper, type Tongue } from './tongue.ts';

const [ESC, GS, RS, BEL, LF, CAN] = [0x1b, 0x1d, 0x1e, 0x07, 0x0a, 0x18];

/** Opens the drawer: a pulse of 50 ms, then 500 ms without one. */
export const starDrawerKick: Uint8Array = Uint8Array.of(ESC, BEL, 5, 50, BEL);

/** Dots that one line of a picture is high. */
const BAND = 24;

/** `ESC X`: columns of 24 dots from the left, a band after another, 24 dots apart while it lasts. Both of Star's command sets have it. */
function* picture({ width, height, bits }: Bitmap): Iterable<number> {
  const row = bytesARow(width);
  yield* [ESC, 0x30];
  for (let top = 0; top < height; top += BAND) {
    yield* [ESC, 0x58, width & 0xff, width >> 8];
    for (let x = 0; x < width; x++)
      for (let part = 0; part < 3; part++) {
        let byte = 0;
        for (let bit = 0; bit < 8; bit++) {
          const y = top + part * 8 + bit;
          const dot = y < height ? ((bits[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 : 0;
          byte |= dot << (7 - bit);
        }
        yield byte;
      }
    yield LF;
  }
  yield* [ESC, 0x7a, 1];
}

/** Code 128 of 72 dots, bars of 2 dots, its text beneath. */
const bars = (text: string): number[] => [ESC, 0x62, 6, 2, 2, 72, ...asciiOf(text), RS, LF];

/** QR model 2, error correction M, 6 dots a module. */
function qr(text: string): number[] {
  const data = [...new TextEncoder().encode(text)];
  const set = (...bytes: number[]) => [ESC, GS, 0x79, ...bytes];
  return [
    ...set(0x53, 0x30, 2),
    ...set(0x53, 0x31, 1),
    ...set(0x53, 0x32, 6),
    ...set(0x44, 0x31, 0, data.length & 0xff, data.length >> 8, ...data),
    ...set(0x50),
    LF,
  ];
}

/** What Star's line mode and StarPRNT have in common. */
const tongue: Tongue = {
  pages: starPages,
  begin: [ESC, 0x40, CAN],
  endLine: [LF],
  // Feeds to the knife by itself.
  end: [ESC, 0x64, 3],
  bold: (on) => [ESC, on ? 0x45 : 0x46],
  big: (on) => [ESC, 0x69, on ? 1 : 0, on ? 1 : 0],
  centred: (on) => [ESC, GS, 0x61, on ? 1 : 0],
  feed: (lines) => [ESC, 0x61, lines],
  ...{ bars, qr, picture },
};

export const star = (paper: Paper, width: PaperWidth, drawn?: Drawn): Uint8Array =>
  encodePaper(tongue, paper, width, drawn);
