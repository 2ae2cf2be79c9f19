/** A picture of one bit a dot, as roll printers take it: rows of whole bytes, the highest bit to the left, 1 is black. */
export interface Bitmap {
  /** In dots */
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** Dots of the print head: 203 to the inch. */
export const dotsOf = { 80: 576, 58: 384 } as const;

export const bytesARow = (width: number): number => Math.ceil(width / 8);

/** How bright each dot of an RGBA picture is over white paper, 0 to 255. */
function brightness(rgba: Uint8ClampedArray | Uint8Array, dots: number): Float32Array {
  const out = new Float32Array(dots);
  for (let dot = 0; dot < dots; dot++) {
    const at = dot * 4;
    const [r, g, b, alpha] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0, rgba[at + 3] ?? 0];
    out[dot] = 255 - (alpha / 255) * (255 - (0.299 * r + 0.587 * g + 0.114 * b));
  }
  return out;
}

/** As the eye of a printer sees letters: black or white, nothing between. */
export function sharp(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Bitmap {
  const bright = brightness(rgba, width * height);
  return toBits(width, height, (dot) => (bright[dot] ?? 255) < 150);
}

/** Dark as ink already, and bright as paper: dots among them would only make edges ragged. */
const [DARK, BRIGHT] = [60, 225] as const;

/**
 * Greys as black dots among white ones, after Floyd and Steinberg: what a dot is too dark or too bright by goes on to those to
 * its right and below.
 */
export function dithered(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Bitmap {
  const bright = brightness(rgba, width * height).map((is) => ((is - DARK) / (BRIGHT - DARK)) * 255);
  const black = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const dot = y * width + x;
      const is = bright[dot] ?? 255;
      const dark = is < 128;
      black[dot] = dark ? 1 : 0;
      const over = Math.min(255, Math.max(0, is)) - (dark ? 0 : 255);
      const pass = (dx: number, dy: number, share: number) => {
        const [toX, toY] = [x + dx, y + dy];
        if (toX < 0 || toX >= width || toY >= height) return;
        bright[toY * width + toX] = (bright[toY * width + toX] ?? 255) + (over * share) / 16;
      };
      pass(1, 0, 7);
      pass(-1, 1, 3);
      pass(0, 1, 5);
      pass(1, 1, 1);
    }
  return toBits(width, height, (dot) => black[dot] === 1);
}

function toBits(width: number, height: number, black: (dot: number) => boolean): Bitmap {
  const row = bytesARow(width);
  const bits = new Uint8Array(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (black(y * width + x)) {
        const at = y * row + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
  return { width, height, bits };
}

/** In the middle of a roll, on white. One that is wider is cut. */
export function centred(bitmap: Bitmap, width: number): Bitmap {
  if (bitmap.width === width) return bitmap;
  const left = Math.floor((width - bitmap.width) / 2);
  const row = bytesARow(bitmap.width);
  return toBits(width, bitmap.height, (dot) => {
    const x = (dot % width) - left;
    if (x < 0 || x >= bitmap.width) return false;
    return (((bitmap.bits[Math.floor(dot / width) * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
  });
}
