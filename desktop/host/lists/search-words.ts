/**
 * What a person typed as a question to FTS5: each word must begin a word of the row. Everything that FTS5 would read as an
 * operator is inside quotes. Undefined where there is nothing to look for.
 */
export function matchOf(text: string): string | undefined {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu);
  if (!words) return undefined;
  return words
    .slice(0, 12)
    .map((word) => `"${word}"*`)
    .join(' ');
}

/** The text after every text that begins with `prefix`, for a range in an index. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
