import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { html, textOf } from '../../../../platform/http/markup.ts';
import { filled, langOf, wordsOf } from './words.ts';

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** `--bg` → `#f6f5f1`, of the first block whose selector fits. */
function tokensOf(css: string, block: RegExp): Map<string, string> {
  const body = block.exec(css)?.[1] ?? '';
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

test.each([
  ['light', /:root \{([^}]*)\}/, /:root,\s*\[data-theme='light'\] \{([^}]*)\}/],
  ['dark', /prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/, /\[data-theme='dark'\] \{([^}]*)\}/],
])('the colours of the pages are those of the screens: %s', (_theme, own, theirs) => {
  const pages = tokensOf(file('./pages.css'), own);
  const screens = tokensOf(file('../../../../../desktop/renderer/ui/tokens.css'), theirs);
  expect(pages.size).toBeGreaterThan(10);
  for (const [name, value] of pages) expect([name, value]).toEqual([name, screens.get(name)]);
});

test('every language says everything, with the same blanks to fill', () => {
  const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const english = Object.entries(wordsOf('en'));
  for (const lang of ['de', 'ar'] as const) {
    const words = wordsOf(lang) as Record<string, string>;
    expect(Object.keys(words).sort()).toEqual(english.map(([key]) => key).sort());
    for (const [key, text] of english) expect([key, blanks(words[key] ?? '')]).toEqual([key, blanks(text)]);
  }
});

test('the program’s wish leads, then the browser’s by its weights, then English', () => {
  expect(langOf('ar en', 'de')).toBe('ar');
  expect(langOf('fr', 'en;q=0.2, de-AT;q=0.9, ar;q=0')).toBe('de');
  expect(langOf(undefined, 'fr, pt;q=0.5')).toBe('en');
  expect(langOf(undefined, undefined)).toBe('en');
});

test('what is filled in is text, whatever it is', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  expect(textOf(html`<p title="${name}">${name}</p>`)).toBe(
    '<p title="&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;">&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;</p>',
  );
  expect(filled('{a} {b}', { a: '{b}' })).toBe('{b} {b}');
});
