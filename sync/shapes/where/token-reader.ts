import { WhereError } from './condition.ts';
import type { Token } from './tokens.ts';

export class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get peek(): Token {
    return this.tokens[this.position]!;
  }

  get next(): Token {
    return this.tokens[this.position + 1] ?? this.peek;
  }

  take(): Token {
    const token = this.peek;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  takeIf(kind: Token['kind'], text: string): boolean {
    if (this.peek.kind !== kind || this.peek.text !== text) return false;
    this.position++;
    return true;
  }

  takeWord(...words: string[]): string | null {
    const { kind, text } = this.peek;
    if (kind !== 'name' || !words.includes(text)) return null;
    this.position++;
    return text;
  }

  expect(symbol: string): void {
    if (!this.takeIf('symbol', symbol)) throw unexpected(this.peek);
  }

  expectWord(...words: string[]): string {
    const word = this.takeWord(...words);
    if (word === null) throw unexpected(this.peek);
    return word;
  }
}

/** Worded as Postgres words it. */
export function unexpected(token: Token): WhereError {
  if (token.kind === 'end') return new WhereError('syntax error at end of input');
  return new WhereError(`syntax error at or near "${token.source}"`, token.at);
}
