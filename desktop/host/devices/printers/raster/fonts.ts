import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What of the canvas is needed to tell it a font. */
export interface FontShelf {
  register(font: Buffer, alias: string): unknown;
}

const require = createRequire(import.meta.url);

/** For papers: letters as wide as the printer's own first. Then a family a script; all under the Open Font License. */
const plain = ['@fontsource/ibm-plex-mono'] as const;
const scripts = ['arabic', 'hebrew', 'thai', 'devanagari'].map((script) => `@fontsource/noto-sans-${script}`);
/** One letter is written differently in each of them, so that which comes first is said by the paper. */
const han = { ja: 'jp', zh: 'sc', ko: 'kr' } as const;
const hanPackage = (of: keyof typeof han) => `@fontsource-variable/noto-sans-${han[of]}`;

interface Cut {
  readonly alias: string;
  readonly files: readonly string[];
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const known = new Map<string, readonly Cut[]>();
const shelved = new Set<string>();

function rangesOf(text: string): (readonly [number, number])[] {
  return text.split(',').map((part) => {
    const [from = '', to = from] = part.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
}

/** The parts that a font is cut into, each with the letters it has: no more than are needed are ever read. */
function cutsOf(name: string): readonly Cut[] {
  const made = known.get(name);
  if (made) return made;
  const folder = dirname(require.resolve(`${name}/package.json`));
  const parts = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  const own = name.slice(name.indexOf('/') + 1);
  const varied = name.startsWith('@fontsource-variable/');
  const cuts = Object.entries(parts).map(([part, ranges]): Cut => {
    const called = `${own}-${part.replace(/[[\]]/g, '')}`;
    const files = varied
      ? [`${called}-wght-normal.woff2`]
      : [400, 700].map((weight) => `${called}-${weight}-normal.woff2`);
    return {
      alias: `Till ${called}`,
      files: files.map((file) => join(folder, 'files', file)),
      ranges: rangesOf(ranges),
    };
  });
  known.set(name, cuts);
  return cuts;
}

/** Which way of writing Han letters a text wants: by its kana or hangul, else by the language of its paper. */
function hanOrder(text: string, language: string): (keyof typeof han)[] {
  const first = /[\u3040-\u30ff]/.test(text)
    ? 'ja'
    : /[\uac00-\ud7af]/.test(text)
      ? 'ko'
      : language in han
        ? (language as keyof typeof han)
        : 'zh';
  return [first, ...(Object.keys(han) as (keyof typeof han)[]).filter((one) => one !== first)];
}

/**
 * The families that have the letters of a text, put on the shelf where they are not yet, in the order they are to be tried.
 * A letter that none of ours has is left to the fonts of the system.
 */
export function familiesFor(text: string, language: string, shelf: FontShelf): string[] {
  const names = [...plain, ...scripts, ...hanOrder(text, language).map(hanPackage)];
  const chosen = new Set<Cut>();
  for (const letter of new Set(text)) {
    const code = letter.codePointAt(0) ?? 0;
    for (const name of names) {
      const cut = cutsOf(name).find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to));
      if (!cut) continue;
      chosen.add(cut);
      break;
    }
  }
  for (const { alias, files } of chosen) {
    if (shelved.has(alias)) continue;
    // Read here and not by the canvas: an installed program lies in an archive that only Node can look into.
    for (const file of files) shelf.register(readFileSync(file), alias);
    shelved.add(alias);
  }
  return [...chosen].map(({ alias }) => alias);
}
