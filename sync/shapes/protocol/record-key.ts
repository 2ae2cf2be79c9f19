/**
 * The name of a row inside a shape: `"schema"."table"/"part"/"part"`. Dots and slashes inside names and slashes inside
 * values are doubled, so no two rows can share a key; a null part is a bare `_`.
 */
export function keyPrefix(schema: string, table: string): string {
  return `"${doubled(schema)}"."${doubled(table)}"`;
}

export function recordKey(prefix: string, row: readonly (string | null)[], parts: readonly number[]): string {
  let key = prefix;
  for (const index of parts) {
    const value = row[index] ?? null;
    key += value === null ? '/_' : `/"${value.includes('/') ? value.replaceAll('/', '//') : value}"`;
  }
  return key;
}

function doubled(name: string): string {
  return name.replaceAll('.', '..').replaceAll('/', '//');
}
