import { WhereError } from './condition.ts';

export interface Token {
  readonly kind: 'name' | 'quoted-name' | 'text' | 'integer' | 'param' | 'symbol' | 'end';
  readonly text: string;
  /** As written, for messages. */
  readonly source: string;
  /** Byte position. */
  readonly at: number;
}

const patterns: readonly [Token['kind'], RegExp][] = [
  ['name', /[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*/iy],
  ['quoted-name', /"(?:[^"]|"")+"/y],
  ['text', /'(?:[^']|'')*'/y],
  // Digits with a point or an exponent are another type in Postgres, and its comparison another one.
  ['integer', /-?\d+(?![\w.])/y],
  ['param', /\$\d+/y],
  ['symbol', /[=(),]/y],
];

/** @throws WhereError for characters that begin nothing this server evaluates */
export function tokensOf(where: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(where[at] ?? '')) at++;
    const bytes = Buffer.byteLength(where.slice(0, at));
    if (at >= where.length) {
      tokens.push({ kind: 'end', text: '', source: '', at: bytes });
      return tokens;
    }
    const token = tokenAt(where, at, bytes);
    if (!token) throw new WhereError(`${JSON.stringify(where.slice(at, at + 12))} is not supported here`, bytes);
    tokens.push(token);
    at += token.source.length;
  }
}

function tokenAt(where: string, at: number, bytes: number): Token | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const source = pattern.exec(where)?.[0];
    if (source === undefined) continue;
    return { kind, source, text: meaning(kind, source), at: bytes };
  }
  return null;
}

function meaning(kind: Token['kind'], source: string): string {
  if (kind === 'name') return source.toLowerCase();
  if (kind === 'quoted-name') return source.slice(1, -1).replaceAll('""', '"');
  if (kind === 'text') return source.slice(1, -1).replaceAll("''", "'");
  if (kind === 'param') return source.slice(1);
  return source;
}
