import { Plain } from './plain.ts';
import type { RowSource } from './read-sources.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Arguments in the outbox are sealed; which row a mutation made is not. */
const madeOrder = `SELECT o.mutation_id AS id FROM sync_inserts i JOIN sync_outbox o ON o.order_no = i.order_no
  WHERE i.table_name = 'orders' AND i.row_key = json_array(?) ORDER BY i.order_no LIMIT 1`;

export interface Sources {
  readonly desk: RowSource | null;
  readonly cloud: RowSource | null;
}

/**
 * The mutation that a person means: by its own id, by the id of the order it made, or by the number on the receipt.
 * @throws Plain where nothing here has that number
 */
export async function findMutation(asked: string, sources: Sources): Promise<string> {
  const { desk, cloud } = sources;
  const one = async (source: RowSource | null, sql: string, value: string) =>
    (await source?.rows<{ id: string }>(sql, [value]))?.[0]?.id;
  let order = asked.toLowerCase();
  if (!uuid.test(asked)) {
    const sql = (mark: string) =>
      `SELECT id FROM orders WHERE upper(number) = upper(${mark}) ORDER BY placed_at DESC LIMIT 1`;
    const found = (await one(desk, sql('?'), asked)) ?? (await one(cloud, sql('$1'), asked));
    if (!found)
      throw new Plain(
        `Nothing here has the number ${asked}. Give a receipt or order number (such as B1-42), or the id of a mutation.`,
      );
    order = found;
  }
  return (
    (await one(desk, madeOrder, order)) ??
    (await one(cloud, 'SELECT mutation_id AS id FROM events.outbox WHERE aggregate = $1 ORDER BY id LIMIT 1', order)) ??
    order
  );
}
