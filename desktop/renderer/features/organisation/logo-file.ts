import { imageOfFile } from '../../ui/image-of-file.ts';

/** Base64 of a PNG that a receipt can bear, or what is wrong with the picture in words that `t` knows. */
export type LogoRead = { readonly png: string } | { readonly wrong: string };

/** What a store keeps of its logo at most, in base64. */
const LONGEST = 40_000;
/** Of the print head of a wide roll. */
const WIDEST = 576;
/** From as it is to as little as a picture of many greys needs: widths, and how many greys are told apart. */
const tries = [
  [WIDEST, 16],
  [WIDEST, 6],
  [432, 6],
  [288, 4],
  [288, 2],
] as const;
/** Brighter than this is paper. */
const PAPER = 235;

/** Drawn on white, in greys; null where nothing of it can be seen there. */
function greysOf(image: HTMLImageElement, width: number, levels: number, grows: boolean): HTMLCanvasElement | null {
  const own = [image.naturalWidth || 300, image.naturalHeight || 150] as const;
  const fits = Math.min(width / own[0], width / own[1]);
  const scale = grows ? fits : Math.min(1, fits);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(own[0] * scale));
  canvas.height = Math.max(1, Math.round(own[1] * scale));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const dots = pen.getImageData(0, 0, canvas.width, canvas.height);
  const box = { left: canvas.width, top: canvas.height, right: -1, bottom: -1 };
  const step = 255 / (levels - 1);
  for (let y = 0; y < canvas.height; y++)
    for (let x = 0; x < canvas.width; x++) {
      const at = (y * canvas.width + x) * 4;
      const [r = 0, g = 0, b = 0] = dots.data.subarray(at, at + 3);
      const bright = 0.299 * r + 0.587 * g + 0.114 * b;
      if (bright < PAPER) {
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
      dots.data.fill(Math.round(Math.round(bright / step) * step), at, at + 3);
    }
  if (box.right < 0) return null;
  pen.putImageData(dots, 0, 0);
  // White edges of a file are no part of a logo: on paper they would make it small.
  const cut = document.createElement('canvas');
  cut.width = box.right - box.left + 1;
  cut.height = box.bottom - box.top + 1;
  cut.getContext('2d')?.drawImage(canvas, -box.left, -box.top);
  return cut;
}

const none = { wrong: 'This is no picture. Choose a PNG, JPEG, SVG or WebP.' } as const;

/** A picture that somebody chose (PNG, JPEG, SVG, WebP), as the greys that a printer makes dots of. */
export async function logoOf(file: File): Promise<LogoRead> {
  const image = await imageOfFile(file);
  if (!image) return none;
  try {
    return drawnAsLogo(image, file.type === 'image/svg+xml');
  } catch {
    // A drawing with a page inside may be shown, and what it draws not read.
    return none;
  }
}

function drawnAsLogo(image: HTMLImageElement, grows: boolean): LogoRead {
  for (const [width, levels] of tries) {
    const canvas = greysOf(image, width, levels, grows);
    if (!canvas) return { wrong: 'On white paper nothing of this picture can be seen. Choose one in dark colours.' };
    const png = canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
    if (png.length <= LONGEST) return { png };
  }
  return { wrong: 'This picture has too many details for a receipt. Choose a simpler one.' };
}
