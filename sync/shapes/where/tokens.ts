import { WhereError } from './condition.ts';

export interface Token {
  readonly kind: 'name' | 'quoted-name' | 'text' | 'number' | 'param' | 'operator' | 'symbol' | 'end';
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
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\w.])/iy],
  ['param', /\$\d+/y],
  ['symbol', /::|[(),[\]]/y],
  ['operator', /[+\-*/<>=~!@#%^&|`?]+/y],
];

/** @throws WhereError for characters that begin nothing in the language */
export function tokensOf(where: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let bytes = 0;
  const forward = (to: number) => {
    bytes += Buffer.byteLength(where.slice(at, to));
    at = to;
  };
  for (;;) {
    let next = at;
    while (/\s/.test(where[next] ?? '')) next++;
    forward(next);
    if (at >= where.length) {
      tokens.push({ kind: 'end', text: '', source: '', at: bytes });
      return tokens;
    }
    const token = tokenAt(where, at, bytes);
    if (!token) throw new WhereError(`${JSON.stringify(where.slice(at, at + 12))} is not supported here`, bytes);
    tokens.push(token);
    forward(at + token.source.length);
  }
}

function tokenAt(where: string, at: number, bytes: number): Token | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(where)?.[0];
    if (match === undefined) continue;
    const source = kind === 'operator' ? operatorIn(match, bytes) : match;
    return { kind, source, text: meaning(kind, source), at: bytes };
  }
  return null;
}

/** The rule of Postgres: an operator of several characters ends in + or - only if one of the rarer ones is in it. */
function operatorIn(run: string, at: number): string {
  if (run.includes('--') || run.includes('/*')) throw new WhereError('comments are not supported here', at);
  let end = run.length;
  while (end > 1 && /[+-]/.test(run[end - 1]!) && !/[~!@#%^&|`?]/.test(run.slice(0, end))) end--;
  return run.slice(0, end);
}

function meaning(kind: Token['kind'], source: string): string {
  // Postgres folds the letters of ASCII only.
  if (kind === 'name') return source.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  if (kind === 'quoted-name') return source.slice(1, -1).replaceAll('""', '"');
  if (kind === 'text') return source.slice(1, -1).replaceAll("''", "'");
  if (kind === 'param') return source.slice(1);
  return source;
}
