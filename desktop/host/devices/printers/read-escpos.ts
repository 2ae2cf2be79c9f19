import type { Printed, PrintedItem } from '../../../bridge/print-views.ts';
import { decodeByte, escposPages } from './code-pages.ts';

const FIRST_PAGE = escposPages.first;
const [ESC, GS, LF] = [0x1b, 0x1d, 0x0a];

/** Half millimetres of feed are of no interest on a screen: dots as lines. */
const DOTS_A_LINE = 30;

/** Bands that follow each other are one picture. */
function pictureItem(items: PrintedItem[], row: number, height: number, bits: Uint8Array): PrintedItem {
  const before = items.at(-1);
  const joins = before?.kind === 'picture' && before.width === row * 8 && before.height % 240 === 0;
  if (joins) items.pop();
  const kept = joins ? Buffer.from(before.bits, 'base64') : Buffer.alloc(0);
  return {
    kind: 'picture',
    width: row * 8,
    height: height + (joins ? before.height : 0),
    bits: Buffer.concat([kept, bits]).toString('base64'),
  };
}

/**
 * The paper that bytes of the ESC/POS kind make. It knows what this program sends; another command is counted and its
 * letters are not printed, as they would be on real paper.
 */
export function readEscpos(bytes: Uint8Array): Printed {
  const items: PrintedItem[] = [];
  let page = FIRST_PAGE;
  let line = '';
  let bold = false;
  let big = false;
  let align: 'left' | 'center' | 'right' = 'left';
  let unknown = 0;
  let asked: string | null = null;
  let code = '';
  let at = 0;
  const next = () => bytes[at++] ?? 0;
  const endLine = () => {
    items.push({ kind: 'line', text: line, align, bold, big });
    line = '';
  };
  while (at < bytes.length) {
    const byte = next();
    if (byte === LF) endLine();
    else if (byte === ESC) {
      const command = next();
      if (command === 0x40) [page, bold, big, align] = [FIRST_PAGE, false, false, 'left'];
      else if (command === 0x74) page = next();
      else if (command === 0x45) bold = (next() & 1) === 1;
      else if (command === 0x61) align = (['left', 'center', 'right'] as const)[next() % 48] ?? 'left';
      else if (command === 0x64) for (let lines = next(); lines > 0; lines--) endLine();
      else if (command === 0x70) {
        at += 3;
        items.push({ kind: 'drawer' });
      } else unknown += 1;
    } else if (byte === GS) {
      const command = next();
      if (command === 0x21) big = next() !== 0;
      else if (command === 0x76) {
        at += 2;
        const row = next() + next() * 256;
        const height = next() + next() * 256;
        items.push(pictureItem(items, row, height, bytes.subarray(at, at + row * height)));
        at += row * height;
      } else if (command === 0x68 || command === 0x77 || command === 0x48) next();
      else if (command === 0x6b) {
        next();
        const length = next();
        const data = bytes.subarray(at, at + length);
        at += length;
        items.push({ kind: 'bars', text: String.fromCharCode(...data).replace(/^\{[ABC]/, '') });
      } else if (command === 0x56) {
        const feed = next() > 1 ? next() : 0;
        for (let lines = Math.floor(feed / DOTS_A_LINE); lines > 0; lines--) endLine();
        items.push({ kind: 'cut' });
      } else if (command === 0x28) {
        const function_ = next();
        const length = next() + next() * 256;
        const data = bytes.subarray(at, at + length);
        at += length;
        if (function_ === 0x48) asked = String.fromCharCode(...data.subarray(2));
        else if (function_ === 0x6b && data[1] === 80) code = new TextDecoder().decode(data.subarray(3));
        else if (function_ === 0x6b && data[1] === 81) items.push({ kind: 'qr', text: code });
        else if (function_ !== 0x6b) unknown += 1;
      } else unknown += 1;
    } else if (byte >= 0x20) line += decodeByte(byte, page);
    else unknown += 1;
  }
  if (line) endLine();
  return { items, unknown, asked };
}
