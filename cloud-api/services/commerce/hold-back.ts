import { randomUUID } from 'node:crypto';
import { heldBackChanged } from '@tillhouse/shared/domains/inventory/events.ts';
import { holdBackFor, PICKED_WITHIN } from '@tillhouse/shared/domains/inventory/silent-tills.ts';
import type { Connection } from '../../platform/db/connection.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';
import { recordEvents } from '../../platform/outbox/record-events.ts';
import { TtlMap } from '../../platform/ttl-map.ts';

/** A quiet till asks once a minute whether the cloud is there. */
const SILENT_MS = 180_000;
/** While the same tills are silent, what they sell is worked out so often */
const ANEW_MS = 600_000;
const DAY = 86_400_000;
/** What a till used to sell is what it sold in so many days. */
const LOOKED_BACK = 28;
const iso = (at: number) => new Date(at).toISOString();

interface SilentTill {
  readonly registerId: string;
  readonly locationId: string;
  /** When it was last heard (epoch milliseconds) */
  readonly heardAt: number;
}

interface Held {
  readonly variantId: string;
  readonly locationId: string;
  readonly units: number;
}

/**
 * Keeps from shoppers what tills that are silent with an open drawer are likely to have sold, and gives it free once they are
 * heard of: what they did sell has come with them. Of a tenant one process does it at a time, as of when its turn comes.
 * @param system sees the devices of every tenant; `app` reads and writes within each
 * @returns does it once; places where something is kept that was not, or the other way round
 */
export function holdBackForSilentTills(pools: { system: Pool; app: Pool }, now: () => number): () => Promise<number> {
  const worked = new TtlMap<string, string>(ANEW_MS, 20_000);
  return () => holdBackOnce(pools, now, worked);
}

/** @param worked of which silent tills of a tenant it was worked out lately what they sell */
async function holdBackOnce(
  pools: { system: Pool; app: Pool },
  now: () => number,
  worked: TtlMap<string, string>,
): Promise<number> {
  const concerned = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string }>(
      `SELECT DISTINCT tenant_id FROM held_back
        UNION SELECT d.tenant_id FROM devices d
         WHERE d.status = 'enrolled' AND d.register_id IS NOT NULL AND ${heardAt} < $1`,
      [iso(now() - SILENT_MS)],
    ),
  );
  let changed = 0;
  for (const { tenant_id: tenantId } of concerned) {
    const tills = await withTenant(pools.app, tenantId, async (db) => {
      await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`held-back:${tenantId}`]);
      const at = now();
      const silent = await silentTills(db, tenantId, at);
      // The same ones some minutes later have hardly sold anything else, and a month of sales is much to look through.
      if (worked.get(tenantId, at) === JSON.stringify(silent)) return undefined;
      changed += await holdBackWithin(db, tenantId, silent, at);
      return silent;
    });
    if (tills) worked.set(tenantId, JSON.stringify(tills), undefined, now());
  }
  return changed;
}

const heardAt = `(SELECT max(c.seen_at) FROM sync_clients c WHERE c.tenant_id = d.tenant_id AND c.device_id = d.id)`;

async function holdBackWithin(
  db: Connection,
  tenantId: string,
  tills: readonly SilentTill[],
  now: number,
): Promise<number> {
  const before = await db.rows<Held>(
    `SELECT variant_id AS "variantId", location_id AS "locationId", units::int8 AS units FROM held_back
      WHERE tenant_id = $1`,
    [tenantId],
  );
  const wanted = new Map<string, Held>();
  for (const till of tills) {
    for (const { variantId, sales, perSale } of await usualSales(db, tenantId, till, now)) {
      const units = holdBackFor({ sales, perSale });
      if (units > 0) addUnits(wanted, { variantId, locationId: till.locationId, units });
    }
  }
  const known = new Map(before.map((held) => [nameOf(held), held.units]));
  const written = [...wanted.values()].filter((held) => known.get(nameOf(held)) !== held.units);
  const over = before.filter((held) => !wanted.has(nameOf(held))).map((held) => ({ ...held, units: 0 }));
  const changes = [...written, ...over];
  if (changes.length === 0) return 0;
  await writeHeld(db, tenantId, written, over);
  const places = Map.groupBy(changes, (held) => held.locationId);
  await recordEvents(
    db,
    tenantId,
    [...places].map(([locationId, held]) => ({
      event: heldBackChanged,
      payload: { locationId, changes: held.map(({ variantId, units }) => ({ variantId, units })) },
      ...{ mutationId: randomUUID(), ordinal: 0, occurredAt: now },
    })),
  );
  return places.size;
}

