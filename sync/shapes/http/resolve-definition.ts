import type { Pool } from 'pg';
import type { Table } from '../postgres/catalogue.ts';
import { quoteTable } from '../postgres/identifiers.ts';
import type { TableCache } from '../postgres/table-cache.ts';
import { type ShapeDefinition, shapeDefinition } from '../shape/definition.ts';
import { InvalidRequest, Unavailable } from '../shape/errors.ts';
import { bindWhere } from '../where/bind-where.ts';
import { type BoundWhere, everything, WhereError } from '../where/condition.ts';
import { parseExpression } from '../where/parse-expression.ts';
import type { AskedDefinition } from './query.ts';

const remembered = 5_000;

/** Turns what was asked into a definition, against the catalogue. */
export class DefinitionResolver {
  private readonly pool: Pool;
  private readonly tables: TableCache;
  private readonly cache = new Map<string, { fingerprint: string; definition: ShapeDefinition }>();

  constructor(pool: Pool, tables: TableCache) {
    this.pool = pool;
    this.tables = tables;
  }

  /**
   * @throws InvalidRequest for unknown tables and columns and for conditions this server does not evaluate;
   *   Unavailable for a table that has just gone, which may be about to be made again
   */
  async resolve(asked: AskedDefinition): Promise<ShapeDefinition> {
    const table = await this.tables.lookUp(asked.table);
    if (!table && this.tables.lostLately(asked.table)) {
      throw new Unavailable(`Table ${quoteTable(asked.table)} was there a moment ago and is not now. Try again.`, 1);
    }
    if (!table) throw new InvalidRequest({ table: [`Table ${quoteTable(asked.table)} does not exist`] });
    if (table.obstacle) throw new InvalidRequest({ table: [`Table ${quoteTable(table)} ${table.obstacle}`] });
    const key = JSON.stringify({ ...asked, params: [...asked.params] });
    const known = this.cache.get(key);
    if (known?.fingerprint === table.fingerprint) return known.definition;
    const columns = selectColumns(table, asked.columns);
    const where = await boundWhere(this.pool, table, asked.where, asked.params);
    const definition = shapeDefinition({ table, where, columns, full: asked.full, changesOnly: asked.changesOnly });
    if (this.cache.size >= remembered) this.cache.clear();
    this.cache.set(key, { fingerprint: table.fingerprint, definition });
    return definition;
  }
}

/** @throws InvalidRequest naming the field `where` */
export async function boundWhere(
  pool: Pool,
  table: Table,
  where: string | null,
  params: ReadonlyMap<number, string>,
): Promise<BoundWhere> {
  if (where === null) return everything;
  try {
    return await bindWhere(pool, table, parseExpression(where), params);
  } catch (error) {
    if (error instanceof WhereError) throw new InvalidRequest({ where: [error.message] });
    throw error;
  }
}

function selectColumns(table: Table, asked: readonly string[] | null): number[] {
  if (asked === null) return table.columns.map((_, index) => index);
  const indexes = asked.map((name) => table.columns.findIndex((column) => column.name === name));
  const unknown = asked.filter((_, at) => indexes[at] === -1);
  if (unknown.length > 0) {
    throw new InvalidRequest({ columns: [`The following columns could not be found: ${unknown.join(', ')}`] });
  }
  const missing = table.primaryKey.filter((index) => !indexes.includes(index));
  if (missing.length > 0) {
    const names = missing.map((index) => table.columns[index]!.name).join(', ');
    throw new InvalidRequest({
      columns: [`The list of columns must include all primary key columns, missing: ${names}`],
    });
  }
  return [...new Set(indexes)].sort((a, b) => a - b);
}
