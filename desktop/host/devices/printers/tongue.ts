import { encodeText, type PageSet } from './code-pages.ts';
import { type Block, cellsLine, columnsOf, type Paper, type PaperWidth, rowLines, wrap } from './paper.ts';
import { type Bitmap, centred, dotsOf } from './raster/bitmap.ts';
import type { DrawLines, Lettered } from './raster/draw-lines.ts';

/** The commands of a kind of printer. */
export interface Tongue {
  readonly pages: PageSet;
  /** Resets it; the first page is selected after it */
  readonly begin: readonly number[];
  readonly endLine: readonly number[];
  /** Feeds beyond the knife and cuts */
  readonly end: readonly number[];
  bold(on: boolean): readonly number[];
  /** Twice as wide and high */
  big(on: boolean): readonly number[];
  centred(on: boolean): readonly number[];
  feed(lines: number): readonly number[];
  /** Code 128 with its text beneath */
  bars(text: string): readonly number[];
  /** Model 2, error correction M */
  qr(text: string): readonly number[];
  picture(bitmap: Bitmap): Iterable<number>;
}

/** How lines come to paper that the printer has no letters for. */
export interface Drawn {
  /** Asked for by the first line that needs it */
  readonly draw: () => DrawLines | null;
  /** Of the paper: `ja` */
  readonly language: string;
  /** From right to left all lines are drawn: a printer knows no other way than its own */
  readonly dir: 'ltr' | 'rtl';
}

const plain: Drawn = { draw: () => null, language: 'en', dir: 'ltr' };

const isLettered = (block: Block): block is Lettered =>
  block.kind === 'text' || block.kind === 'row' || block.kind === 'cells';

function isLost(block: Lettered, set: PageSet): boolean {
  const texts = block.kind === 'text' ? [block.text] : block.kind === 'row' ? [block.left, block.right] : block.cells;
  return texts.some((text) => text.split('\n').some((line) => encodeText(line, set.first, set).lost > 0));
}

/**
 * Paper as the bytes that a printer prints: text in its own letters, bars and QR drawn by the printer itself, lines that it has no
 * letters for as pictures, cut at the end. Same paper, same bytes.
 */
export function encodePaper(
  tongue: Tongue,
  paper: Paper,
  width: PaperWidth,
  { draw, language, dir }: Drawn = plain,
): Uint8Array {
  const { pages, endLine } = tongue;
  const columns = columnsOf[width];
  const dots = dotsOf[width];
  const out: number[] = [...tongue.begin, ...pages.select, pages.first];
  let page = pages.first;
  const put = (bytes: Iterable<number>) => {
    for (const byte of bytes) out.push(byte);
  };
  const say = (text: string) => {
    const { bytes, page: next } = encodeText(text, page, pages);
    page = next;
    put(bytes);
    put(endLine);
  };
  const styled = ({ bold, big }: { bold?: true; big?: true }, write: () => void) => {
    if (bold) put(tongue.bold(true));
    if (big) put(tongue.big(true));
    write();
    if (big) put(tongue.big(false));
    if (bold) put(tongue.bold(false));
  };
  const centre = (write: () => void) => {
    put(tongue.centred(true));
    write();
    put(tongue.centred(false));
  };
  for (const block of paper) {
    const room = 'big' in block && block.big ? Math.floor(columns / 2) : columns;
    const drawn =
      isLettered(block) && (dir === 'rtl' || isLost(block, pages))
        ? draw()?.(block, { width: dots, dir, language })
        : null;
    if (drawn) put(tongue.picture(drawn));
    else if (block.kind === 'picture') put(tongue.picture(centred(block.bitmap, dots)));
    else if (block.kind === 'text') {
      const write = () => styled(block, () => wrap(block.text, room).forEach(say));
      if (block.align === 'center') centre(write);
      else write();
    } else if (block.kind === 'row')
      styled(block, () => rowLines(block.left, block.right, room, block.indent).forEach(say));
    else if (block.kind === 'cells') say(cellsLine(block.cells, block.shares, columns));
    else if (block.kind === 'rule') say((block.double ? '=' : '-').repeat(columns));
    else if (block.kind === 'space') put(tongue.feed(block.lines));
    else if (block.kind === 'bars') centre(() => put(tongue.bars(block.text)));
    else centre(() => put(tongue.qr(block.text)));
  }
  put(tongue.end);
  return Uint8Array.from(out);
}

export const asciiOf = (text: string): number[] => [...text].map((sign) => sign.charCodeAt(0) & 0x7f);
