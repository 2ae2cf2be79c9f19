import type { MenuEntry, MenuLeaf } from '@tillhouse/shared/domains/content/menu-parts.ts';
import { linkOf } from '@tillhouse/shared/domains/content/rich-text.ts';

/** An entry as its row shows it: below the last one that is not below another, or not. */
export interface MenuRow {
  readonly key: string;
  readonly below: boolean;
  readonly leaf: MenuLeaf;
}

const MOST = 12;
const MOST_BELOW = 20;

export const rowsOf = (items: readonly MenuEntry[], keyOf: () => string): MenuRow[] =>
  items.flatMap(({ items: below, ...leaf }) => [
    { key: keyOf(), below: false, leaf },
    ...below.map((one) => ({ key: keyOf(), below: true, leaf: one })),
  ]);

export function itemsOf(rows: readonly MenuRow[]): MenuEntry[] {
  const entries: (MenuLeaf & { items: MenuLeaf[] })[] = [];
  for (const { below, leaf } of rows) {
    const last = entries.at(-1);
    if (below && last) last.items.push(leaf);
    else entries.push({ ...leaf, items: [] });
  }
  return entries;
}

/** How many rows go with one: those below it. */
function lengthAt(rows: readonly MenuRow[], at: number): number {
  if (rows[at]?.below) return 1;
  const next = rows.findIndex(({ below }, index) => index > at && !below);
  return (next === -1 ? rows.length : next) - at;
}

/** The first is below nothing. */
const settled = (rows: readonly MenuRow[]): readonly MenuRow[] =>
  rows[0]?.below ? rows.with(0, { ...rows[0], below: false }) : rows;

/** With the row at a place, and all below it, before what is at another; `rows.length`: at the end. */
export function placed(rows: readonly MenuRow[], from: number, to: number): readonly MenuRow[] {
  const length = lengthAt(rows, from);
  if (to >= from && to <= from + length) return rows;
  const taken = rows.slice(from, from + length);
  const rest = rows.toSpliced(from, length);
  let at = to > from ? to - length : to;
  // What has rows below it never comes between another one and its own.
  while (taken[0]?.below === false && rest[at]?.below) at += 1;
  return settled(rest.toSpliced(at, 0, ...taken));
}

/** One place up or down, past a whole entry where it is one itself. */
export function stepped(rows: readonly MenuRow[], at: number, by: -1 | 1): readonly MenuRow[] {
  const row = rows[at];
  if (!row) return rows;
  if (by === 1) {
    const next = at + lengthAt(rows, at);
    return next >= rows.length ? rows : placed(rows, at, next + (row.below ? 1 : lengthAt(rows, next)));
  }
  if (at === 0) return rows;
  let to = at - 1;
  while (!row.below && rows[to]?.below) to -= 1;
  return placed(rows, at, to);
}

/** Below the one before it, or out again; one that has rows below it stays where it is. */
export function nested(rows: readonly MenuRow[], at: number, below: boolean): readonly MenuRow[] {
  const row = rows[at];
  if (!row || row.below === below || (below && (at === 0 || lengthAt(rows, at) > 1))) return rows;
  return rows.with(at, { ...row, below });
}

/** What is taken out goes with all below it. */
export const without = (rows: readonly MenuRow[], at: number): readonly MenuRow[] =>
  rows.toSpliced(at, lengthAt(rows, at));

/** What keeps it from being saved, for `t`. */
export function menuProblem(rows: readonly MenuRow[]): string | null {
  const items = itemsOf(rows);
  if (items.length > MOST) return 'At most 12 entries are side by side. Put some below others.';
  if (items.some((one) => one.items.length > MOST_BELOW)) return 'At most 20 entries are below one.';
  return rows.map(({ leaf }) => leafProblem(leaf)).find((problem) => problem !== null) ?? null;
}

export function leafProblem({ kind, target, labels }: MenuLeaf): string | null {
  if ((kind === 'category' || kind === 'page' || kind === 'product') && target === '')
    return 'Choose what it leads to.';
  if (kind === 'address' && linkOf(target) === null)
    return 'Write an address that begins with https://, /, mailto: or tel:.';
  if ((kind === 'address' || kind === 'heading') && labels.length === 0) return 'Write what shoppers read there.';
  return null;
}
