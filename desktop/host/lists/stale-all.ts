import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';

/** Products of one transaction; noting one takes some microseconds. */
const SOME = 2_000;

/**
 * From here on what comes in is not noted row by row: when it is here, all products are. Only where none is here yet: at a desk that has
 * some, as when a line comes and goes during its first copy, rows note themselves, and nothing is derived twice.
 */
export function holdAll(connection: DeskConnection): void {
  connection.runNow(
    'INSERT OR REPLACE INTO product_stale_all (one, after_id) SELECT 1, NULL WHERE NOT EXISTS (SELECT 1 FROM products)',
    [],
  );
}

/**
 * Notes the next products as stale where a first copy came in unnoted. Rows that come meanwhile note themselves again.
 * @returns true when nothing is left to note
 */
export function noteSomeOfAll(connection: DeskConnection, some = SOME): boolean {
  const [all] = connection.allNow('SELECT after_id AS afterId FROM product_stale_all', []);
  if (!all) return true;
  const after = (all.afterId as string | null) ?? '';
  const next = connection.allNow(
    'SELECT max(id) AS last, count(*) AS n FROM (SELECT id FROM products WHERE id > ? ORDER BY id LIMIT ?)',
    [after, some],
  )[0] as { last: string | null; n: number };
  if (next.last !== null) {
    const range = [after, next.last];
    for (const insert of [
      'INSERT OR IGNORE INTO product_stale_facts SELECT id FROM products WHERE id > ? AND id <= ?',
      'INSERT OR IGNORE INTO product_stale_words SELECT id FROM products WHERE id > ? AND id <= ?',
    ])
      connection.runNow(insert, range);
  }
  if (next.n < some) {
    connection.runNow('DELETE FROM product_stale_all', []);
    return true;
  }
  connection.runNow('UPDATE product_stale_all SET after_id = ?', [next.last as string]);
  return false;
}
