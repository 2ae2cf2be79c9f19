/** The code pages that a kind of printer has, by the number that selects each: those of Windows, which are whole. */
export interface PageSet {
  readonly pages: readonly (readonly [number: number, name: string])[];
  /** The page that papers begin on */
  readonly first: number;
  /** What goes before the number of a page */
  readonly select: readonly number[];
}

export const escposPages: PageSet = {
  pages: [
    [16, 'windows-1252'],
    [45, 'windows-1250'],
    [46, 'windows-1251'],
    [47, 'windows-1253'],
    [48, 'windows-1254'],
    [51, 'windows-1257'],
    [52, 'windows-1258'],
  ],
  first: 16,
  select: [0x1b, 0x74],
};

export const starPages: PageSet = {
  pages: [
    [32, 'windows-1252'],
    [33, 'windows-1250'],
    [34, 'windows-1251'],
  ],
  first: 32,
  select: [0x1b, 0x1d, 0x74],
};

interface Page {
  readonly number: number;
  readonly decode: readonly string[];
  readonly encode: ReadonlyMap<string, number>;
}

const made = new WeakMap<PageSet, readonly Page[]>();

function allOf(set: PageSet): readonly Page[] {
  const known = made.get(set);
  if (known) return known;
  const all = set.pages.map(([number, name]) => {
    const decode = [...new TextDecoder(name).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))];
    const encode = new Map<string, number>();
    for (let byte = 0x80; byte < 0x100; byte++) {
      const letter = decode[byte];
      // Bytes that a page leaves unused decode to control characters.
      if (letter && letter >= '\u00a0') encode.set(letter, byte);
    }
    return { number, decode, encode };
  });
  made.set(set, all);
  return all;
}

/** Signs that no page has, by what says the same. */
const alike: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2044': '/',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '₹': 'Rs',
  '₺': 'TL',
  '₩': 'KRW ',
  '₴': 'UAH ',
};

export interface Encoded {
  readonly bytes: readonly number[];
  /** The page the printer stands on afterwards */
  readonly page: number;
  /** Letters that no page of this printer has; a `?` stands for each */
  readonly lost: number;
}

/**
 * Text as bytes, with changes of page where a letter needs one.
 * @param page the printer stands on
 */
export function encodeText(text: string, page: number, set: PageSet = escposPages): Encoded {
  const bytes: number[] = [];
  let now = page;
  let lost = 0;
  const known = allOf(set);
  for (const sign of text.normalize('NFC')) {
    for (const letter of alike[sign] ?? sign) {
      const code = letter.codePointAt(0) ?? 0x3f;
      if (code >= 0x20 && code < 0x7f) {
        bytes.push(code);
        continue;
      }
      const here = known.find((one) => one.number === now)?.encode.get(letter);
      const other = here === undefined ? known.find(({ encode }) => encode.has(letter)) : undefined;
      if (here !== undefined) bytes.push(here);
      else if (other) {
        now = other.number;
        bytes.push(...set.select, now, other.encode.get(letter) as number);
      } else {
        lost += 1;
        bytes.push(0x3f);
      }
    }
  }
  return { bytes, page: now, lost };
}

/** One byte of a page as its letter. */
export function decodeByte(byte: number, page: number): string {
  return allOf(escposPages).find(({ number }) => number === page)?.decode[byte] ?? '?';
}
