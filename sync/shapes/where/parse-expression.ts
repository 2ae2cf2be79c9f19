import { comparisons, operators } from './allowed.ts';
import { WhereError } from './condition.ts';
import type { Expression } from './expression.ts';
import { parsePrimary, typeName } from './parse-primary.ts';
import { TokenReader, unexpected } from './token-reader.ts';
import { tokensOf } from './tokens.ts';

/** How tightly what stands between two operands binds, as in Postgres (its manual, 4.1.6). Operators: `allowed.ts`. */
const binding = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  pattern: 6,
  zone: 11,
  sign: 12,
  subscript: 13,
  cast: 14,
};

const deepest = 100;
const longest = 64 * 1024;
const mostTokens = 5_000;

/**
 * Reads a `where`.
 * @throws WhereError, worded as Postgres words a syntax error where it is one
 */
export function parseExpression(where: string): Expression {
  if (where.length > longest) throw new WhereError('the condition is too long');
  const tokens = tokensOf(where);
  if (tokens.length > mostTokens) throw new WhereError('the condition is too long');
  const reader = new TokenReader(tokens);
  const expression = expressionOf(reader, 0, 0);
  if (reader.peek.kind !== 'end') throw unexpected(reader.peek);
  return expression;
}

/** Takes everything that binds tighter than `least`. */
function expressionOf(reader: TokenReader, least: number, depth: number): Expression {
  if (depth > deepest) throw new WhereError('the condition is nested too deeply', reader.peek.at);
  const within = (tighter: number) => expressionOf(reader, tighter, depth + 1);
  let left = prefixed(reader, within);
  for (;;) {
    const more = continued(reader, left, least, within);
    if (!more) return left;
    left = more;
  }
}

type Within = (least: number) => Expression;

function prefixed(reader: TokenReader, within: Within): Expression {
  const { at } = reader.peek;
  if (reader.takeWord('not')) return { kind: 'sql', parts: ['(NOT ', within(binding.not), ')'], at };
  for (const sign of ['-', '+']) {
    if (!reader.takeIf('operator', sign)) continue;
    const operand = within(binding.sign);
    // As Postgres does: -2147483648 is an int4 though 2147483648 is none.
    if (operand.kind === 'number' && !operand.text.startsWith('-')) {
      return sign === '-' ? { ...operand, text: `-${operand.text}`, at } : { ...operand, at };
    }
    return { kind: 'sql', parts: [`(${sign} `, operand, ')'], at };
  }
  return parsePrimary(reader, () => within(0));
}

/** `left` with what follows it, or null when nothing follows that binds tighter than `least`. */
function continued(reader: TokenReader, left: Expression, least: number, within: Within): Expression | null {
  const { kind, text } = reader.peek;
  if (kind === 'symbol') return afterSymbol(reader, left, least, within);
  if (kind === 'operator') return afterOperator(reader, left, least, within);
  if (kind !== 'name') return null;
  if (text === 'and' || text === 'or') {
    const strength = binding[text];
    if (strength <= least) return null;
    reader.take();
    return joined(text, left, within(strength));
  }
  if (text === 'is') return binding.is > least ? isTest(reader, left, within) : null;
  if (text === 'at') return binding.zone > least ? zoned(reader, left, within) : null;
  const negated = text === 'not';
  const word = negated ? reader.next.text : text;
  if (!['in', 'between', 'like', 'ilike'].includes(word) || binding.pattern <= least) return null;
  if (negated) reader.take();
  return pattern(reader, left, negated, within);
}

/** `a AND b AND c` as one node, so that each part can be looked at by itself. */
function joined(kind: 'and' | 'or', left: Expression, right: Expression): Expression {
  const of = left.kind === kind ? [...left.of, right] : [left, right];
  return { kind, of, at: left.at };
}

function afterSymbol(reader: TokenReader, left: Expression, least: number, within: Within): Expression | null {
  if (reader.peek.text === '::' && binding.cast > least) {
    reader.take();
    return { kind: 'sql', parts: ['(', left, `)::${typeName(reader)}`], at: left.at };
  }
  if (reader.peek.text === '[' && binding.subscript > least) {
    reader.take();
    const index = within(0);
    reader.expect(']');
    return { kind: 'sql', parts: ['(', left, ')[', index, ']'], at: left.at };
  }
  return null;
}

function afterOperator(reader: TokenReader, left: Expression, least: number, within: Within): Expression | null {
  const token = reader.peek;
  const strength = comparisons.has(token.text) ? binding.comparison : operators.get(token.text);
  if (strength === undefined) throw new WhereError(`operator ${token.text} is not supported here`, token.at);
  if (strength <= least) return null;
  reader.take();
  const quantifier = reader.next.text === '(' ? reader.takeWord('any', 'some', 'all') : null;
  if (quantifier) {
    reader.expect('(');
    const array = within(0);
    reader.expect(')');
    return sql(left, ['(', left, ` ${token.text} ${quantifier.toUpperCase()} (`, array, '))']);
  }
  const right = within(strength);
  if (strength === binding.comparison) refuseChain(reader, comparisons);
  if (token.text === '=') return { kind: 'equals', left, right, at: left.at };
  return sql(left, ['(', left, ` ${token.text} `, right, ')']);
}

/** `a = b = c` is none in Postgres. */
function refuseChain(reader: TokenReader, signs: ReadonlySet<string>): void {
  if (reader.peek.kind === 'operator' && signs.has(reader.peek.text)) throw unexpected(reader.peek);
}

function isTest(reader: TokenReader, left: Expression, within: Within): Expression {
  reader.take();
  const not = reader.takeWord('not') ? 'NOT ' : '';
  if (reader.takeWord('distinct')) {
    reader.expectWord('from');
    return sql(left, ['(', left, ` IS ${not}DISTINCT FROM `, within(binding.is), ')']);
  }
  const word = reader.expectWord('null', 'true', 'false', 'unknown');
  return sql(left, ['(', left, ` IS ${not}${word.toUpperCase()})`]);
}

function zoned(reader: TokenReader, left: Expression, within: Within): Expression {
  reader.take();
  reader.expectWord('time');
  reader.expectWord('zone');
  return sql(left, ['(', left, ' AT TIME ZONE ', within(binding.zone), ')']);
}

function pattern(reader: TokenReader, left: Expression, negated: boolean, within: Within): Expression {
  const not = negated ? 'NOT ' : '';
  const word = reader.expectWord('in', 'between', 'like', 'ilike');
  if (word === 'in') {
    reader.expect('(');
    const list = [within(0)];
    while (reader.takeIf('symbol', ',')) list.push(within(0));
    reader.expect(')');
    if (!negated) return { kind: 'in', operand: left, list, at: left.at };
    return sql(left, ['(', left, ' NOT IN (', ...list.flatMap((item, at) => (at === 0 ? [item] : [', ', item])), '))']);
  }
  if (word === 'between') {
    const symmetric = reader.takeWord('symmetric') ? 'SYMMETRIC ' : '';
    const low = within(binding.pattern);
    reader.expectWord('and');
    return sql(left, ['(', left, ` ${not}BETWEEN ${symmetric}`, low, ' AND ', within(binding.pattern), ')']);
  }
  return sql(left, ['(', left, ` ${not}${word.toUpperCase()} `, within(binding.pattern), ')']);
}

function sql(first: Expression, parts: readonly (string | Expression)[]): Expression {
  return { kind: 'sql', parts, at: first.at };
}
