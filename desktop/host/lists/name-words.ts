/** A name or address as it is searched: small letters without marks, `Zoë Ó Briain` as `zoe o briain`. */
export function foldName(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** The folded name from each of its words on: a search finds the beginning of any of them. */
export function nameEndings(name: string): string[] {
  const folded = foldName(name);
  const starts = [0, ...[...folded.matchAll(/[ '’-]/g)].map((found) => found.index + 1)];
  return [...new Set(starts.map((at) => folded.slice(at)).filter((ending) => ending !== ''))];
}
