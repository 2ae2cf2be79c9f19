import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { type Table, tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { deviceName } from './case-words.ts';
import { type Asking, sees } from './define-query.ts';
import { fieldWord, valueWord } from './field-words.ts';

type History = NonNullable<QueryMap['products.one']['result']>['history'];
type Entry = History[number];

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
function pending(reader: Reader, ids: readonly string[], costs: boolean, currency: string): Entry[] {
  const rows = reader.all<{ args: string; at: number; actor: string }>(
    `SELECT o.args, o.occurred_at AS at, o.actor FROM sync_outbox o
     WHERE o.kind = 'intent' AND o.state <> 'settled' AND (o.name LIKE 'catalog.%' OR o.name LIKE 'pricing.%')
       AND EXISTS (SELECT 1 FROM json_each(?) j WHERE instr(o.args, j.value) > 0)
     ORDER BY o.order_no DESC LIMIT 20`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ args, at, actor }) => ({
    at,
    device: null,
    by: (JSON.parse(actor) as { name: string }).name,
    fields: editsIn(JSON.parse(args))
      .filter(([field]) => costs || field !== 'cost')
      .map(([field, { base, value }]) => ({
        field: fieldWord(field),
        from: valueWord(field, base, currency),
        to: valueWord(field, value, currency),
      })),
  }));
}

interface EditRow {
  subjectId: string;
  field: string;
  before: string;
  by: string;
  deviceId: string;
  at: number;
  product: number;
  variantTitle: string;
  present: string | null;
}

/** Who changed which field last. Fields of one command stand together. */
function edits(reader: Reader, productId: string, currency: string): Entry[] {
  const rows = reader.all<EditRow>(
    `SELECT e.subject_id AS subjectId, e.field, e.before, e.edited_by AS "by", e.device_id AS deviceId,
       e.edited_at AS at, e.subject = 'product' AS product, coalesce(v.title, '') AS variantTitle,
       CASE WHEN e.subject = 'price' THEN (SELECT CAST(p.amount AS TEXT) FROM prices p
         WHERE p.variant_id = e.subject_id AND 'price:' || p.price_list_id = e.field) END AS present
     FROM field_edits e LEFT JOIN variants v ON v.id = e.subject_id
     WHERE e.subject_id = ? OR e.subject_id IN (SELECT id FROM variants WHERE product_id = ?)
     ORDER BY e.edited_at DESC LIMIT 60`,
    [productId, productId],
  );
  const entries = new Map<
    string,
    { at: number; by: string; device: string | null; fields: Entry['fields'][number][] }
  >();
  for (const row of rows) {
    const key = `${row.at} ${row.by} ${row.deviceId}`;
    const device = deviceName(reader, row.deviceId);
    const entry = entries.get(key) ?? { at: row.at, by: row.by, device, fields: [] };
    const present: unknown = row.field.startsWith('price:')
      ? row.present === null
        ? null
        : Number(row.present)
      : presentOf(reader, row);
    const word = fieldWord(row.field);
    entry.fields.push({
      field: row.variantTitle ? `${word}, ${row.variantTitle}` : word,
      from: valueWord(row.field, JSON.parse(row.before), currency),
      to: valueWord(row.field, present, currency),
    });
    entries.set(key, entry);
  }
  return [...entries.values()];
}

function presentOf(reader: Reader, { product, subjectId, field }: EditRow): unknown {
  const table = tableNamed(product ? 'products' : 'variants') as Table<Record<string, unknown>>;
  const row = reader.get(`SELECT * FROM ${table.name} WHERE id = ?`, [subjectId]);
  return row ? decodeRow(table, row, 'sqlite')[field] : null;
}

/** What this desk knows of a product's changes, newest first; the whole audit log is in the cloud. */
export function productHistory(reader: Reader, productId: string, asking: Asking): History {
  const currency = storeAt(reader, null)?.currency ?? '';
  const variants = reader.all<{ id: string }>('SELECT id FROM variants WHERE product_id = ?', [productId]);
  const ids = [productId, ...variants.map((row) => row.id)];
  const known = edits(reader, productId, currency);
  const told = new Set(known.map((entry) => entry.at));
  // An edit on its way is in the rows already, so it is told once.
  const unsent = pending(reader, ids, sees(asking, 'products.cost'), currency).filter((entry) => !told.has(entry.at));
  const entries = [...unsent, ...known];
  const last = reader.get<{ at: number; by: string }>(
    'SELECT updated_at AS at, open_products_updated_by(updated_by, id) AS "by" FROM products WHERE id = ?',
    [productId],
  );
  if (last && !entries.some((entry) => entry.at === last.at)) entries.push({ ...last, device: null, fields: [] });
  return entries.sort((a, b) => b.at - a.at);
}
