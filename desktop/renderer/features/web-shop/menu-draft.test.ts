import type { MenuEntry } from '@tillhouse/shared/domains/content/menu-parts.ts';
import { expect, test } from 'vitest';
import { itemsOf, type MenuRow, menuProblem, nested, placed, rowsOf, stepped, without } from './menu-draft.ts';

const leaf = (target: string) => ({ kind: 'category' as const, target, labels: [] });
const entry = (target: string, ...below: string[]): MenuEntry => ({ ...leaf(target), items: below.map(leaf) });

const rows = (...items: MenuEntry[]) => rowsOf(items, () => crypto.randomUUID());
const said = (of: readonly MenuRow[]) =>
  of.map(({ below, leaf: { target } }) => (below ? `.${target}` : target)).join(' ');

test('rows are a menu and back', () => {
  const items = [entry('a', 'b', 'c'), entry('d')];
  expect(said(rows(...items))).toBe('a .b .c d');
  expect(itemsOf(rows(...items))).toEqual(items);
});

test('an entry moves with all below it, and never between another one and its own', () => {
  const all = rows(entry('a', 'b', 'c'), entry('d', 'e'), entry('f'));
  expect(said(stepped(all, 0, 1))).toBe('d .e a .b .c f');
  expect(said(stepped(all, 3, -1))).toBe('d .e a .b .c f');
  expect(said(stepped(all, 5, 1))).toBe('a .b .c d .e f');
  expect(said(stepped(all, 0, -1))).toBe('a .b .c d .e f');
  expect(said(placed(all, 5, 1))).toBe('a .b .c f d .e');
  expect(said(placed(all, 0, 6))).toBe('d .e f a .b .c');
  // One below goes where it is put, also to another.
  expect(said(stepped(all, 1, 1))).toBe('a .c .b d .e f');
  expect(said(stepped(all, 2, 1))).toBe('a .b d .c .e f');
  expect(said(stepped(all, 1, -1))).toBe('b a .c d .e f');
});

test('an entry is put below the one before it, and out again; never two levels', () => {
  const all = rows(entry('a', 'b'), entry('c'));
  expect(said(nested(all, 2, true))).toBe('a .b .c');
  expect(said(nested(all, 1, false))).toBe('a b c');
  expect(said(nested(all, 0, true))).toBe('a .b c');
  expect(said(nested(rows(entry('x'), entry('a', 'b')), 1, true))).toBe('x a .b');
  expect(said(without(all, 0))).toBe('c');
});

test('what keeps it from being saved is said', () => {
  expect(menuProblem(rows(entry('a')))).toBeNull();
  expect(menuProblem(rows(entry('')))).toContain('Choose');
  expect(menuProblem(rows(...Array.from({ length: 13 }, () => entry('a'))))).toContain('12');
  const address = { kind: 'address' as const, target: 'javascript:x', labels: [{ lang: 'en', label: 'x' }] };
  expect(menuProblem([{ key: 'k', below: false, leaf: address }])).toContain('https://');
  expect(
    menuProblem([{ key: 'k', below: false, leaf: { ...address, target: 'https://a.example', labels: [] } }]),
  ).toContain('read');
});
