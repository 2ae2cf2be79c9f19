/** What a browser prefers to read, best first: BCP 47 tags of its `Accept-Language`. */
export function preferredLanguages(acceptLanguage = ''): string[] {
  return acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((each) => {
      const [tag = '', ...more] = each.trim().split(';');
      const q = more.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, q }) => tag !== '' && q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag);
}
