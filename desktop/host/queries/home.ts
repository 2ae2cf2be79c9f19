import type { QueryMap } from '../../bridge/queries.ts';
import { registersOf } from './registers.ts';
import { AVAILABLE, type Query, type QueryContext } from './reader.ts';
import { comparedDays, salesByHour, sumOf } from './sales-by-hour.ts';

type Summary = QueryMap['home.summary']['result'];
type Need = Summary['needsYou'][number];

export const homeSummary: Query<'home.summary'> = (context) => {
  const { now, currency } = context;
  const { today, compared, hour } = comparedDays(context);
  const own = salesByHour(context, today);
  const before = salesByHour(context, compared);
  let [sum, comparedSum] = [0, 0];
  const hours = Array.from({ length: 24 }, (_, at) => {
    sum += own.find((row) => row.hour === at)?.total ?? 0;
    comparedSum += before.find((row) => row.hour === at)?.total ?? 0;
    return { hour: at, today: at <= hour ? sum : null, compared: comparedSum };
  });
  return {
    now,
    date: today,
    comparedDate: compared,
    currency,
    byPlace: byPlace(context, today, compared, hour),
    today: sumOf(own),
    comparedByNow: sumOf(before.filter((row) => row.hour <= hour)),
    comparedWholeDay: sumOf(before),
    hours,
    tills: tillsOpen(context, today),
    needsYou: [...openTasks(context), ...conflicts(context), ...refusals(context), ...lowStock(context)],
  };
};

function byPlace({ read }: QueryContext, today: string, compared: string, hour: number): Summary['byPlace'] {
  return read.all<{ name: string; today: number; compared: number }>(
    `SELECT CASE o.channel WHEN 'till' THEN l.name || ' tills' WHEN 'online' THEN 'Online' ELSE 'Brought in' END AS name,
       sum(CASE WHEN o.business_date = ? THEN o.total ELSE 0 END) AS today,
       sum(CASE WHEN o.business_date = ? AND o.business_hour <= ? THEN o.total ELSE 0 END) AS compared
     FROM orders o LEFT JOIN locations l ON l.id = o.location_id
     WHERE o.business_date IN (?, ?) AND o.status <> 'cancelled' GROUP BY 1 ORDER BY min(o.channel = 'online'), 1`,
    [today, compared, hour, today, compared],
  );
}

function tillsOpen({ read }: QueryContext, today: string): Summary['tills'] {
  return registersOf(read)
    .filter((register) => register.session !== null)
    .map((register) => {
      const sold = read.get<{ total: number | null }>(
        'SELECT sum(total) AS total FROM orders WHERE register_id = ? AND business_date = ?',
        [register.id, today],
      );
      const drawer = read.get<{ cash: number }>(
        `SELECT s.float + coalesce((SELECT sum(amount) FROM drawer_movements d WHERE d.session_id = s.id), 0) AS cash
         FROM register_sessions s WHERE s.id = ?`,
        [register.session?.id ?? ''],
      );
      return { register, sold: sold?.total ?? 0, inDrawer: drawer?.cash ?? 0 };
    });
}

function openTasks({ read }: QueryContext): Need[] {
  const tasks = read.all<{ id: string; kind: string; title: string; variantId: string | null; place: string }>(
    `SELECT t.id, t.kind, t.title, t.variant_id AS variantId, coalesce(l.name, '') AS place
     FROM stock_tasks t LEFT JOIN locations l ON l.id = t.location_id
     WHERE t.status = 'open' ORDER BY t.created_at DESC LIMIT 5`,
  );
  const words: Readonly<Record<string, string>> = {
    oversold: 'Sold more than was there, every sale stands',
    'unknown-item': 'Sold, but not in the catalogue',
    'over-received': 'More came than was ordered',
    'stock-not-moved': 'A sale stands, its stock did not move',
  };
  return tasks.map((task) => ({
    id: task.id,
    group: 'Stock',
    severity: 'warn',
    title: task.title,
    text: words[task.kind] ?? task.kind,
    state: task.place,
    action: 'Open',
    to: task.variantId ? `/stock/${task.variantId}` : '/sync',
  }));
}

function conflicts({ read }: QueryContext): Need[] {
  const rows = read.all<{ id: string; field: string; title: string; lostBy: string }>(
    `SELECT c.id, c.field, c.lost_by AS lostBy, coalesce(p.title, v.sku, '') AS title FROM field_conflicts c
     LEFT JOIN products p ON p.id = c.subject_id LEFT JOIN variants v ON v.id = c.subject_id
     WHERE c.resolved_at IS NULL ORDER BY c.lost_at DESC LIMIT 3`,
  );
  return rows.map((row) => ({
    id: row.id,
    group: 'Conflicts',
    severity: 'warn',
    title: row.title,
    text: `${row.field} was changed in two places`,
    state: `${row.lostBy} kept aside`,
    action: 'Resolve',
    to: '/sync',
  }));
}

function refusals({ read }: QueryContext): Need[] {
  const rows = read.all<{ id: string; name: string; message: string | null }>(
    'SELECT mutation_id AS id, name, message FROM sync_attention WHERE settled_at IS NULL ORDER BY at DESC LIMIT 3',
  );
  return rows.map((row) => ({
    id: row.id,
    group: 'Conflicts',
    severity: 'warn',
    title: row.message ?? row.name,
    text: 'The cloud said no; your values are kept',
    state: 'Nothing is lost',
    action: 'Resolve',
    to: '/sync',
  }));
}

function lowStock({ read, now }: QueryContext): Need[] {
  const rows = read.all<{ variantId: string; title: string; sku: string; left: number; sold: number }>(
    `SELECT v.id AS variantId, p.title || CASE WHEN v.title = '' THEN '' ELSE ', ' || v.title END AS title, v.sku,
       (SELECT sum${AVAILABLE} FROM stock_levels l WHERE l.variant_id = v.id) AS "left", m.sold
     FROM (SELECT variant_id, sum(-on_hand) AS sold FROM stock_movements
           WHERE occurred_at >= ? AND cause IN ('sale', 'fulfilled') GROUP BY variant_id) m
       JOIN variants v ON v.id = m.variant_id JOIN products p ON p.id = v.product_id
     WHERE v.tracked = 1 AND v.scale = 0 AND m.sold > 0 AND "left" * 28 <= m.sold * 5
     ORDER BY "left" * 1.0 / m.sold LIMIT 3`,
    [now - 28 * 86_400_000],
  );
  return rows.map((row) => ({
    id: row.variantId,
    group: 'Low stock',
    severity: row.left <= 0 ? 'bad' : 'warn',
    title: row.title,
    text: row.left <= 0 ? 'Gone' : `${row.left} left, ${row.sold} sold in 28 days`,
    state: row.left <= 0 ? 'Order overdue' : 'Order soon',
    action: 'Open',
    to: `/stock/${row.variantId}`,
  }));
}
