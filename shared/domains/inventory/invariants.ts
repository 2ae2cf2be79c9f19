import type { Invariant } from '../invariants.ts';
import { inCloud, onBoth } from '../invariant-sql.ts';

const columns = ['on_hand', 'committed', 'reserved', 'damaged', 'safety', 'quality_control', 'incoming'];

export const stockInvariants: readonly Invariant[] = [
  {
    name: 'inventory.level-is-sum-of-movements',
    doc: 'Every quantity of a stock level is the sum of its movements; on hand = available + committed + reserved + damaged + safety + quality control, since available is what is left.',
    sql: onBoth((t) => {
      const sums = columns.map((name) => `${t.sum(`m.${name}`)} AS ${name}`).join(', ');
      const differ = columns.map((name) => `l.${name} <> coalesce(s.${name}, 0)`).join(' OR ');
      return `SELECT ${t.of('l')}l.variant_id, l.location_id, l.on_hand, coalesce(s.on_hand, 0) AS moved
        FROM stock_levels l LEFT JOIN
          (SELECT ${t.of('m')}m.variant_id, m.location_id, ${sums} FROM stock_movements m
           GROUP BY ${t.of('m')}m.variant_id, m.location_id) s
          ON s.variant_id = l.variant_id AND s.location_id = l.location_id${t.same('s', 'l')}
        WHERE ${differ}`;
    }),
    describe: (row) =>
      `Variant ${row.variant_id} at location ${row.location_id}: ${row.on_hand} on hand, its movements sum to ${row.moved}, or another of its quantities differs.`,
  },
  {
    name: 'inventory.movement-has-level',
    doc: 'What moved is kept as a level.',
    sql: onBoth(
      (t) => `SELECT DISTINCT ${t.of('m')}m.variant_id, m.location_id FROM stock_movements m
        WHERE NOT EXISTS (SELECT 1 FROM stock_levels l
          WHERE l.variant_id = m.variant_id AND l.location_id = m.location_id${t.same('l', 'm')})
        AND (${columns.map((name) => `m.${name} <> 0`).join(' OR ')})`,
    ),
    describe: (row) => `Variant ${row.variant_id} moved at location ${row.location_id}, which has no level for it.`,
  },
  {
    name: 'inventory.reserved-is-held',
    doc: 'Reserved units are those that reservations hold.',
    sql: inCloud(
      (t) => `SELECT ${t.of('l')}l.variant_id, l.location_id, l.reserved, ${t.sum('r.quantity')} AS held
        FROM stock_levels l LEFT JOIN reservations r
          ON r.variant_id = l.variant_id AND r.location_id = l.location_id AND r.status = 'held'${t.same('r', 'l')}
        GROUP BY ${t.of('l')}l.variant_id, l.location_id, l.reserved
        HAVING l.reserved <> ${t.sum('r.quantity')}`,
    ),
    describe: (row) =>
      `Variant ${row.variant_id} at location ${row.location_id}: ${row.reserved} reserved, ${row.held} held by reservations.`,
  },
  {
    name: 'inventory.received-is-scanned',
    doc: 'What a purchase order line received is the sum of its scans.',
    sql: inCloud(
      (t) => `SELECT ${t.of('p')}p.purchase_order_id, p.variant_id, ${t.sum('p.received')} AS received
        FROM (SELECT ${t.of('l')}l.purchase_order_id, l.variant_id, ${t.sum('l.received')} AS received
              FROM purchase_order_lines l GROUP BY ${t.of('l')}l.purchase_order_id, l.variant_id) p
        GROUP BY ${t.of('p')}p.purchase_order_id, p.variant_id
        HAVING ${t.sum('p.received')} <> coalesce((SELECT ${t.sum('m.on_hand')} FROM stock_movements m
          WHERE m.document_id = p.purchase_order_id AND m.variant_id = p.variant_id
            AND m.cause = 'received'${t.same('m', 'p')}), 0)`,
    ),
    describe: (row) =>
      `Purchase order ${row.purchase_order_id}, variant ${row.variant_id}: ${row.received} received, its scans sum to something else.`,
  },
];
