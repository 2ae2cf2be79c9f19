import { fail, type Finding, type Report, warn } from './check-finding.ts';

type Make = typeof fail | typeof warn;
const rules: readonly [pattern: RegExp, make: Make, code: string, message: string][] = [
  [
    /<script\b/gi,
    fail,
    'script',
    "Scripts are files of the theme: {% theme_script 'name.js' %}. Nothing else would run.",
  ],
  [
    /<style\b|\sstyle\s*=/gi,
    fail,
    'inline-style',
    "Styles are files of the theme: {% theme_style 'name.css' %}. A browser would not apply this.",
  ],
  [
    /\son[a-z]+\s*=\s*["'{\w]/gi,
    fail,
    'inline-script',
    'A browser runs nothing that stands in an attribute; listen for the event in a script of the theme.',
  ],
  [/javascript:/gi, fail, 'inline-script', 'A link leads to a page.'],
  [
    /<(?:iframe|object|embed|base|frame|applet)\b/gi,
    fail,
    'not-offered',
    'A browser would not show this in a page of a shop.',
  ],
  [/http-equiv/gi, fail, 'not-offered', 'What a browser is told of a page the cloud says.'],
  [
    /<link\b/gi,
    fail,
    'link',
    'Styles come in by {% theme_style %}; everything else of that kind is in {% tillhouse_head %}.',
  ],
  [/<(?:title|meta)\b/gi, fail, 'head', '{% tillhouse_head %} writes this for every page.'],
  [
    /<(?:input|textarea)\b[^>]*\b(?:type\s*=\s*["']?password|autocomplete\s*=\s*["']?cc-)/gi,
    fail,
    'asks-secrets',
    'A theme asks for no passwords and no cards; the elements of the shop do what is needed.',
  ],
  [/<form\b[^>]*\baction\s*=\s*["']?\s*(?:https?:)?\/\//gi, fail, 'external', 'A form is sent to the shop alone.'],
];

/** `<img …>` with expressions in it, which may hold a `>`. */
const image = /<img\b(?:\{\{.*?\}\}|\{%.*?%\}|"(?:\{\{.*?\}\}|[^"])*"|'(?:\{\{.*?\}\}|[^'])*'|[^>"'])*>/gis;

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** What comments say is no part of a page; its place stays empty, so that lines keep their numbers. */
const withoutComments = (text: string): string =>
  text.replaceAll(/\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|<!--.*?-->/gs, (all) =>
    all.replaceAll(/[^\n]/g, ' '),
  );

/** What of a template's HTML would not work, or not for everybody. */
export function checkMarkup(file: string, template: string, report: Report): void {
  const text = withoutComments(template);
  const found: Finding[] = [];
  for (const [pattern, make, code, message] of rules)
    for (const match of text.matchAll(pattern)) found.push(make(file, lineAt(text, match.index), code, message));
  for (const match of text.matchAll(image)) {
    const at = lineAt(text, match.index);
    if (!/\balt\s*=/i.test(match[0]))
      found.push(warn(file, at, 'no-alt', 'A picture says what it shows (alt="…"); alt="" where it only decorates.'));
    if (!/\bwidth\s*=/i.test(match[0]) || !/\bheight\s*=/i.test(match[0]))
      found.push(warn(file, at, 'no-size', 'Without width and height the page jumps when the picture comes.'));
  }
  if (file === 'layout/theme.liquid') {
    if (!/<html\b[^>]*\blang\s*=/i.test(text))
      found.push(
        warn(file, 1, 'no-language', 'Say the language: <html lang="{{ shop.language }}" dir="{{ shop.direction }}">.'),
      );
    if (!/id\s*=\s*["']?content\b/i.test(text))
      found.push(warn(file, 1, 'no-main', 'The link that skips the head leads to id="content".'));
  }
  for (const each of found) report(each);
}
