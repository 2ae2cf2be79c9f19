import { castTypes, fields, functions } from './allowed.ts';
import { WhereError } from './condition.ts';
import type { Expression } from './expression.ts';
import { type TokenReader, unexpected } from './token-reader.ts';

/** Words that begin or end something, so that none of them is a column without quotes. */
const reserved = new Set(
  `all and any array as asc both case cast check collate column constraint create default desc distinct do else end except
   false fetch for foreign from grant group having in into is like ilike between limit not null offset on only or order
   primary references returning select some symmetric table then to true union unique user using when where window
   with`.split(/\s+/),
);

type Inner = () => Expression;

/** An operand: a value, a column, a call, something in parentheses. */
export function parsePrimary(reader: TokenReader, inner: Inner): Expression {
  const token = reader.take();
  const { at } = token;
  switch (token.kind) {
    case 'text':
    case 'number':
      return { kind: token.kind, text: token.text, at };
    case 'param':
      return { kind: 'param', number: Number(token.text), at };
    case 'quoted-name':
      return { kind: 'column', name: token.text, at };
    case 'symbol': {
      if (token.text !== '(') throw unexpected(token);
      const expression = inner();
      reader.expect(')');
      return expression;
    }
    case 'name':
      return named(reader, token.text, at, inner) ?? fail(unexpected(token));
    default:
      throw unexpected(token);
  }
}

function named(reader: TokenReader, name: string, at: number, inner: Inner): Expression | null {
  const { peek } = reader;
  if (name === 'true' || name === 'false') return { kind: 'boolean', value: name === 'true', at };
  if (name === 'null') return { kind: 'null', at };
  if (name === 'array') return arrayOf(reader, at, inner);
  if (peek.kind === 'symbol' && peek.text === '(') return call(reader, name, at, inner);
  if (peek.kind === 'text') {
    const type = castTypes.get(name);
    if (!type) throw unexpected(peek);
    reader.take();
    return { kind: 'sql', parts: ['(', { kind: 'text', text: peek.text, at: peek.at }, `)::${catalogued(type)}`], at };
  }
  return reserved.has(name) ? null : { kind: 'column', name, at };
}

function call(reader: TokenReader, name: string, at: number, inner: Inner): Expression {
  reader.expect('(');
  if (name === 'cast') {
    const operand = inner();
    reader.expectWord('as');
    const type = typeName(reader);
    reader.expect(')');
    return { kind: 'sql', parts: ['(', operand, `)::${type}`], at };
  }
  if (name === 'extract') {
    const field = reader.expectWord(...fields);
    reader.expectWord('from');
    const operand = inner();
    reader.expect(')');
    return { kind: 'sql', parts: [`EXTRACT(${field} FROM `, operand, ')'], at };
  }
  if (!functions.has(name)) throw new WhereError(`function ${name} is not supported here`, at);
  return { kind: 'sql', parts: [`${name}(`, ...list(reader, ')', inner), ')'], at };
}

function arrayOf(reader: TokenReader, at: number, inner: Inner): Expression {
  reader.expect('[');
  return { kind: 'sql', parts: ['ARRAY[', ...list(reader, ']', inner), ']'], at };
}

/** Expressions up to the closing sign, with commas between them. */
function list(reader: TokenReader, end: string, inner: Inner): (string | Expression)[] {
  if (reader.takeIf('symbol', end)) return [];
  const parts: (string | Expression)[] = [inner()];
  while (reader.takeIf('symbol', ',')) parts.push(', ', inner());
  reader.expect(end);
  return parts;
}

/** Reads a type's name and writes it as the catalogue's. */
export function typeName(reader: TokenReader): string {
  const token = reader.take();
  if (token.kind !== 'name') throw unexpected(token);
  let name = token.text;
  if (name === 'double') name += ` ${reader.expectWord('precision')}`;
  if (name === 'character' && reader.takeWord('varying')) name += ' varying';
  if (name === 'timestamp' && (reader.peek.text === 'with' || reader.peek.text === 'without')) {
    const zoned = reader.take().text === 'with';
    reader.expectWord('time');
    reader.expectWord('zone');
    if (zoned) name = 'timestamptz';
  }
  const type = castTypes.get(name);
  if (!type) throw new WhereError(`type ${name} is not supported here`, token.at);
  const modifier = type === 'numeric' || type === 'varchar' ? modifierOf(reader) : '';
  let text = `${catalogued(type)}${modifier}`;
  while (reader.takeIf('symbol', '[')) {
    reader.expect(']');
    text += '[]';
  }
  return text;
}

function modifierOf(reader: TokenReader): string {
  if (!reader.takeIf('symbol', '(')) return '';
  const numbers = [wholeNumber(reader)];
  if (reader.takeIf('symbol', ',')) numbers.push(wholeNumber(reader));
  reader.expect(')');
  return `(${numbers.join(', ')})`;
}

function wholeNumber(reader: TokenReader): number {
  const token = reader.take();
  if (token.kind !== 'number' || !/^\d{1,8}$/.test(token.text)) throw unexpected(token);
  return Number(token.text);
}

/** Not as SQL spells it: `bit` and `char` alone would mean one of them. */
function catalogued(type: string): string {
  return `pg_catalog."${type}"`;
}

function fail(error: Error): never {
  throw error;
}
