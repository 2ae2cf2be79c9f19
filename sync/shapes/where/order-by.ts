import type { Table } from '../postgres/catalogue.ts';
import { quoteIdentifier } from '../postgres/identifiers.ts';
import { WhereError } from './condition.ts';

const term = /^\s*(?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_$]*))(?:\s+(asc|desc))?(?:\s+nulls\s+(first|last))?\s*(,|$)/i;

/**
 * Reads `column [ASC|DESC] [NULLS FIRST|LAST], …` and writes it anew from the parts: nothing of the text itself reaches
 * the database.
 * @throws WhereError for anything else and for unknown columns
 */
export function orderBySql(text: string, table: Table): string {
  const terms: string[] = [];
  let rest = text;
  for (;;) {
    const match = term.exec(rest);
    if (!match) throw new WhereError(`cannot order by ${JSON.stringify(rest.trim().slice(0, 40))}`);
    const [whole, quoted, bare, direction, nulls, separator] = match;
    const name = quoted?.replaceAll('""', '"') ?? bare!.toLowerCase();
    if (!table.columns.some((column) => column.name === name)) throw new WhereError(`unknown column ${name}`);
    const order = direction?.toLowerCase() === 'desc' ? ' DESC' : ' ASC';
    const placed = nulls === undefined ? '' : nulls.toLowerCase() === 'first' ? ' NULLS FIRST' : ' NULLS LAST';
    terms.push(`${quoteIdentifier(name)}${order}${placed}`);
    if (separator === '') return terms.join(', ');
    rest = rest.slice(whole.length);
  }
}