const nameOf = ({ variantId, locationId }: Held) => `${variantId} ${locationId}`;

function addUnits(to: Map<string, Held>, held: Held): void {
  const units = (to.get(nameOf(held))?.units ?? 0) + held.units;
  to.set(nameOf(held), { ...held, units });
}

/** Tills with an open drawer at places that sell online and hold back, that were not heard of for a while. */
async function silentTills(db: Connection, tenantId: string, now: number): Promise<SilentTill[]> {
  const rows = await db.rows<Omit<SilentTill, 'heardAt'> & { heardAt: number | null }>(
    `SELECT DISTINCT r.id AS "registerId", r.location_id AS "locationId",
            (extract(epoch FROM max(${heardAt}) OVER (PARTITION BY r.id)) * 1000)::int8 AS "heardAt"
       FROM devices d JOIN registers r ON r.tenant_id = d.tenant_id AND r.id = d.register_id AND r.status = 'active'
       JOIN locations l ON l.tenant_id = r.tenant_id AND l.id = r.location_id
      WHERE d.tenant_id = $1 AND d.status = 'enrolled' AND l.status = 'active' AND l.sells_online = 'yes'
        AND coalesce(l.silent_tills, 'hold-back') = 'hold-back'
        AND EXISTS (SELECT 1 FROM register_sessions s WHERE s.tenant_id = r.tenant_id AND s.register_id = r.id
          AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.tenant_id = s.tenant_id AND c.session_id = s.id))
      ORDER BY 1`,
    [tenantId],
  );
  return rows.flatMap(({ heardAt: at, ...till }) =>
    at !== null && at < now - SILENT_MS ? [{ ...till, heardAt: at }] : [],
  );
}

/** What it sold of each variant, a mean of the days before, between the time when it was last heard and when orders of now are picked. */
function usualSales(
  db: Connection,
  tenantId: string,
  { registerId, heardAt: since }: SilentTill,
  now: number,
): Promise<{ variantId: string; sales: number; perSale: number }[]> {
  const end = now + PICKED_WITHIN;
  const [days, rest] = [Math.floor((end - since) / DAY), (end - since) % DAY];
  return db.rows(
    `WITH sold AS (
       SELECT l.variant_id, l.quantity, o.placed_at,
              $5 + CASE WHEN mod((extract(epoch FROM $4::timestamptz - o.placed_at) * 1000)::int8, ${DAY}) < $6 THEN 1 ELSE 0 END AS times
         FROM register_sessions s
         JOIN orders o ON o.tenant_id = s.tenant_id AND o.session_id = s.id
         JOIN order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
        WHERE s.tenant_id = $1 AND s.register_id = $2 AND s.opened_at > $3::timestamptz - interval '1 day'
          AND o.placed_at > $3 AND l.variant_id IS NOT NULL AND l.quantity > 0),
     looked AS (SELECT greatest(1, least(${LOOKED_BACK},
         ceil(extract(epoch FROM $4::timestamptz - min(placed_at)) / 86400))) AS days FROM sold)
     SELECT variant_id AS "variantId", sum(times)::float8 / (SELECT days FROM looked)::float8 AS sales,
            avg(quantity)::float8 AS "perSale"
       FROM sold GROUP BY variant_id HAVING sum(times) > 0`,
    [tenantId, registerId, iso(since - LOOKED_BACK * DAY), iso(end), days, rest],
  );
}

async function writeHeld(db: Connection, tenantId: string, written: readonly Held[], over: readonly Held[]) {
  const ids = (held: readonly Held[]) => [held.map((one) => one.variantId), held.map((one) => one.locationId)];
  await Promise.all([
    db.rows(
      `INSERT INTO held_back AS h (tenant_id, variant_id, location_id, units)
       SELECT $1, w.variant_id, w.location_id, w.units
         FROM unnest($2::uuid[], $3::uuid[], $4::int8[]) AS w (variant_id, location_id, units)
       ON CONFLICT (tenant_id, variant_id, location_id) DO UPDATE SET units = excluded.units`,
      [tenantId, ...ids(written), written.map(({ units }) => units)],
    ),
    db.rows(
      `DELETE FROM held_back h USING unnest($2::uuid[], $3::uuid[]) AS o (variant_id, location_id)
        WHERE h.tenant_id = $1 AND h.variant_id = o.variant_id AND h.location_id = o.location_id`,
      [tenantId, ...ids(over)],
    ),
  ]);
}
