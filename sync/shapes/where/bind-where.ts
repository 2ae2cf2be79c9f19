import type { Pool } from 'pg';
import type { Table } from '../postgres/catalogue.ts';
import { asEqualities, canonicalise, type Pending } from './bind-equalities.ts';
import { bindExpression } from './bind-expression.ts';
import { type BoundCondition, type BoundWhere, nothing } from './condition.ts';
import type { Expression } from './expression.ts';

/**
 * Splits a `where` at its outermost ANDs: equalities with constants are answered in memory, which costs nothing and
 * lets shapes be found by value; everything else is left to Postgres as one expression.
 * @throws WhereError for what Postgres refuses, and for what this server does not evaluate
 */
export async function bindWhere(
  pool: Pool,
  table: Table,
  where: Expression,
  params: ReadonlyMap<number, string>,
): Promise<BoundWhere> {
  const conditions: BoundCondition[] = [];
  const others: Expression[] = [];
  const pending: Pending[] = [];
  for (const part of where.kind === 'and' ? where.of : [where]) {
    const found: Pending[] = [];
    const condition = asEqualities(part, table, params, found);
    if (condition) {
      conditions.push(condition);
      pending.push(...found);
    } else others.push(part);
  }
  await canonicalise(pool, pending);
  const rest: Expression | null =
    others.length > 1 ? { kind: 'and', of: others, at: others[0]!.at } : (others[0] ?? null);
  const bound = rest && (await bindExpression(pool, table, rest, params));
  if (bound === false) conditions.push(nothing);
  return {
    condition: conditions.length > 1 ? { kind: 'all', of: conditions } : (conditions[0] ?? null),
    expression: bound === true || bound === false ? null : bound,
  };
}
