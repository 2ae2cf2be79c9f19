import { expect, test } from 'vitest';
import { blocksOf, firstWords, linkOf, textProblem } from './rich-text.ts';

const text = (words: string) => ({ kind: 'text', text: words });

test('a text is headings, paragraphs, lists, quotations and rules, with words set apart in them', () => {
  const blocks = blocksOf(
    '## Delivery\n\nWe send **each day** but *not* Sunday,\nfrom [Bath](/pages/about).\n\n- one\n- two\n\n1. first\n2) second\n\n> said\n\n---\n### Small',
  );
  expect(blocks).toEqual([
    { kind: 'heading', level: 2, inlines: [text('Delivery')] },
    {
      kind: 'paragraph',
      inlines: [
        text('We send '),
        { kind: 'strong', inlines: [text('each day')] },
        text(' but '),
        { kind: 'emphasis', inlines: [text('not')] },
        text(' Sunday,'),
        { kind: 'break' },
        text('from '),
        { kind: 'link', address: '/pages/about', inlines: [text('Bath')] },
        text('.'),
      ],
    },
    { kind: 'list', ordered: false, items: [[text('one')], [text('two')]] },
    { kind: 'list', ordered: true, items: [[text('first')], [text('second')]] },
    { kind: 'quote', inlines: [text('said')] },
    { kind: 'rule' },
    { kind: 'heading', level: 3, inlines: [text('Small')] },
  ]);
  // No level is left out, and a mark can be meant as itself.
  expect(blocksOf('### First')).toEqual([{ kind: 'heading', level: 2, inlines: [text('First')] }]);
  expect(blocksOf('2 \\* 3, 5 * 6 < 40')).toEqual([{ kind: 'paragraph', inlines: [text('2 * 3, 5 * 6 < 40')] }]);
});

test('a link leads to a page of the shop, the web, a mail address or a telephone, and to nothing else', () => {
  for (const address of [
    '/',
    '/pages/a',
    'https://a.example/b?c=d',
    'http://a.example',
    'mailto:a@b.example',
    'tel:+44 1',
  ])
    expect(linkOf(address) === null, address).toBe(address.includes(' '));
  for (const address of [
    ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', 'data:text/html,x', 'vbscript:x'],
    ...['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://a@evil.example', 'https:evil', 'file:///etc'],
    ...[
      '/a"onclick=x',
      "/a'b",
      '/a<b',
      'mailto:a@b.example?bcc=all@c.example',
      'https://a.example/\u202egpj',
      '',
      'about',
    ],
    `/${'a'.repeat(1_000)}`,
  ])
    expect(linkOf(address), address).toBeNull();
});

test('what a text cannot say is told with its line', () => {
  expect(textProblem('fine: 3 < 4, a <3, 5 > 4')).toBeNull();
  expect(textProblem('a\n<script>alert(1)</script>')).toEqual({ kind: 'html', line: 2, found: '<script>' });
  expect(textProblem('<img src=x onerror=alert(1)>')).toMatchObject({ kind: 'html' });
  expect(textProblem('<!-- x -->')).toMatchObject({ kind: 'html', found: '<!--' });
  expect(textProblem('\n\n[x](javascript:alert(1))')).toEqual({ kind: 'link', line: 3, found: 'javascript:alert(1' });
  expect(textProblem('[x]( https://a.example)')).toMatchObject({ kind: 'link' });
  // What is kept all the same, from a program of before, is words.
  const [kept] = blocksOf('[x](javascript:alert(1))');
  expect(kept).toMatchObject({ inlines: [text('[x](javascript:alert(1))')] });
});

test('no text takes long to read, whatever it is made of', () => {
  for (const piece of ['**', '*', '[', '[a](', '](', '\\', '<', '> ', '- ', '## ', '#', '\n'])
    expect(blocksOf(piece.repeat(20_000)).length + (textProblem(piece.repeat(20_000)) ? 1 : 0)).toBeGreaterThanOrEqual(
      0,
    );
});

test('its first words describe it, cut between words', () => {
  expect(firstWords('## Head\nWe **send** each day.\n\n- a\n- b')).toBe('We send each day. a, b');
  expect(firstWords('word '.repeat(100), 22)).toBe('word word word word…');
});

test('a picture stands alone in a line, and is loaded from nowhere but the shop or https', () => {
  const kiln = { kind: 'picture', address: 'https://a.example/kiln.jpg', alt: 'The kiln, open' };
  expect(blocksOf('Before\n![The kiln, open](https://a.example/kiln.jpg)\nAfter').map(({ kind }) => kind)).toEqual([
    ...['paragraph', 'picture', 'paragraph'],
  ]);
  expect(blocksOf('![The kiln, open](https://a.example/kiln.jpg)')).toEqual([kiln]);
  for (const address of [
    'http://a.example/a.jpg',
    'mailto:a@b.example',
    'data:image/png;base64,AA',
    '//evil.example/a',
  ]) {
    expect(blocksOf(`![x](${address})`)[0]?.kind, address).toBe('paragraph');
    expect(textProblem(`one\n![x](${address})`), address).toMatchObject({ kind: 'picture', line: 2 });
  }
  expect(textProblem('![x](/media/a.jpg) and [y](mailto:a@b.example)')).toBeNull();
  expect(firstWords('![The kiln](/a.jpg)\n\nWords')).toBe('Words');
});

test('lines of cells are a table, with a head where hyphens stand below it and sides as their colons say', () => {
  expect(blocksOf('| Size | Price |\n|:--|--:|\n| Small | **3.95** |\n| a \\| b |')).toEqual([
    {
      kind: 'table',
      head: [[text('Size')], [text('Price')]],
      rows: [
        [[text('Small')], [{ kind: 'strong', inlines: [text('3.95')] }]],
        [[text('a | b')], []],
      ],
      sides: ['start', 'end'],
    },
  ]);
  expect(blocksOf('| a | b |\n\n| c |').map((each) => each.kind === 'table' && each.head)).toEqual([null, null]);
  // No more columns than can be shown, and every row as wide as the widest.
  const [wide] = blocksOf(`|${' x |'.repeat(40)}\n| y |`);
  expect(wide?.kind === 'table' && wide.rows.map((row) => row.length)).toEqual([8, 8]);
});
