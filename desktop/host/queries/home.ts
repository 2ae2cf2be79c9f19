import { addDays, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { registersOf } from '../session/registers-here.ts';
import { storeHere } from '../session/session-state.ts';
import { storeAt } from '../session/store-at.ts';
import { openCases } from './attention.ts';
import { byHour, type HourRow, salesOfDay, soldBefore, totalOf } from './day-sales.ts';
import { type Asking, query } from './define-query.ts';
import { lowStock } from './low-stock.ts';
import { nothing } from './params.ts';

type Result = QueryMap['home.summary']['result'];

/** Sales of the day by where they were made: the tills of each location, then online. */
function byPlace(
  reader: Reader,
  currency: string,
  [today, compared]: readonly [readonly HourRow[], readonly HourRow[]],
): Result['byPlace'] {
  const places = reader
    .all<{ id: string; locationId: string; place: string }>(
      'SELECT r.id, l.id AS locationId, l.name AS place FROM registers r JOIN locations l ON l.id = r.location_id ORDER BY l.name',
    )
    .filter(({ locationId }) => storeAt(reader, locationId)?.currency === currency);
  const placeOf = new Map(places.map((row) => [row.id, `${row.place} tills`]));
  const nameOf = (row: HourRow) =>
    row.channel === 'online'
      ? 'Online'
      : row.channel === 'import'
        ? 'Imported'
        : (placeOf.get(row.registerId ?? '') ?? 'Tills');
  const sums = new Map<string, { today: number; compared: number }>();
  for (const name of placeOf.values()) sums.set(name, { today: 0, compared: 0 });
  const add = (rows: readonly HourRow[], of: 'today' | 'compared') => {
    for (const row of rows) {
      const sum = sums.get(nameOf(row)) ?? { today: 0, compared: 0 };
      sum[of] += row.total;
      sums.set(nameOf(row), sum);
    }
  };
  add(today, 'today');
  add(compared, 'compared');
  return [...sums].map(([name, sum]) => ({ name, ...sum }));
}

/** Those that take this currency. */
function tillsOf(reader: Reader, currency: string, today: readonly HourRow[]): Result['tills'] {
  const drawer = `SELECT s.float + coalesce((SELECT sum(amount) FROM drawer_movements WHERE session_id = s.id), 0) AS n
    FROM register_sessions s WHERE s.id = ?`;
  const here = registersOf(reader).filter(({ locationId }) => storeAt(reader, locationId)?.currency === currency);
  return here.map((register) => ({
    register,
    sold: totalOf(today.filter((row) => row.registerId === register.id)),
    inDrawer: register.session ? (reader.get<{ n: number }>(drawer, [register.session.id])?.n ?? 0) : 0,
  }));
}

const groups = {
  refused: 'Refused',
  quarantined: 'Held',
  'put-aside': 'Held',
  'field-conflict': 'Conflicts',
  'stock-task': 'Stock',
  'order-flag': 'Orders',
  'order-request': 'Orders',
} as const;

/** One line of the morning; the whole case stands on the sync page. */
function shortText({ kind, badge, fields }: Case): string {
  if (kind === 'refused') return 'Refused by the cloud, nothing lost';
  if (kind === 'quarantined' || kind === 'put-aside') return 'Held in the cloud, nothing lost';
  if (kind === 'order-request') return 'A firm’s order waits for your yes';
  if (kind === 'field-conflict') return `${fields[0]?.field ?? 'A field'} was changed twice`;
  return `${badge}, every sale stands`;
}

function needsYou(reader: Reader, asking: Asking): Result['needsYou'] {
  const people = openCases(reader, asking, 20).map((item) => ({
    id: item.mutationId,
    group: groups[item.kind],
    severity: ['quarantined', 'put-aside', 'refused'].includes(item.kind) ? ('bad' as const) : ('warn' as const),
    title: item.title,
    text: shortText(item),
    state: item.by,
    action: item.maySettle ? ('Settle' as const) : ('Look' as const),
    to: '/sync',
  }));
  return [...people, ...lowStock(reader, 5)];
}

function running(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

export const homeSummary = query('home.summary', {
  params: nothing,
  permission: 'home.view',
  heavy: true,
  run: (reader, _params, asking) => {
    const { now } = asking;
    const store = storeHere(reader, asking.window);
    const currency = store?.currency ?? '';
    const { date, hour: present } = localDayAndHour(now, store?.timeZone ?? 'UTC');
    const comparedDate = addDays(date, -7);
    const today = salesOfDay(reader, { date, currency });
    const compared = { date: comparedDate, currency };
    const before = salesOfDay(reader, compared);
    const todayHours = running(byHour(today));
    const beforeHours = running(byHour(before));
    return {
      now,
      date,
      comparedDate,
      currency,
      // Compared up to the same minute, so that the places add up to the compared total beside them.
      byPlace: byPlace(reader, currency, [today, salesOfDay(reader, compared, now - 7 * 86_400_000)]),
      today: totalOf(today),
      comparedByNow: soldBefore(reader, compared, now - 7 * 86_400_000).total,
      comparedWholeDay: totalOf(before),
      hours: todayHours.map((sum, hour) => ({
        hour,
        today: hour <= present ? sum : null,
        compared: beforeHours[hour] ?? 0,
      })),
      tills: tillsOf(reader, currency, today),
      needsYou: needsYou(reader, asking),
    };
  },
});
