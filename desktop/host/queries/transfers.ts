import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import type { TransferPage, TransferPageLine, TransferRow } from '../../bridge/transfer-queries.ts';
import type { Reader } from '../database/reader.ts';
import { findByCode } from '../lists/find-code.ts';
import { type Asking, query } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { id, text } from './params.ts';

const MOST = 500;

const units = (what: string) => `coalesce((SELECT sum(CASE WHEN v.scale > 0 THEN (${what}) > 0 ELSE ${what} END)
    FROM transfer_lines n LEFT JOIN variants v ON v.id = n.variant_id WHERE n.transfer_id = t.id), 0)`;

const head = `t.id, t.number, t.from_id AS fromId, coalesce(f.name, '') AS fromName, t.to_id AS toId,
    coalesce(o.name, '') AS toName, t.status, (SELECT count(*) FROM transfer_lines n WHERE n.transfer_id = t.id) AS lines,
    ${units('n.quantity')} AS units, ${units('n.received + n.rejected + n.cancelled')} AS told,
    t.expected_on AS expectedOn, t.created_at AS createdAt, t.shipped_at AS shippedAt, t.ended_at AS endedAt,
    EXISTS (SELECT 1 FROM sync_journal w JOIN sync_outbox b ON b.order_no = w.order_no AND b.state = 'queued'
      WHERE w.table_name = 'transfers' AND w.row_key = json_array(t.id)) AS unsent`;
const from = 'transfers t LEFT JOIN locations f ON f.id = t.from_id LEFT JOIN locations o ON o.id = t.to_id';

const isOpen = "t.status IN ('draft', 'ready', 'in-transit')";
const views = {
  open: () => [isOpen, []],
  coming: (here: string) => ["t.status = 'in-transit' AND t.to_id = ?", [here]],
  done: () => [`NOT ${isOpen}`, []],
} as const satisfies Record<string, (here: string) => readonly [where: string, params: readonly string[]]>;

type Raw<T extends TransferRow> = Omit<T, 'unsent' | 'items'> & { readonly unsent: number };

function index(reader: Reader, { view }: QueryMap['transfers.index']['params'], { window }: Asking) {
  const of = (which: keyof typeof views) => views[which](window.locationId ?? '');
  const count = (which: keyof typeof views) => {
    const [where, params] = of(which);
    return reader.get<{ n: number }>(`SELECT count(*) AS n FROM transfers t WHERE ${where}`, [...params])?.n ?? 0;
  };
  const [where, params] = of(view);
  const rows = reader.all<Raw<TransferRow>>(
    `SELECT ${head} FROM ${from} WHERE ${where}
     ORDER BY t.status = 'in-transit' DESC, t.created_at DESC, t.id LIMIT ${MOST}`,
    [...params],
  );
  return {
    rows: rows.map((row): TransferRow => ({ ...row, unsent: row.unsent === 1 })),
    counts: { open: count('open'), coming: count('coming'), done: count('done') },
  };
}

const goods = `v.id AS variantId, coalesce(p.title || CASE v.title WHEN '' THEN '' ELSE ', ' || v.title END, 'Unknown item') AS title,
    coalesce(v.sku, '') AS sku, v.gtin, coalesce(v.image, p.image) AS image, coalesce(v.scale, 0) AS scale,
    coalesce(v.unit, 'H87') AS unit,
    (SELECT l.on_hand - l.committed - l.reserved - l.damaged - l.safety - l.quality_control FROM stock_levels l
      WHERE l.variant_id = v.id AND l.location_id = ?) AS available`;

function one(reader: Reader, { id: transferId }: { readonly id: string }): TransferPage | null {
  const row = reader.get<Raw<TransferPage>>(
    `SELECT ${head}, t.note, t.carrier, t.tracking, t.created_by AS createdBy, t.shipped_by AS shippedBy
     FROM ${from} WHERE t.id = ?`,
    [transferId],
  );
  if (!row) return null;
  const items = reader.all<TransferPageLine>(
    `SELECT n.id, n.quantity, n.received, n.rejected, n.cancelled, ${goods}, n.variant_id AS variantId
     FROM transfer_lines n LEFT JOIN variants v ON v.id = n.variant_id LEFT JOIN products p ON p.id = v.product_id
     WHERE n.transfer_id = ? ORDER BY n.position, n.id`,
    [row.fromId, transferId],
  );
  return { ...row, unsent: row.unsent === 1, items };
}

export const transferQueries = {
  'transfers.index': query('transfers.index', {
    params: z.strictObject({ view: z.enum(['open', 'coming', 'done']) }),
    permission: 'stock.view',
    run: index,
  }),
  'transfers.one': query('transfers.one', { params: z.strictObject({ id }), permission: 'stock.view', run: one }),
  'transfers.goods': query('transfers.goods', {
    params: z.strictObject({ text, locationId: id, scanned: z.boolean().optional() }),
    permission: 'stock.view',
    run: (reader, { text: wanted, locationId, scanned = false }) => {
      const exact = scanned ? findByCode(reader, wanted) : null;
      const found = () => (wanted.trim() === '' ? [] : findVariants(reader, wanted, 20));
      const ids = scanned ? (exact ? [exact] : []) : found();
      return reader.all<QueryMap['transfers.goods']['result'][number]>(
        `SELECT ${goods} FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
         WHERE v.tracked = 1 ORDER BY j.key`,
        [locationId, JSON.stringify(ids)],
      );
    },
  }),
};
