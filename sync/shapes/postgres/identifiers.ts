export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** The one place that turns a name into SQL text. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteTable(table: TableName): string {
  return `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
}

/** Reads `t`, `s.t` or `s."T x"` as Postgres would (unquoted names fold to lower case). `null` when it is none. */
export function parseTableName(text: string): TableName | null {
  const parts = splitNames(text, '.');
  if (parts?.length === 1) return { schema: 'public', name: parts[0]! };
  if (parts?.length === 2) return { schema: parts[0]!, name: parts[1]! };
  return null;
}

/** A comma list of column names, each bare or quoted. Bare names keep their case: clients send the catalogue's. */
export function parseColumnList(text: string): string[] | null {
  return splitNames(text, ',');
}

function splitNames(text: string, separator: '.' | ','): string[] | null {
  const names: string[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === ' ') at++;
    const quoted = /^"((?:[^"]|"")+)"/.exec(text.slice(at));
    if (quoted) {
      names.push(quoted[1]!.replaceAll('""', '"'));
      at += quoted[0].length;
    } else {
      const bare = /^[^\s".,]+/.exec(text.slice(at));
      if (!bare) return null;
      names.push(separator === '.' ? bare[0].toLowerCase() : bare[0]);
      at += bare[0].length;
    }
    while (text[at] === ' ') at++;
    if (at === text.length) return names;
    if (text[at] !== separator) return null;
    at++;
  }
}
