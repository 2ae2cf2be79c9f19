const made = new Map<'word' | 'grapheme', Intl.Segmenter>();

/** Made by the first line that is drawn: it reads its dictionaries, and most desks never draw one. */
function segments(text: string, granularity: 'word' | 'grapheme'): Intl.Segments {
  const segmenter = made.get(granularity) ?? new Intl.Segmenter(undefined, { granularity });
  made.set(granularity, segmenter);
  return segmenter.segment(text);
}

/** Written without spaces between words: a line may end after any of them. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** What may not begin a line. */
const clings = /^[\p{Pe}\p{Pf}\p{Po}\u3005\u30fc]/u;

/** What stays together: words with the signs and the space that follow them. */
function together(text: string): string[] {
  const out: string[] = [];
  for (const { segment } of segments(text, 'word')) {
    const before = out.at(-1);
    const apart =
      before === undefined ||
      (/\s$/.test(before) && !/^\s/.test(segment)) ||
      (!clings.test(segment) &&
        (unspaced.test(segment[0] ?? '') || unspaced.test(before.at(-1) ?? '')) &&
        !/^\s/.test(segment));
    if (apart) out.push(segment);
    else out[out.length - 1] = before + segment;
  }
  return out;
}

/**
 * A text as lines that are no wider than they may be, where its script ends words; what is longer than a line is broken between
 * letters, never inside one that is made of several signs. Never empty.
 */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const part of text.normalize('NFC').split('\n')) {
    let line = '';
    for (const piece of together(part.trim())) {
      if (measure((line + piece).trimEnd()) <= width) {
        line += piece;
        continue;
      }
      if (line) lines.push(line.trimEnd());
      line = '';
      for (const { segment } of segments(piece, 'grapheme')) {
        if (line && measure(line + segment) > width && segment.trim() !== '') {
          lines.push(line.trimEnd());
          line = '';
        }
        line += segment;
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}
