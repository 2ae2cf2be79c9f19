import type { Invariant } from '../invariants.ts';
import { inCloud, onBoth, type TenantSql } from '../invariant-sql.ts';

const columns = ['on_hand', 'committed', 'reserved', 'damaged', 'safety', 'quality_control', 'incoming'];

/** Of the group's variant and location: what transfers have set aside there. */
const readyOf = (t: TenantSql) => `coalesce((SELECT ${t.sum('n.quantity')} FROM transfers f
  JOIN transfer_lines n ON n.transfer_id = f.id${t.same('n', 'f')}
  WHERE f.status = 'ready' AND f.from_id = l.location_id AND n.variant_id = l.variant_id${t.same('f', 'l')}), 0)`;

export const stockInvariants: readonly Invariant[] = [
  {
    name: 'inventory.level-is-sum-of-periods',
    doc: 'Every quantity of a stock level is the sum of what moved in all months; on hand = available + committed + reserved + damaged + safety + quality control, since available is what is left.',
    sql: onBoth((t) => {
      const sums = columns.map((name) => `${t.sum(`m.${name}`)} AS ${name}`).join(', ');
      const differ = columns.map((name) => `l.${name} <> coalesce(s.${name}, 0)`).join(' OR ');
      return `SELECT ${t.of('l')}l.variant_id, l.location_id, l.on_hand, coalesce(s.on_hand, 0) AS moved
        FROM stock_levels l LEFT JOIN
          (SELECT ${t.of('m')}m.variant_id, m.location_id, ${sums} FROM stock_periods m
           GROUP BY ${t.of('m')}m.variant_id, m.location_id) s
          ON s.variant_id = l.variant_id AND s.location_id = l.location_id${t.same('s', 'l')}
        WHERE ${differ}`;
    }),
    describe: (row) =>
      `Variant ${row.variant_id} at location ${row.location_id}: ${row.on_hand} on hand, its months sum to ${row.moved}, or another of its quantities differs.`,
  },
  {
    name: 'inventory.period-is-sum-of-movements',
    doc: 'What moved in a month is the sum of its movements: of every month in the cloud, of those it holds at a desk.',
    sql: onBoth((t, engine) => {
      const sums = columns.map((name) => `${t.sum(`m.${name}`)} AS ${name}`).join(', ');
      const differ = columns.map((name) => `p.${name} <> coalesce(s.${name}, 0)`).join(' OR ');
      // The months before those that a desk holds are its opening balance.
      const held = engine === 'sqlite' ? ' AND p.month >= (SELECT min(month) FROM stock_movements)' : '';
      return `SELECT ${t.of('p')}p.variant_id, p.location_id, p.month, p.on_hand, coalesce(s.on_hand, 0) AS moved
        FROM stock_periods p LEFT JOIN
          (SELECT ${t.of('m')}m.variant_id, m.location_id, m.month, ${sums} FROM stock_movements m
           GROUP BY ${t.of('m')}m.variant_id, m.location_id, m.month) s
          ON s.variant_id = p.variant_id AND s.location_id = p.location_id AND s.month = p.month${t.same('s', 'p')}
        WHERE (${differ})${held}`;
    }),
    describe: (row) =>
      `Variant ${row.variant_id} at location ${row.location_id} in ${row.month}: ${row.on_hand} on hand moved, its movements sum to ${row.moved}, or another of its quantities differs.`,
  },
  {
    name: 'inventory.movement-has-period',
    doc: 'What moved is counted in its month.',
    sql: onBoth(
      (t) => `SELECT DISTINCT ${t.of('m')}m.variant_id, m.location_id, m.month FROM stock_movements m
        WHERE NOT EXISTS (SELECT 1 FROM stock_periods p
          WHERE p.variant_id = m.variant_id AND p.location_id = m.location_id AND p.month = m.month${t.same('p', 'm')})
        AND (${columns.map((name) => `m.${name} <> 0`).join(' OR ')})`,
    ),
    describe: (row) =>
      `Variant ${row.variant_id} moved at location ${row.location_id} in ${row.month}, which has no period.`,
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
    doc: 'Reserved units are those that reservations hold, and those of transfers that are ready.',
    sql: inCloud(
      (t) => `SELECT ${t.of('l')}l.variant_id, l.location_id, l.reserved, ${t.sum('r.quantity')} + ${readyOf(t)} AS held
        FROM stock_levels l LEFT JOIN reservations r
          ON r.variant_id = l.variant_id AND r.location_id = l.location_id AND r.status = 'held'${t.same('r', 'l')}
        GROUP BY ${t.of('l')}l.variant_id, l.location_id, l.reserved
        HAVING l.reserved <> ${t.sum('r.quantity')} + ${readyOf(t)}`,
    ),
    describe: (row) =>
      `Variant ${row.variant_id} at location ${row.location_id}: ${row.reserved} reserved, ${row.held} held by reservations.`,
  },
  {
    name: 'inventory.transfer-is-accounted-for',
    doc: 'Of a line of a transfer no more is accounted for than was sent: all of it once it is received, nothing before it left.',
    sql: onBoth(
      (t) => `SELECT ${t.of('f')}f.number, f.status, n.id, n.quantity, n.received + n.rejected + n.cancelled AS told
        FROM transfers f JOIN transfer_lines n ON n.transfer_id = f.id${t.same('n', 'f')}
        WHERE n.received + n.rejected + n.cancelled > n.quantity
          OR (f.status = 'received' AND n.received + n.rejected + n.cancelled <> n.quantity)
          OR (f.status NOT IN ('in-transit', 'received') AND n.received + n.rejected + n.cancelled <> 0)`,
    ),
    describe: (row) =>
      `Transfer ${row.number} is ${row.status}: ${row.told} of ${row.quantity} of line ${row.id} told.`,
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
