// Most values need no escaping; the test and one concatenation are several times cheaper than JSON.stringify.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what JSON must escape
const needsEscape = /["\\\u0000-\u001f]/;

export function jsonString(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

export function jsonValue(text: string | null): string {
  return text === null ? 'null' : jsonString(text);
}
