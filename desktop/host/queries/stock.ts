import type { LevelRow, MovementRow } from '../../bridge/queries.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { AVAILABLE, locationsOf, marks, prefixQuery, type Query, type QueryContext, type SqlParam } from './reader.ts';

const VIEWS = {
  all: '',
  low: `HAVING v.tracked = 1 AND sum${AVAILABLE} <= 3`,
  negative: 'HAVING min(l.on_hand) < 0',
  incoming: 'HAVING sum(l.incoming) > 0',
} as const;

export const stockIndex: Query<'stock.index'> = ({ read }, params) => {
  const locations = locationsOf(read);
  const words = params.search ? prefixQuery(params.search) : '';
  const filter = words
    ? 'AND v.id IN (SELECT s.variant_id FROM search_text t JOIN search_variants s ON s.no = t.rowid WHERE search_text MATCH ?)'
    : '';
  const values: SqlParam[] = words ? [words] : [];
  const grouped = `FROM variants v LEFT JOIN stock_levels l ON l.variant_id = v.id
    WHERE v.status = 'active' ${filter} GROUP BY v.id ${VIEWS[params.view]}`;
  const plain = params.view === 'all';
  const total =
    read.get<{ n: number }>(
      plain
        ? `SELECT count(*) AS n FROM variants v WHERE v.status = 'active' ${filter}`
        : `SELECT count(*) AS n FROM (SELECT v.id ${grouped})`,
      values,
    )?.n ?? 0;
  const ids = read
    .all<{ id: string }>(
      plain
        ? `SELECT v.id FROM variants v WHERE v.status = 'active' ${filter} ORDER BY v.sku LIMIT ? OFFSET ?`
        : `SELECT v.id ${grouped} ORDER BY v.sku LIMIT ? OFFSET ?`,
      [...values, params.limit, params.offset],
    )
    .map(({ id }) => id);
  return {
    total,
    locations,
    rows: stockRows(
      { read } as QueryContext,
      ids,
      locations.map(({ id }) => id),
    ),
  };
};

interface StockHead {
  variantId: string;
  title: string;
  variantTitle: string;
  sku: string;
  image: string | null;
  scale: number;
}

function stockRows({ read }: QueryContext, ids: readonly string[], locationIds: readonly string[]) {
  const heads = read.all<StockHead>(
    `SELECT v.id AS variantId, p.title, v.title AS variantTitle, v.sku, coalesce(v.image, p.image) AS image, v.scale
     FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id IN (${marks(ids)}) ORDER BY v.sku`,
    ids,
  );
  const levels = read.all<{ variantId: string; locationId: string; onHand: number; available: number }>(
    `SELECT l.variant_id AS variantId, l.location_id AS locationId, l.on_hand AS onHand, ${AVAILABLE} AS available
     FROM stock_levels l WHERE l.variant_id IN (${marks(ids)})`,
    ids,
  );
  return heads.map((head) => {
    const own = levels.filter((level) => level.variantId === head.variantId);
    return {
      ...head,
      onHand: own.reduce((sum, level) => sum + level.onHand, 0),
      available: own.reduce((sum, level) => sum + level.available, 0),
      byLocation: locationIds.map((id) => own.find((level) => level.locationId === id)?.onHand ?? null),
    };
  });
}

const EIGHT = ['on_hand', 'committed', 'reserved', 'damaged', 'safety', 'quality_control', 'incoming'] as const;

export const stockVariant: Query<'stock.variant'> = (context, params) => {
  const { read, now, timeZone } = context;
  const { variantId } = params;
  const head = read.get<StockHead & { productId: string; unit: string }>(
    `SELECT v.id AS variantId, v.product_id AS productId, p.title, v.title AS variantTitle, v.sku,
       coalesce(v.image, p.image) AS image, v.scale, v.unit
     FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?`,
    [variantId],
  );
  if (!head) return null;
  const levels = levelsNow(context, variantId);
  const movements = movementsOf(context, variantId, params.locationId, params.limit ?? 100, levels);
  const movementCount =
    read.get<{ n: number }>('SELECT count(*) AS n FROM stock_movements WHERE variant_id = ?', [variantId])?.n ?? 0;
  const onHand = levels.reduce((sum, level) => sum + level.onHand, 0);
  return {
    ...head,
    levels,
    levelsAt: params.asOf === undefined ? null : levelsAt(context, variantId, params.asOf, levels),
    movements,
    movementCount,
    days: lastDays(context, variantId, onHand).map(({ at, level }) => ({
      date: localDayAndHour(Math.min(at, now), timeZone).date,
      onHand: level,
    })),
  };
};

