import { expect, test } from 'vitest';
import { type RenderJob, TemplateFault, ThemeEngine } from './theme-engine.ts';

const layout = '{% tillhouse_head %}{% tillhouse_notes %}{% tillhouse_main %}';
const parts = {
  head: '<!--head-->',
  notes: '<!--notes-->',
  cartButton: ['<b>', '</b>'],
  buy: '',
  cart: '',
  account: '',
  order: '',
} as const;
const data = {
  shop: { language: 'de-AT', name: 'A <b> & "c"' },
  content: { html: '<p>Hi</p>', title: '<p>Hi</p>x' },
};

function render(home: string, more: Record<string, string> = {}, scripts = true): string {
  const engine = new ThemeEngine({
    templates: { 'layout/theme.liquid': layout, 'templates/home.liquid': home, ...more },
    locales: { en: { only: 'Only', hello: 'Hello {name}' }, de: { hello: 'Hallo {name}' } },
    assets: { 'a.css': { url: '/a.css', integrity: 'sha384-x' }, 'a.js': { url: '/a.js', integrity: 'sha384-y' } },
    scripts,
  });
  const text = engine.render({ page: 'home', data, parts } as unknown as RenderJob);
  return text.slice('<!--head--><!--notes-->'.length);
}

function faultOf(home: string, more: Record<string, string> = {}): TemplateFault {
  try {
    render(home, more);
  } catch (error) {
    if (error instanceof TemplateFault) return error;
  }
  throw new Error('it was rendered');
}

test('every value is escaped; raw lets through what the cloud made, and escapes all else', () => {
  expect(render('{{ shop.name }}')).toBe('A &#60;b&#62; &#38; &#34;c&#34;');
  expect(render('{{ content.html | raw }}')).toBe('<p>Hi</p>');
  expect(render('{{ content.title | raw }}')).toBe('&#60;p&#62;Hi&#60;/p&#62;x');
  expect(render('{% assign a = "<i>" %}{{ a | raw }}{{ "<u>" }}')).toBe('&#60;i&#62;&#60;u&#62;');
  expect(render('{% echo shop.name %}{% cycle "<a>", "b" %}')).not.toContain('<');
});

test('words come in the language of the shop, else in English, else by their name', () => {
  expect(render('{{ "hello" | t: name: shop.name }}|{{ "only" | t }}|{{ "nothing" | t }}')).toBe(
    'Hallo A &#60;b&#62; &#38; &#34;c&#34;|Only|nothing',
  );
  expect(render('{{ "constructor" | t }}{{ "__proto__" | t }}')).toBe('constructor__proto__');
});

test('no template reaches anything but its data', () => {
  const spy =
    '{{ shop.constructor }}{{ constructor.constructor }}{{ __proto__ }}{{ shop["__proto__"] }}{{ process }}{{ globalThis }}{{ "a".constructor }}{{ shop.name.constructor.name }}';
  expect(render(spy)).toBe('');
  expect(render('{{ shop | json }}')).not.toContain('tenant');
  for (const tag of [
    '{% include "x" %}',
    '{% layout "x" %}',
    '{% block x %}{% endblock %}',
    '{% render "../layout/theme" %}',
    '{% render "/etc/passwd" %}',
    '{% section "constructor" %}',
  ])
    expect(() => render(tag), tag).toThrow(TemplateFault);
});

test('styles and scripts of the theme come with their hash; its scripts only where they may run', () => {
  expect(render("{% theme_style 'a.css' %}")).toBe('<link rel="stylesheet" href="/a.css" integrity="sha384-x">');
  expect(render("{% theme_script 'a.js' %}")).toContain('integrity="sha384-y" defer');
  expect(render("{% theme_script 'a.js' %}", {}, false)).toBe('');
  expect(() => render("{% theme_script 'a.css' %}")).toThrow(TemplateFault);
});

test('what takes too much time, memory or depth, or makes too long a page, ends there', () => {
  const loop =
    '{% for i in (1..3000) %}{% for i in (1..3000) %}{% for i in (1..3000) %}x{% endfor %}{% endfor %}{% endfor %}';
  expect(faultOf(`\n${loop}`)).toMatchObject({ limit: true, template: 'templates/home.liquid', line: 2 });
  expect(faultOf('{% for i in (1..99000000) %}x{% endfor %}')).toMatchObject({ limit: true });
  expect(
    faultOf('{% assign a = "xxxxxxxx" %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}'),
  ).toMatchObject({ limit: true });
  expect(faultOf('{% render "self" %}', { 'snippets/self.liquid': '{% render "self" %}' })).toMatchObject({
    limit: true,
    template: 'snippets/self.liquid',
  });
  // Of little memory, and of more steps than half a second has.
  const steps = '{{ i | times: i | plus: 1 | divided_by: 3 | modulo: 7 | times: 0 | at_most: 0 }}'.repeat(4);
  const slow = faultOf(`{% for j in (1..700) %}{% for i in (1..1000) %}${steps}{% endfor %}{% endfor %}`);
  expect(slow).toMatchObject({ limit: true, message: expect.stringContaining('render limit') });
  const page = faultOf(`{% for i in (1..1000) %}${'x'.repeat(2_000)}{% endfor %}`);
  expect(page).toMatchObject({ limit: true, template: 'templates/home.liquid' });
});

test('a fault says the file and the line it is in, also in a snippet', () => {
  expect(faultOf('a\n\n{{ shop.name | nothing }}')).toMatchObject({
    template: 'templates/home.liquid',
    line: 3,
    limit: false,
  });
  expect(faultOf('{% render "a" %}', { 'snippets/a.liquid': '\n{% if %}' })).toMatchObject({
    template: 'snippets/a.liquid',
    line: 2,
  });
});

test('a page without what is ours is not shown', () => {
  const bare = {
    'layout/theme.liquid': '{% if false %}{% tillhouse_head %}{% endif %}{% tillhouse_notes %}{% tillhouse_main %}',
  };
  expect(faultOf('x', bare).message).toContain('tillhouse_head');
});
