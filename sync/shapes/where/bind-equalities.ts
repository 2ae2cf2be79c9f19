import type { Pool } from 'pg';
import type { Column, Table } from '../postgres/catalogue.ts';
import type { BoundCondition } from './condition.ts';
import type { Expression } from './expression.ts';
import { paramText } from './param-text.ts';
import { postgresRefusal } from './refusal.ts';

const integers = ['int2', 'int4', 'int8'];
/** Types whose values are equal exactly when their printed texts are. */
const comparable = ['text', 'varchar', 'uuid', 'bool', ...integers];

export interface Pending {
  readonly text: string;
  readonly type: string;
  resolve(value: string): void;
}

/**
 * `column = constant`, `column IN (constants)`, and these joined by AND and OR, as a condition for memory; `null` for
 * anything else, wrong things too: those are Postgres's to judge.
 * @param pending gets the values whose printed text only Postgres knows
 */
export function asEqualities(
  expression: Expression,
  table: Table,
  params: ReadonlyMap<number, string>,
  pending: Pending[],
): BoundCondition | null {
  if (expression.kind === 'and' || expression.kind === 'or') {
    const of = expression.of.map((part) => asEqualities(part, table, params, pending));
    if (of.some((part) => part === null)) return null;
    return { kind: expression.kind === 'and' ? 'all' : 'any', of: of as BoundCondition[] };
  }
  if (expression.kind === 'in') return oneOf(expression.operand, expression.list, table, params, pending);
  if (expression.kind !== 'equals') return null;
  const { left, right } = expression;
  return right.kind === 'column'
    ? oneOf(right, [left], table, params, pending)
    : oneOf(left, [right], table, params, pending);
}

function oneOf(
  operand: Expression,
  constants: readonly Expression[],
  table: Table,
  params: ReadonlyMap<number, string>,
  pending: Pending[],
): BoundCondition | null {
  if (operand.kind !== 'column') return null;
  const index = table.columns.findIndex((column) => column.name === operand.name);
  const column = table.columns[index];
  if (!column || !comparable.includes(column.typeName) || !column.deterministic) return null;
  const values: string[] = [];
  for (const constant of constants) {
    // Nothing equals null, so a null among the alternatives changes nothing.
    if (constant.kind === 'null') continue;
    const known = textOf(constant, column, params);
    if (known === null) return null;
    const slot = values.push(known.text) - 1;
    const resolve = (value: string) => {
      values[slot] = value;
    };
    if (!known.exact) pending.push({ text: known.text, type: column.typeName, resolve });
  }
  return { kind: 'one-of', column: index, values };
}

function textOf(
  constant: Expression,
  { typeName }: Column,
  params: ReadonlyMap<number, string>,
): { exact: boolean; text: string } | null {
  if (constant.kind === 'number') {
    // Digits with a point or an exponent are another type in Postgres, and its comparison another one.
    if (!integers.includes(typeName) || !/^-?\d+$/.test(constant.text)) return null;
    return { exact: true, text: BigInt(constant.text).toString() };
  }
  if (constant.kind === 'boolean')
    return typeName === 'bool' ? { exact: true, text: constant.value ? 't' : 'f' } : null;
  if (constant.kind !== 'text' && constant.kind !== 'param') return null;
  const text = constant.kind === 'text' ? constant.text : paramText(constant.number, params);
  return { exact: typeName === 'text' || typeName === 'varchar', text };
}

/**
 * Puts the text in the place of each value in which Postgres prints it, by asking Postgres itself: `' 5'` for an integer
 * column is `5`, a uuid in capitals is the one in small letters.
 * @throws WhereError for values their type refuses
 */
export async function canonicalise(pool: Pool, pending: readonly Pending[]): Promise<void> {
  if (pending.length === 0) return;
  const casts = pending.map((value, index) => `$${index + 1}::text::pg_catalog."${value.type}"::text`);
  const values = pending.map((value) => value.text);
  let printed: string[];
  try {
    const { rows } = await pool.query<string[]>({ text: `SELECT ${casts.join(', ')}`, values, rowMode: 'array' });
    printed = rows[0]!;
  } catch (error) {
    throw postgresRefusal(error) ?? error;
  }
  pending.forEach((value, index) => {
    const text = printed[index]!;
    value.resolve(value.type === 'bool' ? text[0]! : text);
  });
}
