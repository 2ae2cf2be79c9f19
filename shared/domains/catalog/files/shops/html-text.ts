const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** What a description written as a web page says, without its markup: paragraphs and list items on lines of their own. */
export function htmlText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  return html
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<li\b[^>]*>/gi, '\n• ')
    .replaceAll(/<(br|\/p|\/div|\/h[1-6]|\/ul|\/ol|\/tr)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(x[\da-f]{1,6}|\d{1,7});/gi, (all, code: string) => {
      const point = code[0]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(1), 16) : Number(code);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
    })
    .replaceAll(/&(\w{2,6});/g, (all, name: string) => entities[name.toLowerCase()] ?? all)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}
