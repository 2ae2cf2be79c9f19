import { describe, expect, test } from 'vitest';
import { escpos } from '../escpos.ts';
import type { Block } from '../paper.ts';
import { printBytes } from '../print-bytes.ts';
import { readEscpos } from '../read-escpos.ts';
import { type Bitmap, centred, dithered, sharp } from './bitmap.ts';
import { breakLines } from './break-lines.ts';
import { type DrawnFor, type Lettered, lineDrawer } from './draw-lines.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const draw = lineDrawer();
if (!draw) throw new Error('the canvas is not built for this system');

const isBlack = ({ width, bits }: Bitmap, x: number, y: number) =>
  (((bits[y * Math.ceil(width / 8) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;

/** From which column to which there is ink. */
function ink(picture: Bitmap, rows: readonly [number, number] = [0, picture.height]) {
  const columns = Array.from({ length: picture.width }, (_, x) => x).filter((x) => {
    for (let y = rows[0]; y < rows[1]; y++) if (isBlack(picture, x, y)) return true;
    return false;
  });
  return { from: columns[0] ?? -1, to: columns.at(-1) ?? -1, columns: columns.length };
}

const roll: DrawnFor = { width: 576, dir: 'ltr', language: 'en' };
const line = (text: string, more: Partial<DrawnFor> = {}) => draw({ kind: 'text', text }, { ...roll, ...more });

describe('bytes of a picture', () => {
  test('are GS v 0 with rows of whole bytes, in bands that meet', () => {
    const dot: Bitmap = { width: 8, height: 2, bits: Uint8Array.of(0x81, 0x18) };
    const all = hex(escpos([{ kind: 'picture', bitmap: centred(dot, 576) }], 80));
    const [, data = ''] = /^1b401b74101d763000480002 00(.*)1d564278$/.exec(all.replace('0200', '02 00')) ?? [];
    // Eight dots begin at dot 284: half into byte 35.
    expect(data).toBe(`${'00'.repeat(35)}0810${'00'.repeat(35)}${'00'.repeat(35)}0180${'00'.repeat(35)}`);
    const high: Bitmap = { width: 576, height: 500, bits: new Uint8Array(72 * 500).fill(0xaa) };
    const bytes = escpos([{ kind: 'picture', bitmap: high }], 80);
    expect(hex(bytes).match(/1d7630004800(f000|1400)/g)).toEqual([
      '1d7630004800f000',
      '1d7630004800f000',
      '1d76300048001400',
    ]);
    const { items, unknown } = readEscpos(bytes);
    expect(unknown).toBe(0);
    expect(items[0]).toEqual({
      kind: 'picture',
      width: 576,
      height: 500,
      bits: Buffer.from(high.bits).toString('base64'),
    });
  });

  test('stand for lines that the printer lacks a letter of, and for no other', () => {
    const paper: Block[] = [
      { kind: 'row', left: '1 緑茶', right: '6.50' },
      { kind: 'row', left: '1 Café Łódź', right: '2.00' },
    ];
    const bytes = printBytes(paper, { width: 58 }, 'en-GB');
    const { items, unknown } = readEscpos(bytes);
    expect(unknown).toBe(0);
    expect(items.slice(0, 2)).toMatchObject([
      { kind: 'picture', width: 384, height: 34 },
      { kind: 'line', text: '1 Café Łódź                 2.00' },
    ]);
    expect(hex(bytes)).toContain('1d76300030002200');
    // What the printer has all letters of loads nothing to draw with.
    const noNeed = () => {
      throw new Error('asked for');
    };
    expect(() => escpos(paper.slice(1), 58, { draw: noNeed, language: 'en', dir: 'ltr' })).not.toThrow();
    expect(() => escpos(paper, 58, { draw: noNeed, language: 'en', dir: 'ltr' })).toThrow('asked for');
    // Same paper, same bytes; and without a canvas it is printed still.
    expect(hex(printBytes(paper, { width: 58 }, 'en-GB'))).toBe(hex(bytes));
    expect(readEscpos(escpos(paper, 58)).items[0]).toMatchObject({ kind: 'line', text: `1 ??${' '.repeat(24)}6.50` });
  });
});

describe('lines that are drawn', () => {
  test.each([
    ['Arabic', 'شاي أخضر'],
    ['Hebrew', 'תה ירוק'],
    ['Thai', 'ชาเขียว'],
    ['Devanagari', 'हरी चाय'],
    ['Japanese', '緑茶のお菓子'],
    ['Chinese', '绿茶点心'],
    ['Korean', '녹차 과자'],
  ])('have letters of %s, none of them the box of a font that lacks it', (_, text) => {
    const box = hex(line('\u{10fffd}').bits);
    for (const letter of text.replaceAll(' ', '')) expect(hex(line(letter).bits), letter).not.toBe(box);
    expect(ink(line(text)).columns).toBeGreaterThan(30);
  });

  test('join what a script joins, and order what reads from the right', () => {
    // Three letters that are joined are narrower than three that are kept apart.
    expect(ink(line('بيت')).to).toBeLessThan(ink(line('ب\u200cي\u200cت')).to);
    // A conjunct is one sign, not a row of them.
    expect(ink(line('क्ष')).to).toBeLessThan(ink(line('क्\u200cष')).to);
    const row: Lettered = { kind: 'row', left: 'الإجمالي', right: '-5.70' };
    const [there, here] = (['rtl', 'ltr'] as const).map((dir) => draw(row, { ...roll, dir }));
    expect(ink(there as Bitmap)).toMatchObject({ from: expect.any(Number), to: expect.any(Number) });
    // Its words at the right edge and the amount at the left; the other way round on a paper that reads from the left.
    const widthOfWords = ink(line('الإجمالي')).columns;
    const half = (picture: Bitmap, side: 'left' | 'right') => {
      let dots = 0;
      for (let y = 0; y < picture.height; y++)
        for (let x = 0; x < 288; x++) if (isBlack(picture, side === 'left' ? x : x + 288, y)) dots += 1;
      return dots;
    };
    expect(widthOfWords).toBeGreaterThan(40);
    expect(half(there as Bitmap, 'left')).toBe(half(here as Bitmap, 'right'));
    expect(half(there as Bitmap, 'right')).toBe(half(here as Bitmap, 'left'));
    // How many there are stands where the paper begins to be read.
    const counted: Lettered = { kind: 'row', left: '2 شاي', right: '' };
    const two: Lettered = { kind: 'row', left: '2', right: '' };
    const edge = (block: Lettered, dir: 'rtl' | 'ltr') => {
      const picture = draw(block, { ...roll, dir });
      const from = dir === 'rtl' ? picture.width - 12 : 0;
      return Array.from({ length: 12 * 34 }, (_, at) => isBlack(picture, from + (at % 12), Math.floor(at / 12)));
    };
    expect(edge(counted, 'rtl')).toEqual(edge(two, 'rtl'));
    expect(edge(counted, 'ltr')).toEqual(edge(two, 'ltr'));
    expect(edge(two, 'rtl')).toContain(true);
    // The sign stays before its number.
    const amount = draw({ kind: 'row', left: '', right: '-5' }, { ...roll, dir: 'rtl' });
    const plain = draw({ kind: 'row', left: '-5', right: '' }, roll);
    expect(hex(amount.bits)).toBe(hex(plain.bits));
  });

  test('are as wide as their roll and wrap where the script ends words', () => {
    const measure = (text: string) => [...text].length;
    expect(breakLines('ขอบคุณที่ใช้บริการ', 9, measure)).not.toContainEqual(expect.stringMatching(/^\p{Mn}/u));
    expect(breakLines('ご来店、ありがとう。', 3, measure).some((text) => /^[、。]/.test(text))).toBe(false);
    expect(breakLines('one two, three', 8, measure)).toEqual(['one two,', 'three']);
    expect(breakLines('👩‍👩‍👧👩‍👩‍👧', 5, measure)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
    expect(breakLines('', 5, measure)).toEqual(['']);
    const long = draw({ kind: 'row', left: '緑茶'.repeat(30), right: '6.50' }, { ...roll, width: 384 });
    expect(long.height).toBe(34 * 5);
    expect(ink(long, [0, 34]).to).toBeGreaterThan(370);
  });

  test('are as big and as bold as the printer would write them', () => {
    const words = (more: object) => draw({ kind: 'text', text: '緑茶', ...more }, roll);
    expect([words({}).height, words({ big: true }).height]).toEqual([34, 68]);
    expect(ink(words({ big: true })).to).toBeGreaterThan(ink(words({})).to * 1.8);
    const dots = ({ bits }: Bitmap) => bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(dots(words({ bold: true }))).toBeGreaterThan(dots(words({})) * 1.15);
  });

  test('are all lines of a paper that reads from the right', () => {
    const paper: Block[] = [{ kind: 'row', left: '1 Tea', right: '2.00' }];
    const kinds = (locale: string) =>
      readEscpos(printBytes(paper, { width: 58 }, locale))
        .items.slice(0, 1)
        .map(({ kind }) => kind);
    expect([kinds('ar-EG'), kinds('en-GB')]).toEqual([['picture'], ['line']]);
  });

  test('write a Han letter as the language of its paper does', () => {
    expect(hex(line('直', { language: 'ja' }).bits)).not.toBe(hex(line('直', { language: 'zh' }).bits));
    expect(hex(line('の直', { language: 'zh' }).bits)).toBe(hex(line('の直', { language: 'ja' }).bits));
    // A store whose papers are in English for want of words of its own still writes its goods as they are written there.
    const [japanese, chinese] = ['ja-JP', 'zh-CN'].map((locale) =>
      hex(printBytes([{ kind: 'text', text: '直' }], { width: 58 }, locale)),
    );
    expect(japanese).not.toBe(chinese);
  });
});

describe('one bit a dot', () => {
  const grey = (level: number, alpha = 255) =>
    Uint8Array.from({ length: 32 * 32 * 4 }, (_, at) => (at % 4 === 3 ? alpha : level));
  const black = ({ bits }: Bitmap) =>
    [...bits].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);

  test('greys are as many black dots as they are dark; black, white and nothing at all stay so', () => {
    expect(black(dithered(grey(0), 32, 32))).toBe(1_024);
    expect(black(dithered(grey(255), 32, 32))).toBe(0);
    expect(black(dithered(grey(50), 32, 32))).toBe(1_024);
    expect(black(dithered(grey(235), 32, 32))).toBe(0);
    expect(black(dithered(grey(0, 0), 32, 32))).toBe(0);
    expect(black(dithered(grey(142), 32, 32)) / 1_024).toBeCloseTo(0.5, 1);
    expect(black(dithered(grey(184), 32, 32)) / 1_024).toBeCloseTo(0.25, 1);
    expect(black(sharp(grey(128), 32, 32))).toBe(1_024);
  });
});
