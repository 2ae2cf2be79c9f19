import type { Reader } from '../database/reader.ts';
import { findByCode } from '../lists/find-code.ts';
import { matchOf } from '../lists/search-words.ts';

/** Matches up to which the best come first. */
const RANKED = 1_000;

/** Ids of variants that a text means: its exact code first, then the best matches. */
export function findVariants(reader: Reader, text: string, limit: number): string[] {
  const exact = findByCode(reader, text);
  const match = matchOf(text);
  if (!match) return exact ? [exact] : [];
  // Ranking reads every match; what matches thousands of rows is not told apart by it anyway.
  const many = reader.get<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT 1 FROM variant_words WHERE variant_words MATCH ? LIMIT ?)',
    [match, RANKED + 1],
  );
  const order = (many?.n ?? 0) <= RANKED ? 'ORDER BY rank' : '';
  const rows = reader.all<{ id: string }>(
    `SELECT r.variant_id AS id FROM (SELECT rowid, rank FROM variant_words WHERE variant_words MATCH ? ${order} LIMIT ?) w
     JOIN variant_word_rows r ON r.row_no = w.rowid`,
    [match, limit],
  );
  return [...new Set([...(exact ? [exact] : []), ...rows.map((row) => row.id)])].slice(0, limit);
}
