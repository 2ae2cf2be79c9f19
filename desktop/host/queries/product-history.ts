import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { type Asking, sees } from './define-query.ts';

type History = NonNullable<QueryMap['products.one']['result']>['history'];
type Entry = History[number];

/** `soldAtTill` as `Sold at till`. */
export function fieldLabel(field: string): string {
  const words = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

interface Edit {
  readonly base: unknown;
  readonly value: unknown;
}

const isEdit = (value: unknown): value is Edit =>
  typeof value === 'object' && value !== null && 'base' in value && 'value' in value;

/** The edits that a command's arguments carry, wherever they stand: `{ base, value }` under the name of a field. */
function editsIn(args: unknown, found: [string, Edit][] = []): [string, Edit][] {
  if (typeof args !== 'object' || args === null) return found;
  for (const [name, value] of Object.entries(args)) {
    // Prices change in a list, where the name is only a place in it.
    if (isEdit(value)) found.push([Array.isArray(args) ? 'price' : name, value]);
    else editsIn(value, found);
  }
  return found;
}

/** Edits of this desk that are still on their way. */
function pending(reader: Reader, ids: readonly string[], costs: boolean): Entry[] {
  const rows = reader.all<{ args: string; at: number; actor: string }>(
    `SELECT o.args, o.occurred_at AS at, o.actor FROM sync_outbox o
     WHERE o.kind = 'intent' AND o.state <> 'settled' AND (o.name LIKE 'catalog.%' OR o.name LIKE 'pricing.%')
       AND EXISTS (SELECT 1 FROM json_each(?) j WHERE instr(o.args, j.value) > 0)
     ORDER BY o.order_no DESC LIMIT 20`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ args, at, actor }) => ({
    at,
    by: (JSON.parse(actor) as { name: string }).name,
    fields: editsIn(JSON.parse(args))
      .filter(([field]) => costs || field !== 'cost')
      .map(([field, { base, value }]) => ({ field: fieldLabel(field), from: valueText(base), to: valueText(value) })),
  }));
}

/** Values that lost against a later edit of the same field. */
function conflicts(reader: Reader, ids: readonly string[]): Entry[] {
  const rows = reader.all<{ field: string; kept: string; lost: string; by: string; at: number }>(
    `SELECT field, kept, lost, lost_by AS "by", lost_at AS at FROM field_conflicts
     WHERE subject_id IN (SELECT value FROM json_each(?)) ORDER BY lost_at DESC LIMIT 20`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ field, kept, lost, by, at }) => ({
    at,
    by,
    fields: [{ field: fieldLabel(field), from: valueText(JSON.parse(lost)), to: valueText(JSON.parse(kept)) }],
  }));
}

/** What this desk knows of a product's changes, newest first; the whole audit log is in the cloud. */
export function productHistory(reader: Reader, productId: string, asking: Asking): History {
  const variants = reader.all<{ id: string }>('SELECT id FROM variants WHERE product_id = ?', [productId]);
  const ids = [productId, ...variants.map((row) => row.id)];
  const entries = [...pending(reader, ids, sees(asking, 'products.cost')), ...conflicts(reader, ids)];
  const last = reader.get<{ at: number; by: string }>(
    'SELECT updated_at AS at, updated_by AS "by" FROM products WHERE id = ?',
    [productId],
  );
  if (last && !entries.some((entry) => entry.at === last.at)) entries.push({ ...last, fields: [] });
  return entries.sort((a, b) => b.at - a.at);
}
