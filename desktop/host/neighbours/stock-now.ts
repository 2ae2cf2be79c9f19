import type BetterSqlite from 'better-sqlite3';

/** Quantities of a level, and of a movement, as their columns are called. */
export const QUANTITIES = [
  'on_hand',
  'committed',
  'reserved',
  'damaged',
  'safety',
  'quality_control',
  'incoming',
] as const;

const movementsOf = `SELECT 1 FROM sync_shapes d WHERE d.table_name = 'stock_movements@' || m.month`;

/**
 * A neighbour's movement counts until the cloud's own line of it is here. Levels and movements reach one place in the log in
 * one transaction; while one of them is copied anew they do not, and then none counts: the cloud's levels may hold it already.
 */
const openMoves = `CREATE TEMP VIEW lan_moves_open AS SELECT m.* FROM main.lan_moves m
  WHERE NOT EXISTS (SELECT 1 FROM main.stock_movements s WHERE s.id = m.movement_id)
    AND NOT EXISTS (SELECT 1 FROM main.sync_shapes l WHERE l.table_name = 'stock_levels' AND l.frontier > 0
      AND (l.phase <> 'live' OR NOT (
        EXISTS (${movementsOf} AND d.phase = 'live' AND d.frontier >= l.frontier)
        OR (l.frontier = m.levels_at AND NOT EXISTS (${movementsOf})))))`;

const moved = (column: string) =>
  `k.${column} + (SELECT coalesce(sum(m.${column}), 0) FROM lan_moves_open m
     WHERE m.variant_id = k.variant_id AND m.location_id = k.location_id) AS ${column}`;

/** Levels as people here should see them: the cloud's, this desk's own, and what its neighbours say. */
const stockNow = `CREATE TEMP VIEW stock_now AS SELECT k.location_id, k.variant_id,
  ${QUANTITIES.map(moved).join(', ')} FROM main.stock_levels k`;

/** Of a reading connection. Nothing writes by them, and no migration has to keep them. */
export function openStockViews(db: BetterSqlite.Database): void {
  db.exec(openMoves);
  db.exec(stockNow);
}
