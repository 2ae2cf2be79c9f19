/** What Windows-1252 has where Latin-1 has control characters, by their code points from 0x80 on; 0: nothing. */
const upper = [
  ...[0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0],
  ...[
    0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
    0x0178,
  ],
];
const byPoint = new Map(upper.flatMap((point, at): [number, number][] => (point === 0 ? [] : [[point, 0x80 + at]])));
const QUESTION = 0x3f;

/** Bytes of a text in Windows-1252. A letter that it has not loses its accent where it has one, and is a question mark else. */
export function toWindows1252(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const letter of text.normalize('NFC')) {
    const byte = byteOf(letter);
    if (byte !== undefined) bytes.push(byte);
    else {
      const [plain = ''] = letter.normalize('NFD');
      bytes.push(byteOf(plain) ?? QUESTION);
    }
  }
  return Uint8Array.from(bytes);
}

function byteOf(letter: string): number | undefined {
  const point = letter.codePointAt(0);
  if (point === undefined) return undefined;
  if (point < 0x80 || (point >= 0xa0 && point <= 0xff)) return point;
  return byPoint.get(point);
}
