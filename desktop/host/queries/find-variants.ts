import type { Reader } from '../database/reader.ts';
import { findByCode } from '../lists/find-code.ts';
import { matchOf } from '../lists/search-words.ts';

/** Ids of variants that a text means: its exact code first, then the best matches. */
export function findVariants(reader: Reader, text: string, limit: number): string[] {
  const exact = findByCode(reader, text);
  const match = matchOf(text);
  if (!match) return exact ? [exact] : [];
  // One or two letters match tens of thousands of rows: ranking them would tell nothing and cost much.
  const order = text.trim().length > 2 ? 'ORDER BY rank' : '';
  const rows = reader.all<{ id: string }>(
    `SELECT r.variant_id AS id FROM (SELECT rowid, rank FROM variant_words WHERE variant_words MATCH ? ${order} LIMIT ?) w
     JOIN variant_word_rows r ON r.row_no = w.rowid`,
    [match, limit],
  );
  return [...new Set([...(exact ? [exact] : []), ...rows.map((row) => row.id)])].slice(0, limit);
}
