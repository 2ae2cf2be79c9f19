import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { fullTitle } from '../words.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';
import { fieldLabel, valueText } from './product-history.ts';

type Item = QueryMap['attention.list']['result'][number];

/** What a command was about, in words: its name and, where it names a product or variant, that. */
export function commandTitle(reader: Reader, name: string, args: unknown): string {
  const [, verb = name] = name.split('.');
  const words = fieldLabel(verb);
  const ids =
    JSON.stringify(args).match(/[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? [];
  for (const id of ids.slice(0, 10)) {
    const product = reader.get<{ title: string }>('SELECT title FROM products WHERE id = ?', [id]);
    if (product) return `${words}: ${product.title}`;
    const variant = reader.get<{ title: string; variantTitle: string }>(
      'SELECT p.title, v.title AS variantTitle FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?',
      [id],
    );
    if (variant) return `${words}: ${fullTitle(variant.title, variant.variantTitle)}`;
  }
  return words;
}

interface RefusedRow {
  mutationId: string;
  kind: 'refused' | 'quarantined';
  name: string;
  args: string;
  message: string | null;
  fields: string;
  by: string;
  at: number;
}

function refused(reader: Reader, limit: number): Item[] {
  const rows = reader.all<RefusedRow>(
    `SELECT mutation_id AS mutationId, kind, name, args, message, fields, actor_name AS "by", at
     FROM sync_attention WHERE settled_at IS NULL ORDER BY at DESC LIMIT ?`,
    [limit],
  );
  return rows.map(({ name, args, fields, message, ...row }) => ({
    ...row,
    title: commandTitle(reader, name, JSON.parse(args)),
    text:
      message ??
      (row.kind === 'refused'
        ? 'The cloud refused this; it was taken back here.'
        : 'The cloud keeps this aside until somebody looks at it.'),
    to: null,
    fields: (JSON.parse(fields) as { field: string; base?: unknown; mine?: unknown; theirs?: unknown }[]).map(
      (field) => ({
        field: fieldLabel(field.field),
        base: valueText(field.base),
        mine: valueText(field.mine),
        theirs: valueText(field.theirs),
      }),
    ),
  }));
}

interface ConflictRow {
  id: string;
  subject: 'product' | 'variant';
  subjectId: string;
  field: string;
  base: string;
  kept: string;
  lost: string;
  lostBy: string;
  lostAt: number;
  title: string | null;
}

function conflicts(reader: Reader, limit: number): Item[] {
  const rows = reader.all<ConflictRow>(
    `SELECT c.id, c.subject, c.subject_id AS subjectId, c.field, c.base, c.kept, c.lost, c.lost_by AS lostBy, c.lost_at AS lostAt,
       coalesce(p.title, vp.title || CASE v.title WHEN '' THEN '' ELSE ', ' || v.title END) AS title
     FROM field_conflicts c LEFT JOIN products p ON p.id = c.subject_id LEFT JOIN variants v ON v.id = c.subject_id
     LEFT JOIN products vp ON vp.id = v.product_id WHERE c.resolved_at IS NULL ORDER BY c.lost_at DESC LIMIT ?`,
    [limit],
  );
  return rows.map((row) => ({
    mutationId: row.id,
    kind: 'field-conflict',
    title: row.title ?? 'A product',
    text: 'Changed in two places; the later edit stands and the other is kept here.',
    at: row.lostAt,
    by: row.lostBy,
    to: row.subject === 'product' ? `/products/${row.subjectId}` : `/stock/${row.subjectId}`,
    fields: [
      {
        field: fieldLabel(row.field),
        base: valueText(JSON.parse(row.base)),
        mine: valueText(JSON.parse(row.lost)),
        theirs: valueText(JSON.parse(row.kept)),
      },
    ],
  }));
}

function tasks(reader: Reader, limit: number): Item[] {
  const rows = reader.all<{
    mutationId: string;
    title: string;
    at: number;
    variantId: string | null;
    place: string;
    kind: string;
  }>(
    `SELECT t.id AS mutationId, t.title, t.created_at AS at, t.variant_id AS variantId, coalesce(l.name, '') AS place, t.kind
     FROM stock_tasks t LEFT JOIN locations l ON l.id = t.location_id WHERE t.status = 'open' ORDER BY t.created_at DESC LIMIT ?`,
    [limit],
  );
  return rows.map(({ variantId, place, kind, ...row }) => ({
    ...row,
    kind: 'stock-task',
    text: kind === 'oversold' ? `At ${place}. Every sale stands; the stock is a task.` : `At ${place}.`,
    by: place,
    to: variantId ? `/stock/${variantId}` : null,
    fields: [],
  }));
}

/** What waits for a person, newest first. */
export function attentionItems(reader: Reader, limit: number): Item[] {
  const all = [...refused(reader, limit), ...conflicts(reader, limit), ...tasks(reader, limit)];
  return all.sort((a, b) => b.at - a.at).slice(0, limit);
}

export const attentionList = query('attention.list', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) => attentionItems(reader, 200),
});
