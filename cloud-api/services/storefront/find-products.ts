import type { Connection } from '../../platform/db/connection.ts';

/** `glass va` as a text search: each word as the beginning of one. Empty where nothing of it is a word. */
export function wordsQuery(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 8)
    .map((word) => `'${word}':*`)
    .join(' & ');
}

/** Products with words that begin so, best first. @param wanted of `wordsQuery`. The tenant is that of the connection. */
export async function findProducts(connection: Connection, wanted: string, most: number): Promise<string[]> {
  if (wanted === '') return [];
  const rows = await connection.rows<{ id: string }>('SELECT id FROM find_products($1, $2) ORDER BY place', [
    wanted,
    most,
  ]);
  return rows.map(({ id }) => id);
}

/** All products with words that begin so, in no order. @param wanted of `wordsQuery`. The tenant is that of the connection. */
export async function matchProducts(connection: Connection, wanted: string, most: number): Promise<string[]> {
  if (wanted === '') return [];
  const rows = await connection.rows<{ id: string }>('SELECT match_products AS id FROM match_products($1, $2)', [
    wanted,
    most,
  ]);
  return rows.map(({ id }) => id);
}
