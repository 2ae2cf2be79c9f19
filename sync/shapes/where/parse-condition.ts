import { type Condition, type Operand, WhereError } from './condition.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * Reads `column = value`, `value = column`, `column IN (…)`, AND, OR and parentheses.
 * @throws WhereError, worded as Postgres words a syntax error where it is one
 */
export function parseCondition(where: string): Condition {
  const reader = new TokenReader(tokensOf(where));
  const condition = anyOf(reader);
  if (reader.peek.kind !== 'end') throw unexpected(reader.peek);
  return condition;
}

class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get peek(): Token {
    return this.tokens[this.position]!;
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

  expect(symbol: string): void {
    if (!this.takeIf('symbol', symbol)) throw unexpected(this.peek);
  }
}

function anyOf(reader: TokenReader): Condition {
  const of = [allOf(reader)];
  while (reader.takeIf('name', 'or')) of.push(allOf(reader));
  return of.length === 1 ? of[0]! : { kind: 'any', of };
}

function allOf(reader: TokenReader): Condition {
  const of = [comparison(reader)];
  while (reader.takeIf('name', 'and')) of.push(comparison(reader));
  return of.length === 1 ? of[0]! : { kind: 'all', of };
}

function comparison(reader: TokenReader): Condition {
  if (reader.takeIf('symbol', '(')) {
    const inner = anyOf(reader);
    reader.expect(')');
    return inner;
  }
  const first = reader.take();
  const at = first.at;
  if (!isColumn(first)) {
    const operand = asOperand(first);
    reader.expect('=');
    const column = reader.take();
    if (!isColumn(column)) throw new WhereError('one side of a comparison must be a column', column.at);
    return { kind: 'one-of', column: column.text, operands: [operand], at };
  }
  if (reader.takeIf('symbol', '=')) {
    return { kind: 'one-of', column: first.text, operands: [asOperand(reader.take())], at };
  }
  if (reader.takeIf('name', 'in')) {
    reader.expect('(');
    const operands = [asOperand(reader.take())];
    while (reader.takeIf('symbol', ',')) operands.push(asOperand(reader.take()));
    reader.expect(')');
    return { kind: 'one-of', column: first.text, operands, at };
  }
  throw unexpected(reader.peek);
}

const words = ['true', 'false', 'null', 'and', 'or', 'not', 'in', 'is', 'like', 'ilike', 'between'];

function isColumn(token: Token): boolean {
  return token.kind === 'quoted-name' || (token.kind === 'name' && !words.includes(token.text));
}

function asOperand(token: Token): Operand {
  if (token.kind === 'text' || token.kind === 'integer') return { kind: token.kind, text: token.text };
  if (token.kind === 'param') return { kind: 'param', number: Number(token.text) };
  if (token.kind === 'name' && token.text === 'null') return { kind: 'null' };
  if (token.kind === 'name' && (token.text === 'true' || token.text === 'false')) {
    return { kind: 'boolean', value: token.text === 'true' };
  }
  if (isColumn(token)) throw new WhereError('comparing two columns is not supported here', token.at);
  throw unexpected(token);
}

function unexpected(token: Token): WhereError {
  if (token.kind === 'end') return new WhereError('syntax error at end of input');
  if (token.kind === 'name' && ['not', 'is', 'like', 'ilike', 'between'].includes(token.text)) {
    return new WhereError(`${token.text.toUpperCase()} is not supported here`, token.at);
  }
  return new WhereError(`syntax error at or near "${token.source}"`, token.at);
}
