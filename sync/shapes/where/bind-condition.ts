import type { Pool } from 'pg';
import type { Table } from '../postgres/catalogue.ts';
import { type BoundCondition, type Condition, type Operand, WhereError } from './condition.ts';

const integers = ['int2', 'int4', 'int8'];
/** Types whose values are equal exactly when their printed texts are. */
const comparable = ['text', 'varchar', 'uuid', 'bool', ...integers];

interface Pending {
  readonly text: string;
  readonly type: string;
  resolve(value: string): void;
}

/**
 * Gives each column its index and each value the text in which Postgres prints it, by asking Postgres itself: `' 5'`
 * for an integer column is `5`, a uuid in capitals is the one in small letters.
 * @throws WhereError for unknown columns, types this server does not compare, and values their type refuses
 */
export async function bindCondition(
  pool: Pool,
  table: Table,
  condition: Condition,
  params: ReadonlyMap<number, string>,
): Promise<BoundCondition> {
  const pending: Pending[] = [];
  const bound = bind(condition, table, params, pending);
  await canonicalise(pool, pending);
  return bound;
}

function bind(
  condition: Condition,
  table: Table,
  params: ReadonlyMap<number, string>,
  pending: Pending[],
): BoundCondition {
  if (condition.kind !== 'one-of') {
    return { kind: condition.kind, of: condition.of.map((part) => bind(part, table, params, pending)) };
  }
  const index = table.columns.findIndex((column) => column.name === condition.column);
  const column = table.columns[index];
  if (!column) throw new WhereError(`unknown column ${condition.column}`, condition.at);
  if (!comparable.includes(column.typeName) || !column.deterministic) {
    throw new WhereError(`comparing a column of type ${column.typeName} is not supported here`, condition.at);
  }
  const values: string[] = [];
  for (const operand of condition.operands) {
    // Nothing equals null, so a null among the alternatives changes nothing.
    if (operand.kind === 'null') continue;
    const slot = values.push('') - 1;
    const resolve = (value: string) => {
      values[slot] = value;
    };
    const known = exactText(operand, column.typeName, params, condition.at);
    if (known.exact) resolve(known.text);
    else pending.push({ text: known.text, type: column.typeName, resolve });
  }
  return { kind: 'one-of', column: index, values };
}

function exactText(
  operand: Exclude<Operand, { kind: 'null' }>,
  type: string,
  params: ReadonlyMap<number, string>,
  at: number,
): { exact: boolean; text: string } {
  if (operand.kind === 'integer') {
    if (!integers.includes(type)) throw new WhereError(`operator does not exist: ${type} = integer`, at);
    return { exact: true, text: BigInt(operand.text).toString() };
  }
  if (operand.kind === 'boolean') {
    if (type !== 'bool') throw new WhereError(`operator does not exist: ${type} = boolean`, at);
    return { exact: true, text: operand.value ? 't' : 'f' };
  }
  const text = operand.kind === 'text' ? operand.text : params.get(operand.number);
  if (text === undefined) throw new WhereError(`parameter $${(operand as { number: number }).number} was not provided`);
  return { exact: type === 'text' || type === 'varchar', text };
}

async function canonicalise(pool: Pool, pending: readonly Pending[]): Promise<void> {
  if (pending.length === 0) return;
  const casts = pending.map((value, index) => `$${index + 1}::text::${value.type}::text`);
  const query = { text: `SELECT ${casts.join(', ')}`, values: pending.map((value) => value.text), rowMode: 'array' };
  let printed: string[];
  try {
    const { rows } = await pool.query<string[]>({ ...query, rowMode: 'array' });
    printed = rows[0]!;
  } catch (error) {
    // Class 22: the value is none of its type. Its message names the value the caller sent, nothing else.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('22')) {
      throw new WhereError(error.message);
    }
    throw error;
  }
  pending.forEach((value, index) => {
    const text = printed[index]!;
    value.resolve(value.type === 'bool' ? text[0]! : text);
  });
}
