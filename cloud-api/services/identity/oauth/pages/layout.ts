import { type Lang, directionOf, type Words, wordsOf } from './words.ts';
import { html, type Markup, textOf } from '../../../../platform/http/markup.ts';

export interface Page {
  readonly lang: Lang;
  readonly title: string;
  readonly body: Markup;
  /** Paths of our own scripts; a page without any runs none. */
  readonly scripts?: readonly string[];
}

const mark = html`<svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><path d="M3 12.5 14 3l11 9.5V25H3z" fill="currentColor"/><path d="M8 15h12M8 18h12" stroke="var(--bg)" stroke-width="1.5"/></svg>`;

/** The frame of every page that a browser shows between a program and us. No script, no picture, nothing from elsewhere. */
export function pageText({ lang, title, body, scripts = [] }: Page): string {
  const words: Words = wordsOf(lang);
  return textOf(html`<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Tillhouse</title>
<link rel="stylesheet" href="/auth/assets/pages.css">
${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}
</head>
<body>
<header>${mark}<b>Tillhouse</b></header>
<main>${body}</main>
<footer>${words.footer}</footer>
</body>
</html>
`);
}