function levelsNow({ read }: QueryContext, variantId: string): LevelRow[] {
  return read.all<LevelRow>(
    `SELECT o.id AS locationId, o.name AS locationName, o.street, coalesce(l.on_hand, 0) AS onHand,
       coalesce(l.committed, 0) AS committed, coalesce(l.reserved, 0) AS reserved, coalesce(l.damaged, 0) AS damaged,
       coalesce(l.safety, 0) AS safety, coalesce(l.quality_control, 0) AS qualityControl,
       coalesce(${AVAILABLE}, 0) AS available, coalesce(l.incoming, 0) AS incoming
     FROM locations o LEFT JOIN stock_levels l ON l.location_id = o.id AND l.variant_id = ?
     WHERE o.status = 'active' ORDER BY o.kind, o.name`,
    [variantId],
  );
}

/** Levels at a moment: now, less every movement since. */
function levelsAt({ read }: QueryContext, variantId: string, at: number, now: readonly LevelRow[]): LevelRow[] {
  const sums = EIGHT.map((name) => `sum(${name}) AS ${name}`).join(', ');
  const since = read.all<{ location_id: string } & Record<(typeof EIGHT)[number], number>>(
    `SELECT location_id, ${sums} FROM stock_movements WHERE variant_id = ? AND occurred_at > ? GROUP BY location_id`,
    [variantId, at],
  );
  return now.map((level) => {
    const later = since.find((row) => row.location_id === level.locationId);
    if (!later) return level;
    const then = {
      onHand: level.onHand - later.on_hand,
      committed: level.committed - later.committed,
      reserved: level.reserved - later.reserved,
      damaged: level.damaged - later.damaged,
      safety: level.safety - later.safety,
      qualityControl: level.qualityControl - later.quality_control,
      incoming: level.incoming - later.incoming,
    };
    const held = then.committed + then.reserved + then.damaged + then.safety + then.qualityControl;
    return { ...level, ...then, available: then.onHand - held };
  });
}

/** Newest first; the balance runs back from the level of now. */
function movementsOf(
  { read }: QueryContext,
  variantId: string,
  locationId: string | undefined,
  limit: number,
  levels: readonly LevelRow[],
): MovementRow[] {
  const rows = read.all<Omit<MovementRow, 'balance'>>(
    `SELECT m.id, m.occurred_at AS occurredAt, o.name AS locationName, m.cause, m.note, m.document_kind AS documentKind,
       m.document_id AS documentId, m.document_number AS documentNumber, m.actor_name AS actorName, m.on_hand AS onHand
     FROM stock_movements m JOIN locations o ON o.id = m.location_id
     WHERE m.variant_id = ? AND (? IS NULL OR m.location_id = ?) ORDER BY m.occurred_at DESC, m.id DESC LIMIT ?`,
    [variantId, locationId ?? null, locationId ?? null, limit],
  );
  let balance = levels
    .filter((level) => locationId === undefined || level.locationId === locationId)
    .reduce((sum, level) => sum + level.onHand, 0);
  return rows.map((row) => {
    const shown = { ...row, balance };
    balance -= row.onHand;
    return shown;
  });
}

/** On hand at the end of each of the last 14 days, oldest first; the last is now. */
function lastDays({ read, now }: QueryContext, variantId: string, onHand: number): { at: number; level: number }[] {
  const day = 86_400_000;
  const start = now - 13 * day;
  const rows = read.all<{ day: number; moved: number }>(
    `SELECT (occurred_at - ?) / ${day} AS day, sum(on_hand) AS moved FROM stock_movements
     WHERE variant_id = ? AND occurred_at > ? GROUP BY 1`,
    [start, variantId, start],
  );
  const moved = new Map(rows.map((row) => [row.day, row.moved]));
  const days: { at: number; level: number }[] = [];
  let level = onHand;
  for (let index = 13; index >= 0; index -= 1) {
    days.unshift({ at: start + index * day, level });
    level -= moved.get(index - 1) ?? 0;
  }
  return days;
}
