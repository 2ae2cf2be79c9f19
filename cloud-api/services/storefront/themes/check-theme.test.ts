import { expect, test } from 'vitest';
import { smallTheme } from '../../../testing/small-theme.ts';
import { checkTheme } from './check-theme.ts';

const check = (more: Record<string, string>) => {
  const files = smallTheme(more).map(({ path, text }) => ({ path, body: Buffer.from(text) }));
  return checkTheme(files).findings.map(({ file, line, level, code, message }) => ({
    at: `${file}:${line}`,
    level,
    code,
    message,
  }));
};
const home = (template: string, more: Record<string, string> = {}) =>
  check({ 'templates/home.liquid': `<h1>x</h1>${template}`, ...more });

test('a theme that is whole has nothing said against it', () => {
  expect(check({})).toEqual([]);
});

test('a name that is not in the data is told by file and line, with the one that was probably meant', () => {
  const findings = home(
    '\n{% for s in sections %}{% for p in s.products %}\n{{ p.titel }} {{ p.price.text }}{% endfor %}{% endfor %}',
  );
  expect(findings).toEqual([
    expect.objectContaining({ at: 'templates/home.liquid:3', level: 'warning', code: 'unknown-variable' }),
  ]);
  expect(findings[0]?.message).toContain('p.titel is not in the data of this page; is p.title meant?');
  // What another page has is not in this one.
  expect(home('{{ product.title }}')[0]).toMatchObject({ code: 'unknown-variable', at: 'templates/home.liquid:1' });
  expect(home('{{ settings.lien }}')[0]?.message).toContain('settings.line meant');
  expect(home('{% if shop.nmae == "a" %}{% endif %}{% case page.knid %}{% when "a" %}{% endcase %}')).toHaveLength(2);
});

test('names follow what is assigned, looped over, and given to snippets', () => {
  const card = { 'snippets/card.liquid': '{{ product.title }}{{ product.price.txt }}{{ wide }}' };
  expect(
    home('{% assign all = sections | where: "kind", "shelf" %}{% for s in all %}{{ s.titl }}{% endfor %}'),
  ).toHaveLength(1);
  const given = home(
    '{% for s in sections %}{% for p in s.products %}{% render "card", product: p %}{% render "card", product: p, wide: true %}{% endfor %}{% endfor %}',
    card,
  );
  // `wide` is given by one of them: to the other it is an argument that was left out.
  expect(given).toEqual([
    expect.objectContaining({ at: 'snippets/card.liquid:1', message: expect.stringContaining('product.price.txt') }),
  ]);
  expect(home('{% render "card", product: sections.first.products.first %}', card)).toHaveLength(2);
});

test.each([
  ['{{ page.title | raw }}', 'raw-output'],
  ['{% for s in sections %}{{ s.text_html | upcase | raw }}{% endfor %}', 'raw-output'],
  ['<a onclick="x()">a</a>', 'inline-script'],
  ['<p style="color: red">a</p>', 'inline-style'],
  ['<style>p { color: red }</style>', 'inline-style'],
  ['<iframe src="/"></iframe>', 'not-offered'],
  ['<meta http-equiv="refresh" content="0">', 'not-offered'],
  ['<form action="https://evil.example/"></form>', 'external'],
  ['<input type="password">', 'asks-secrets'],
  ["{% theme_style 'none.css' %}", 'missing-file'],
  ['{% render "nothing" %}', 'missing-file'],
  ['{% render page.kind %}', 'name'],
  ['{% tillhouse_buy %}', 'tag-elsewhere'],
  ['{% include "card" %}', 'not-liquid'],
])('%s keeps a theme from being sent: %s', (template, code) => {
  expect(home(template)).toContainEqual(expect.objectContaining({ code, level: 'error' }));
});

test('what works and is not right for everybody is a warning', () => {
  expect(home('<img src="/a.png" width="1" height="1">')).toEqual([
    expect.objectContaining({ code: 'no-alt', level: 'warning' }),
  ]);
  expect(home('<img src="{{ shop.logo }}" alt="{{ shop.name }}">')).toEqual([
    expect.objectContaining({ code: 'no-size' }),
  ]);
  expect(check({ 'snippets/lost.liquid': 'x' })).toEqual([
    expect.objectContaining({ code: 'not-used', at: 'snippets/lost.liquid:0' }),
  ]);
});

test('safe HTML may be put out as it is, and what is in comments is no part of a page', () => {
  const page =
    '<h1>{{ content.title }}</h1>{{ content.html | raw }}{% comment %}<script>{% endcomment %}<!-- <style> -->';
  expect(check({ 'templates/page.liquid': page })).toEqual([]);
});
