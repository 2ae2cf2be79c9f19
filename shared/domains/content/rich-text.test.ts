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
