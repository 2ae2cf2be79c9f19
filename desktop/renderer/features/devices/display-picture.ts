import { imageOfFile } from '../../ui/image-of-file.ts';

export const MOST_PICTURES = 8;

/** Of the display: what is larger would be carried for nothing. */
const [WIDE, HIGH] = [1_280, 800] as const;
/** Of one picture as its text; the host takes no longer one. */
const LONGEST = 400_000;

/** A chosen picture as a JPEG of the size of a display, or null where it is none. */
export async function pictureOf(file: File): Promise<string | null> {
  const image = await imageOfFile(file);
  if (!image) return null;
  const [width, height] = [image.naturalWidth || WIDE, image.naturalHeight || HIGH];
  const scale = Math.min(1, WIDE / width, HIGH / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  try {
    for (const quality of [0.82, 0.6, 0.4]) {
      const text = canvas.toDataURL('image/jpeg', quality);
      if (text.length <= LONGEST) return text;
    }
    return null;
  } catch {
    // A drawing with a page inside may be shown, and what it draws not read.
    return null;
  }
}
