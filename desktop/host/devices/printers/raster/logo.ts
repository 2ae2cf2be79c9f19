import { createRequire } from 'node:module';
import type { StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { type Bitmap, dithered, dotsOf } from './bitmap.ts';

type Canvas = typeof import('@napi-rs/canvas');

const shares = { small: 1 / 3, medium: 2 / 3, wide: 1 } as const;
/** Of its width: what is higher than this takes more paper than it is worth. */
const HIGHEST = 0.5;
/** A picture of a few bytes can say that it is a wall. */
const LONGEST_SIDE = 2_000;

let last: { readonly key: string; readonly bitmap: Promise<Bitmap | null> } | undefined;

/** Width and height as the head of a PNG says them. */
function sizeOf(png: Buffer): readonly [width: number, height: number] {
  return png.length > 24 ? [png.readUInt32BE(16), png.readUInt32BE(20)] : [0, 0];
}

async function draw(png: Buffer, most: number): Promise<Bitmap | null> {
  const [width, height] = sizeOf(png);
  if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE) return null;
  try {
    const { createCanvas, loadImage } = createRequire(import.meta.url)('@napi-rs/canvas') as Canvas;
    const image = await loadImage(png);
    const scale = Math.min(most / width, (most * HIGHEST) / height);
    const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const pen = createCanvas(across, down).getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(image, 0, 0, across, down);
    return dithered(pen.getImageData(0, 0, across, down).data, across, down);
  } catch {
    // Not a picture after all, or nothing here that draws: the receipt comes out without it.
    return null;
  }
}

/** A logo as dots for a roll. The last one is kept: a till prints the same one all day. */
export function logoBitmap(logo: StoreReceipt['logo'], width: keyof typeof dotsOf): Promise<Bitmap | null> {
  if (!logo) return Promise.resolve(null);
  const key = `${width} ${logo.size} ${logo.png}`;
  if (last?.key !== key)
    last = { key, bitmap: draw(Buffer.from(logo.png, 'base64'), Math.floor(dotsOf[width] * shares[logo.size])) };
  return last.bitmap;
}
