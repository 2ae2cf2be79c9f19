import { addDays, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { LevelRow, MovementRow, QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { id } from './params.ts';

type Params = QueryMap['stock.variant']['params'];

const DAYS = 14;

/** @param from `stock_now` with what neighbours say, `stock_levels` as the ledger here has it */
function levelsOf(reader: Reader, variantId: string, from: 'stock_now' | 'stock_levels'): LevelRow[] {
  return reader.all<LevelRow>(
    `SELECT l.id AS locationId, l.name AS locationName, l.street, k.on_hand AS onHand, k.committed, k.reserved, k.damaged,
       k.safety, k.quality_control AS qualityControl, k.incoming,
       k.on_hand - k.committed - k.reserved - k.damaged - k.safety - k.quality_control AS available
     FROM ${from} k JOIN locations l ON l.id = k.location_id WHERE k.variant_id = ? ORDER BY l.kind, l.name`,
    [variantId],
  );
}

/** Present levels less what moved after the instant; the ledger gives the past without a copy of it. */
function levelsAt(reader: Reader, variantId: string, levels: readonly LevelRow[], asOf: number): LevelRow[] {
  const rows = reader.all<
    Record<'onHand' | 'committed' | 'reserved' | 'damaged' | 'safety' | 'qualityControl' | 'incoming', number> & {
      place: string;
    }
  >(
    `SELECT location_id AS place, sum(on_hand) AS onHand, sum(committed) AS committed, sum(reserved) AS reserved,
       sum(damaged) AS damaged, sum(safety) AS safety, sum(quality_control) AS qualityControl, sum(incoming) AS incoming
     FROM stock_movements WHERE variant_id = ? AND occurred_at > ? GROUP BY location_id`,
    [variantId, asOf],
  );
  const since = new Map(rows.map((row) => [row.place, row]));
  return levels.map((level) => {
    const later = since.get(level.locationId);
    if (!later) return level;
    const then = {
      onHand: level.onHand - later.onHand,
      committed: level.committed - later.committed,
      reserved: level.reserved - later.reserved,
      damaged: level.damaged - later.damaged,
      safety: level.safety - later.safety,
      qualityControl: level.qualityControl - later.qualityControl,
      incoming: level.incoming - later.incoming,
    };
    const { onHand, committed, reserved, damaged, safety, qualityControl } = then;
    return { ...level, ...then, available: onHand - committed - reserved - damaged - safety - qualityControl };
  });
}

/** The newest movements with the balance after each: counted back from what is on hand now. */
function movementsOf(reader: Reader, params: Params, onHand: number): MovementRow[] {
  const rows = reader.all<Omit<MovementRow, 'balance'>>(
    `SELECT m.id, m.occurred_at AS occurredAt, coalesce(l.name, '') AS locationName, m.cause, m.note,
       m.document_kind AS documentKind, m.document_id AS documentId, m.document_number AS documentNumber,
       m.actor_name AS actorName, m.on_hand AS onHand
     FROM stock_movements m LEFT JOIN locations l ON l.id = m.location_id
     WHERE m.variant_id = ? AND (? IS NULL OR m.location_id = ?) ORDER BY m.occurred_at DESC, m.id DESC LIMIT ?`,
    [params.variantId, params.locationId ?? null, params.locationId ?? null, params.limit ?? 50],
  );
  let balance = onHand;
  return rows.map((row) => {
    const after = balance;
    balance -= row.onHand;
    return { ...row, balance: after };
  });
}

/** On hand at the end of each day: counted back over the days' movements. */
function daysOf(reader: Reader, variantId: string, onHand: number, now: number): { date: string; onHand: number }[] {
  const zone = storeAt(reader, null)?.timeZone ?? 'UTC';
  const today = localDayAndHour(now, zone).date;
  const rows = reader.all<{ at: number; n: number }>(
    'SELECT occurred_at AS at, on_hand AS n FROM stock_movements WHERE variant_id = ? AND occurred_at > ? AND on_hand <> 0',
    [variantId, now - (DAYS + 1) * 86_400_000],
  );
  const moved = new Map<string, number>();
  for (const { at, n } of rows) {
    const { date } = localDayAndHour(at, zone);
    moved.set(date, (moved.get(date) ?? 0) + n);
  }
  const days: { date: string; onHand: number }[] = [];
  let end = onHand;
  for (let back = 0; back < DAYS; back++) {
    const date = addDays(today, -back);
    days.unshift({ date, onHand: end });
    end -= moved.get(date) ?? 0;
  }
  return days;
}

export const stockVariant = query('stock.variant', {
  params: z.strictObject({
    variantId: id,
    asOf: z.number().int().optional(),
    limit: z.number().int().min(1).max(500).optional(),
    locationId: id.optional(),
  }),
  permission: 'stock.view',
  run: (reader, params, { now }) => {
    const { variantId, locationId, asOf } = params;
    const variant = reader.get<{
      variantId: string;
      productId: string;
      title: string;
      variantTitle: string;
      sku: string;
      image: string | null;
      scale: number;
      unit: string;
    }>(
      `SELECT v.id AS variantId, p.id AS productId, p.title, v.title AS variantTitle, v.sku,
         coalesce(v.image, p.image) AS image, v.scale, v.unit
       FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?`,
      [variantId],
    );
    if (!variant) return null;
    const levels = levelsOf(reader, variantId, 'stock_now');
    const kept = levelsOf(reader, variantId, 'stock_levels');
    const shown = kept.filter((level) => !locationId || level.locationId === locationId);
    const sum = (rows: readonly LevelRow[]) => rows.reduce((total, row) => total + row.onHand, 0);
    const count = reader.get<{ n: number }>(
      'SELECT count(*) AS n FROM stock_movements WHERE variant_id = ? AND (? IS NULL OR location_id = ?)',
      [variantId, locationId ?? null, locationId ?? null],
    );
    return {
      ...variant,
      levels,
      levelsAt: asOf === undefined ? null : levelsAt(reader, variantId, kept, asOf),
      movements: movementsOf(reader, params, sum(shown)),
      movementCount: count?.n ?? 0,
      days: daysOf(reader, variantId, sum(kept), now),
    };
  },
});
