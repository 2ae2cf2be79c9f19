export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Detected {
  readonly encoding: FileEncoding;
  /** Bytes of the byte order mark */
  readonly skip: number;
}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, index) => bytes[index] === byte);

/** Names what a file with the ending .csv really is, when it is no text. */
export function binaryKind(head: Uint8Array): string | null {
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'a spreadsheet or another zip file (.xlsx, .ods, .numbers)';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'an old spreadsheet (.xls)';
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) return 'a PDF';
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47) || startsWith(head, 0xff, 0xd8, 0xff)) return 'a picture';
  return null;
}

/** Bytes that follow the first of a character in UTF-8; null: no character begins so. */
function following(first: number): number | null {
  if (first < 0x80) return 0;
  if (first >= 0xc2 && first <= 0xdf) return 1;
  if (first >= 0xe0 && first <= 0xef) return 2;
  return first >= 0xf0 && first <= 0xf4 ? 3 : null;
}

/** The second byte says whether a character is longer than it needs to be, half a surrogate, or beyond Unicode. */
function secondFits(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second <= 0x9f;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second <= 0x8f;
}

/** The head may end within a character. */
function isUtf8(head: Uint8Array): boolean {
  for (let at = 0; at < head.length; ) {
    const first = head[at] ?? 0;
    const more = following(first);
    if (more === null) return false;
    for (let next = 1; next <= more && at + next < head.length; next += 1) {
      const byte = head[at + next] ?? 0;
      if (byte < 0x80 || byte > 0xbf || (next === 1 && !secondFits(first, byte))) return false;
    }
    at += more + 1;
  }
  return true;
}

/** Zero bytes at every other place: two bytes a character, without a mark. */
function zeros(head: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < head.length; index += 1) if (head[index] === 0) index % 2 === 0 ? even++ : odd++;
  return { even, odd };
}

/** How the text of a file is kept, from its first bytes; null when zero bytes say that it is no text. */
export function detectEncoding(head: Uint8Array): Detected | null {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', skip: 3 };
  if (startsWith(head, 0xff, 0xfe)) return { encoding: 'utf-16le', skip: 2 };
  if (startsWith(head, 0xfe, 0xff)) return { encoding: 'utf-16be', skip: 2 };
  const { even, odd } = zeros(head);
  if (even + odd > 0) {
    const half = head.length / 2;
    if (odd > half * 0.4 && even < half * 0.05) return { encoding: 'utf-16le', skip: 0 };
    if (even > half * 0.4 && odd < half * 0.05) return { encoding: 'utf-16be', skip: 0 };
    return null;
  }
  return { encoding: isUtf8(head) ? 'utf-8' : 'windows-1252', skip: 0 };
}
