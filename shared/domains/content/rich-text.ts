/**
 * Text of a page, as people write it: a few marks at the beginning of a line or around words. What it can become is this list and
 * nothing else, so that whatever somebody writes is read by a browser as words: `## Heading`, `### Smaller heading`, `- item`,
 * `1. item`, `> quotation`, `---`, `**strong**`, `*emphasis*`, `[words](address)`, `![what it shows](address)` alone in a line,
 * `| cell | cell |`. A backslash takes a mark its meaning.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'link'; readonly address: string; readonly inlines: readonly Inline[] }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'picture'; readonly address: string; readonly alt: string }
  | {
      readonly kind: 'table';
      /** Cells over the columns; null: none */
      readonly head: TableRow | null;
      readonly rows: readonly TableRow[];
      /** By column; numbers are read at their end */
      readonly sides: readonly TableSide[];
    }
  | { readonly kind: 'rule' };

export type TableRow = readonly (readonly Inline[])[];
export type TableSide = 'start' | 'center' | 'end';

// Each alternative is bounded, so that no text takes longer than its length times a constant.
const marks =
  /\\([\\*[\]#>_-])|\*\*([^*\n]{1,2000})\*\*|\*([^*\n]{1,2000})\*|\[([^[\]\n]{1,300})\]\(([^()\s]{1,1000})\)|\n/g;

/** @param deep inside of another mark: links stand in no link */
function inlinesOf(text: string, inLink = false): Inline[] {
  const found: Inline[] = [];
  const say = (words: string): void => {
    const last = found.at(-1);
    if (words === '') return;
    if (last?.kind === 'text') found[found.length - 1] = { kind: 'text', text: last.text + words };
    else found.push({ kind: 'text', text: words });
  };
  let from = 0;
  for (const match of text.matchAll(marks)) {
    const [all, plain, strong, emphasis, label, address] = match;
    say(text.slice(from, match.index));
    from = match.index + all.length;
    if (plain !== undefined) say(plain);
    else if (strong !== undefined) found.push({ kind: 'strong', inlines: inlinesOf(strong, inLink) });
    else if (emphasis !== undefined) found.push({ kind: 'emphasis', inlines: inlinesOf(emphasis, inLink) });
    else if (label === undefined || address === undefined) found.push({ kind: 'break' });
    else if (inLink || linkOf(address) === null) say(all);
    else found.push({ kind: 'link', address, inlines: inlinesOf(label, true) });
  }
  say(text.slice(from));
  return found;
}

export interface Link {
  /** `own`: after the address of the shop, `/pages/about` */
  readonly kind: 'own' | 'outside' | 'mail' | 'phone';
  readonly address: string;
}

/** What a link may lead to: a page of the shop, `https:` or `http:`, a mail address, a telephone. Null for all else, such as `javascript:`. */
export function linkOf(address: string): Link | null {
  // Characters that browsers take out of an address before they read it would make another one of it.
  if (address.length > 1_000 || /[\s\\<>"'`\p{Cc}\p{Cf}]/u.test(address)) return null;
  if (/^\/(?!\/)/.test(address)) return { kind: 'own', address };
  if (/^mailto:[^@?&/:]{1,64}@[a-z0-9.-]{1,250}$/i.test(address)) return { kind: 'mail', address };
  if (/^tel:\+?[0-9().-]{3,30}$/.test(address)) return { kind: 'phone', address };
  if (!/^https?:\/\/[\p{L}\p{N}.-]{1,253}(?::\d{1,5})?(?:[/?#]|$)/iu.test(address)) return null;
  return { kind: 'outside', address };
}

const line = {
  heading: /^(#{2,3}) +(\S.*)$/,
  item: /^[-*] +(\S.*)$/,
  numbered: /^\d{1,3}[.)] +(\S.*)$/,
  quote: /^> ?(.*)$/,
  rule: /^-{3,}$/,
  picture: /^!\[([^[\]\n]{0,300})\]\(([^()\s]{1,1000})\)$/,
  row: /^\|(.*)$/,
} as const;

/** More columns than a phone shows are no table any more. */
const MOST_COLUMNS = 8;

const cellsOf = (row: string): string[] =>
  row
    .replace(/\|\s*$/, '')
    // A backslash before it makes a sign of it.
    .split(/(?<!\\)\|/)
    .slice(0, MOST_COLUMNS)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

const isDivider = (cells: readonly string[]): boolean => cells.every((cell) => /^:?-{1,60}:?$/.test(cell));

const sideOf = (cell: string): TableSide => (cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'end') : 'start');

/** Rows of one table; a line of hyphens below the first makes it the head, and colons in it say on which side a column stands. */
function tableOf(lines: readonly string[]): Block {
  const rows = lines.map(cellsOf);
  const headed = rows.length > 1 && isDivider(rows[1] ?? []);
  const columns = Math.max(...rows.map((row) => row.length));
  const filled = (row: readonly string[]): TableRow =>
    Array.from({ length: columns }, (_, at) => inlinesOf(row[at] ?? ''));
  const divider = headed ? (rows[1] ?? []) : [];
  return {
    kind: 'table',
    head: headed ? filled(rows[0] ?? []) : null,
    rows: rows.slice(headed ? 2 : 0).map(filled),
    sides: Array.from({ length: columns }, (_, at) => sideOf(divider[at] ?? '')),
  };
}

/** What a picture of a text may be: it is loaded from the shop itself or over `https:`, and from nowhere else. */
export const isPictureAddress = (address: string): boolean => {
  const kind = linkOf(address)?.kind;
  return kind === 'own' || (kind === 'outside' && address.startsWith('https://'));
};

/** What the text says, in order. A smaller heading before any other is one of the first level: none is left out. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let headed = false;
  let open: {
    readonly kind: 'paragraph' | 'quote' | 'bullets' | 'numbers' | 'table';
    readonly lines: string[];
  } | null = null;
  const close = (): void => {
    if (!open) return;
    const { kind, lines } = open;
    if (kind === 'table') blocks.push(tableOf(lines));
    else if (kind === 'paragraph' || kind === 'quote') blocks.push({ kind, inlines: inlinesOf(lines.join('\n')) });
    else blocks.push({ kind: 'list', ordered: kind === 'numbers', items: lines.map((each) => inlinesOf(each)) });
    open = null;
  };
  const add = (kind: NonNullable<typeof open>['kind'], words: string): void => {
    if (open?.kind !== kind) {
      close();
      open = { kind, lines: [] };
    }
    open?.lines.push(words);
  };
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const said = raw.trim();
    const heading = line.heading.exec(said);
    const bullet = line.item.exec(said);
    const numbered = line.numbered.exec(said);
    const quote = line.quote.exec(said);
    const picture = line.picture.exec(said);
    const row = line.row.exec(said);
    if (said === '') close();
    else if (line.rule.test(said)) {
      close();
      blocks.push({ kind: 'rule' });
    } else if (heading) {
      close();
      const level = heading[1] === '##' || !headed ? 2 : 3;
      headed = true;
      blocks.push({ kind: 'heading', level, inlines: inlinesOf(heading[2] ?? '') });
    } else if (picture && isPictureAddress(picture[2] ?? '')) {
      close();
      blocks.push({ kind: 'picture', alt: picture[1] ?? '', address: picture[2] ?? '' });
    } else if (row) add('table', row[1] ?? '');
    else if (bullet) add('bullets', bullet[1] ?? '');
    else if (numbered) add('numbers', numbered[1] ?? '');
    else if (quote) add('quote', quote[1] ?? '');
    else add('paragraph', said);
  }
  close();
  return blocks;
}

export interface TextProblem {
  readonly kind: 'html' | 'link' | 'picture';
  /** From 1 */
  readonly line: number;
  /** What stands there, cut short */
  readonly found: string;
}

/** What is in a text that it cannot say: HTML, or a link to where none may lead. It is told, since its writer meant something by it. */
export function textProblem(text: string): TextProblem | null {
  for (const [at, words] of text.split(/\r\n|\r|\n/).entries()) {
    const html = /<[/!?]?[a-z][^>]{0,40}>?|<!--/i.exec(words);
    if (html) return { kind: 'html', line: at + 1, found: html[0].slice(0, 40) };
    for (const [, mark, address = ''] of words.matchAll(/(!?)\[[^\]]{0,300}\]\(([^)]{0,1001})/g)) {
      const kind = mark === '!' ? 'picture' : 'link';
      if (linkOf(address) === null || (kind === 'picture' && !isPictureAddress(address)))
        return { kind, line: at + 1, found: address.slice(0, 40) };
    }
  }
  return null;
}

const wordsIn = (inlines: readonly Inline[]): string =>
  inlines
    .map((each) => (each.kind === 'text' ? each.text : each.kind === 'break' ? ' ' : wordsIn(each.inlines)))
    .join('');

/** Its first words without marks, for who describes the page. */
export function firstWords(text: string, most = 200): string {
  const said: string[] = [];
  let length = 0;
  for (const block of blocksOf(text.slice(0, most * 10))) {
    if (block.kind === 'heading' || block.kind === 'rule' || block.kind === 'picture' || block.kind === 'table')
      continue;
    const words = block.kind === 'list' ? block.items.map(wordsIn).join(', ') : wordsIn(block.inlines);
    said.push(words);
    length += words.length;
    if (length >= most) break;
  }
  const all = said.join(' ');
  return all.length <= most ? all : `${all.slice(0, most - 1).replace(/\s+\S*$/, '')}…`;
}
